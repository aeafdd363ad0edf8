package org.crimealliance.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** asyncapi.yaml, the schemas and the examples say the same. */
class AsyncApiTest {

    private static final Path CONTRACTS = Path.of("src/main/resources/contracts");
    private static final JsonNode API =
            new YAMLMapper().readTree(CONTRACTS.resolve("asyncapi.yaml").toFile());
    private static final JsonNode MESSAGES = API.path("components").path("messages");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static Set<String> messages() {
        return new TreeSet<>(MESSAGES.propertyNames());
    }

    @Test
    void is_asyncapi_3() {
        assertThat(API.path("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(messages()).hasSizeGreaterThan(30);
    }

    @Test
    void every_message_is_told_on_its_service_s_topic() {
        Set<String> told = new TreeSet<>();
        API.path("channels")
                .properties()
                .forEach(channel -> channel.getValue()
                        .path("messages")
                        .properties()
                        .forEach(message -> {
                            assertThat(message.getKey()).startsWith(channel.getKey() + ".");
                            assertThat(message.getValue().path("$ref").asString())
                                    .isEqualTo("#/components/messages/" + message.getKey());
                            assertThat(channel.getValue().path("address").asString())
                                    .isEqualTo(channel.getKey() + ".events.v1");
                            told.add(message.getKey());
                        }));
        assertThat(told).isEqualTo(messages());
    }

    @Test
    void every_schema_and_every_example_belongs_to_a_message() throws IOException {
        assertThat(files(".schema.json")).isEqualTo(messages());
        assertThat(files(".example.json")).isEqualTo(messages());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void the_example_is_what_the_schema_says(String name) throws IOException {
        JsonNode message = MESSAGES.path(name);
        assertThat(message.path("name").asString()).isEqualTo(name);
        Path schemaFile = CONTRACTS.resolve(message.path("payload").path("$ref").asString());
        Path exampleFile = CONTRACTS.resolve(message.path("x-example").asString());
        assertThat(nameOf(schemaFile.normalize(), ".schema.json")).isEqualTo(name);
        assertThat(nameOf(exampleFile.normalize(), ".example.json")).isEqualTo(name);
        String schema = Files.readString(schemaFile);
        assertThat(SCHEMAS.getSchema(schema, InputFormat.JSON)
                        .validate(
                                Files.readString(exampleFile),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
        JsonNode title = new JsonMapper().readTree(schema).path("title");
        assertThat(title.asString()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void the_example_shows_every_field_but_the_schema_lets_more_in(String name) throws IOException {
        String file = name.replaceFirst("\\.", "/");
        JsonMapper json = new JsonMapper();
        JsonNode schema = json.readTree(Files.readString(CONTRACTS.resolve(file + ".schema.json")));
        assertThat(schema.path("additionalProperties").asBoolean()).isTrue();
        JsonNode example = json.readTree(Files.readString(CONTRACTS.resolve(file + ".example.json")));
        Set<String> declared = new TreeSet<>(schema.path("properties").propertyNames());
        assertThat(declared).containsAll(example.propertyNames());
    }

    private static Set<String> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(CONTRACTS)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .map(file -> nameOf(file, ending))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String nameOf(Path file, String ending) {
        String path = CONTRACTS.relativize(file).toString();
        return path.substring(0, path.length() - ending.length()).replace('/', '.');
    }
}
