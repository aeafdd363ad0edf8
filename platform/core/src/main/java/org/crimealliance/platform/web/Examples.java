package org.crimealliance.platform.web;

import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plain values that a schema allows, for who reads the document; a field's own example is taken where it has one. */
final class Examples {

    private static final int DEEPEST = 8;

    /** One of these is what a pattern wants; the alternatives of a pattern are tried too. */
    private static final List<String> TEXTS = List.of(
            "x1",
            "AT",
            "en",
            "a-1",
            "2021-00000001",
            "a.muster@example.org",
            "https://example.org/a",
            "200.00",
            "X",
            "+01:00",
            "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"); // a SHA-256

    @SuppressWarnings("rawtypes") // as the library has it
    private final Map<String, Schema> schemas;

    @SuppressWarnings("rawtypes")
    Examples(Map<String, Schema> schemas) {
        this.schemas = schemas;
    }

    /** @param name of what has this schema; empty if it has none */
    @Nullable
    Object of(Schema<?> schema, String name) {
        return of(schema, name, 0);
    }

    private @Nullable Object of(Schema<?> given, String name, int depth) {
        Schema<?> schema = resolved(given);
        if (schema.getExample() != null) {
            return schema.getExample();
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return schema.getEnum().getFirst();
        }
        for (List<?> choice : choices(schema)) {
            if (choice.getFirst() instanceof Schema<?> first) {
                return of(first, name, depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" ->
                schema.getItems() == null || depth > DEEPEST
                        ? List.of()
                        : List.of(Stream.ofNullable(of(schema.getItems(), name, depth + 1))
                                .toArray());
            case "integer", "number" -> number(schema);
            case "boolean" -> false;
            default -> text(schema, name);
        };
    }

    private static List<List<?>> choices(Schema<?> schema) {
        return Stream.<List<?>>of(
                        schema.getOneOf() == null ? List.of() : schema.getOneOf(),
                        schema.getAnyOf() == null ? List.of() : schema.getAnyOf(),
                        schema.getAllOf() == null ? List.of() : schema.getAllOf())
                .filter(choice -> !choice.isEmpty())
                .toList();
    }

    private Schema<?> resolved(Schema<?> schema) {
        String reference = schema.get$ref();
        Schema<?> named = reference == null ? null : schemas.get(reference.substring(reference.lastIndexOf('/') + 1));
        return named == null ? schema : resolved(named);
    }

    private static String type(Schema<?> schema) {
        if (schema.getTypes() != null && !schema.getTypes().isEmpty()) {
            return schema.getTypes().iterator().next();
        }
        return schema.getProperties() != null ? "object" : schema.getType() == null ? "string" : schema.getType();
    }

    private Map<String, Object> object(Schema<?> schema, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (schema.getProperties() != null && depth <= DEEPEST) {
            schema.getProperties().forEach((name, property) -> {
                Object value = of(property, name, depth + 1);
                if (value != null) {
                    object.put(name, value);
                }
            });
        }
        return object;
    }

    private static Object number(Schema<?> schema) {
        BigDecimal least = schema.getMinimum();
        return least == null ? 1 : Math.max(1, least.intValue());
    }

    private static String text(Schema<?> schema, String name) {
        String pattern = schema.getPattern();
        return switch (schema.getFormat() == null ? "" : schema.getFormat()) {
            case "date" -> "2021-03-08";
            case "date-time" -> "2021-03-08T10:00:00Z";
            case "time-local", "time" -> "10:00";
            case "uuid" -> "0195a4c0-0000-7000-8000-000000000000";
            case "email" -> "a.muster@example.org";
            default ->
                pattern == null
                        ? word(schema, name)
                        : Stream.concat(TEXTS.stream(), Stream.of(pattern.split("\\|")))
                                .filter(text -> text.matches(pattern))
                                .findFirst()
                                .orElse("x");
        };
    }

    /** What the field is called says most of what stands in it. */
    private static String word(Schema<?> schema, String name) {
        Integer most = schema.getMaxLength();
        String word = name.isEmpty() ? "text" : name;
        return most != null && most < word.length() ? word.substring(0, most) : word;
    }
}
