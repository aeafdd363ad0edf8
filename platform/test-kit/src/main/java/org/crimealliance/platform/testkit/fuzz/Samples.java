package org.crimealliance.platform.testkit.fuzz;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that a schema allows, plain ones: what is sent first, and what is then spoilt one by one. */
final class Samples {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    /** One of these is what a pattern wants; alternatives in a pattern are taken from it. */
    private static final List<String> TEXTS = List.of(
            "x1", "AT", "en", "a-1", "2021-00000001", "a.muster@example.org", "https://example.org/a", "200.00", "X");

    private final JsonNode document;

    Samples(JsonNode document) {
        this.document = document;
    }

    JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    private JsonNode of(JsonNode given, int depth) {
        JsonNode schema = resolved(given);
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(choice)) {
                return of(schema.path(choice).path(0), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" ->
                JSON.numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> JSON.booleanNode(false);
            default -> JSON.stringNode(text(schema));
        };
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : resolved(document.at(reference.substring(1)));
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.path(0).asString("string")
                : type.asString(schema.has("properties") ? "object" : "string");
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        if (depth < DEEPEST) {
            schema.path("properties")
                    .properties()
                    .forEach(property -> object.set(property.getKey(), of(property.getValue(), depth + 1)));
        }
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        if (depth < DEEPEST) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    private static String text(JsonNode schema) {
        String pattern = schema.path("pattern").asString("");
        return switch (schema.path("format").asString("")) {
            case "date" -> "2021-03-08";
            case "date-time" -> "2021-03-08T10:00:00Z";
            case "time-local", "time" -> "10:00";
            case "uuid" -> "0195a4c0-0000-7000-8000-000000000000";
            case "email" -> "a.muster@example.org";
            default ->
                pattern.isEmpty()
                        ? "x".repeat(Math.max(1, schema.path("minLength").asInt(1)))
                        : Stream.concat(TEXTS.stream(), Stream.of(pattern.split("\\|")))
                                .filter(text -> text.matches(pattern))
                                .findFirst()
                                .orElse("x")
                                .toString();
        };
    }

    /** As it stands in an address. */
    String inAddress(JsonNode schema) {
        return of(schema).asString("x");
    }
}
