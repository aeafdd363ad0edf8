package org.crimealliance.platform.testkit.fuzz;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whether an answer is one that the API document promises. */
final class Judge {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode components;
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    Judge(JsonNode document) {
        this.components = document.path("components").deepCopy();
        // what an answer has and the document does not tell is as wrong as the other way round
        components.path("schemas").forEach(schema -> {
            if (schema instanceof ObjectNode object
                    && schema.has("properties")
                    && !schema.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        });
    }

    /** What is wrong with it; empty if nothing. The operation is null where the document has none for this address. */
    Optional<String> complaint(@Nullable Operation operation, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status >= 500) {
            return Optional.of("answers " + status);
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (status >= 400) {
            Optional<String> problem = notAProblem(status, type, answer.body());
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (operation == null) {
            return Optional.empty();
        }
        JsonNode documented = operation.responses().path(Integer.toString(status));
        if (documented.isMissingNode()) {
            return Optional.of("answers " + status + ", which is not documented");
        }
        return status < 300 ? undocumentedBody(documented.path("content"), type, answer.body()) : Optional.empty();
    }

    private static Optional<String> notAProblem(int status, String type, byte[] body) {
        if (!type.startsWith("application/problem+json")) {
            return Optional.of("answers " + status + " as '" + type + "', not as problem details");
        }
        JsonNode problem = json(body);
        boolean whole = problem != null
                && problem.path("type").asString("").startsWith("urn:alliance:problem:")
                && !problem.path("title").asString("").isBlank()
                && !problem.path("code").asString("").isBlank()
                && problem.path("status").asInt(0) == status;
        return whole ? Optional.empty() : Optional.of("answers " + status + " with incomplete problem details");
    }

    private Optional<String> undocumentedBody(JsonNode content, String type, byte[] body) {
        if (content.isEmpty()) {
            return body.length == 0 ? Optional.empty() : Optional.of("answers with a body, which is not documented");
        }
        String bare = type.split(";")[0];
        if (content.has("*/*")) {
            return Optional.empty(); // a file
        }
        if (!content.has(bare)) {
            return Optional.of("answers as '" + bare + "', which is not documented");
        }
        if (!bare.equals("application/json")) {
            return Optional.empty();
        }
        List<Error> errors = schemas.computeIfAbsent(content.path(bare).path("schema"), this::schema)
                .validate(
                        new String(body, StandardCharsets.UTF_8),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of("answers with a body that breaks its schema: " + errors);
    }

    /** Why a value is not one of this schema; null if it is. */
    @Nullable
    String breaks(JsonNode schema, JsonNode value) {
        List<Error> errors = schema(schema)
                .validate(
                        value.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return errors.isEmpty() ? null : errors.toString();
    }

    private Schema schema(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", components);
        return SCHEMAS.getSchema(whole.toString(), InputFormat.JSON);
    }

    static @Nullable JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }
}
