package org.crimealliance.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaCompatibilityTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final Path CURRENT = Path.of("src/main/resources/contracts");

    private static final String BASE = """
            {"title":"shop.thing-sold.v1","type":"object","required":["id","kind"],"properties":{
              "id":{"type":"string","description":"Id"},
              "kind":{"type":"string","enum":["a","b"]},
              "tags":{"type":"array","items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}}},
              "additionalProperties":true}""";

    @Test
    void nothing_that_was_released_is_broken() throws Exception {
        List<String> breaks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(RELEASED)) {
            for (Path released : files.filter(file -> file.toString().endsWith(".schema.json"))
                    .toList()) {
                Path current = CURRENT.resolve(RELEASED.relativize(released));
                if (Files.notExists(current)) {
                    breaks.add(current + " is gone");
                } else {
                    SchemaCompatibility.breaks(read(released), read(current))
                            .forEach(problem -> breaks.add(current + ": " + problem));
                }
            }
        }
        assertThat(breaks).isEmpty();
    }

    @Test
    void a_description_may_change() {
        assertThat(breaks("\"Id\"", "\"The id of the thing\"")).isEmpty();
    }

    @Test
    void an_optional_property_may_be_added_at_every_level() {
        assertThat(breaks("\"id\":{", "\"colour\":{\"type\":\"string\"},\"id\":{"))
                .isEmpty();
        assertThat(breaks("\"name\":{", "\"note\":{\"type\":\"string\"},\"name\":{"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a property is renamed            | \"kind\":{                     | \"sort\":{",
                "a type changes                   | \"id\":{\"type\":\"string\"    | \"id\":{\"type\":\"integer\"",
                "a required one becomes optional  | [\"id\",\"kind\"]              | [\"id\"]",
                "an optional one becomes required | [\"id\",\"kind\"]              | [\"id\",\"kind\",\"tags\"]",
                "a value is added to an enum      | [\"a\",\"b\"]                  | [\"a\",\"b\",\"c\"]",
                "a value is taken from an enum    | [\"a\",\"b\"]                  | [\"a\"]",
                "deep inside a name is required no more | [\"name\"]               | []",
                "a pattern appears                | \"description\":\"Id\"         | \"pattern\":\"^x\"",
                "unknown fields are refused       | \"additionalProperties\":true  | \"additionalProperties\":false",
            })
    void everything_else_breaks_somebody(String what, String from, String to) {
        assertThat(breaks(from, to)).as(what).isNotEmpty();
    }

    private static List<String> breaks(String from, String to) {
        assertThat(BASE).contains(from);
        return SchemaCompatibility.breaks(JSON.readTree(BASE), JSON.readTree(BASE.replace(from, to)));
    }

    private static JsonNode read(Path file) {
        return JSON.readTree(file.toFile());
    }
}
