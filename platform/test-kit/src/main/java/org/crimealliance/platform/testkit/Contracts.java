package org.crimealliance.platform.testkit;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What services have agreed on about their events. A producer's test validates what it sends ({@link #validate}); a
 * consumer's test reads the example with its own record ({@link #example}). Types are wire names, {@code
 * membership.member-admitted.v1}.
 */
public final class Contracts {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Contracts() {}

    /** The example of this type, as JSON. */
    public static String example(String type) {
        return resource(type, "example");
    }

    /** The JSON schema of this type. */
    public static String schema(String type) {
        return resource(type, "schema");
    }

    /** What is wrong with this payload; empty if nothing. */
    public static List<String> problems(String type, String json) {
        return SCHEMAS
                .getSchema(schema(type), InputFormat.JSON)
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** Fails the test unless this payload is what the schema says, and holds no link that works. */
    public static void validate(String type, String json) {
        if (TestLinks.worksIn(json)) {
            throw new AssertionError(type + " carries a link that is not sealed: " + json);
        }
        List<String> problems = problems(type, TestPersons.standIn(type, json));
        if (!problems.isEmpty()) {
            throw new AssertionError(type + " breaks its schema: " + problems + "\n" + json);
        }
    }

    private static String resource(String type, String what) {
        int dot = type.indexOf('.');
        String path = "/contracts/" + type.substring(0, Math.max(dot, 0)) + "/" + type.substring(dot + 1) + "." + what
                + ".json";
        try (InputStream in = Contracts.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new AssertionError("no contract for " + type + ": " + path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
