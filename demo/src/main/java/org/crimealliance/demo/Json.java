package org.crimealliance.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reading and writing JSON without classes for every answer: the demo is a reader of the public API like any other. */
public final class Json {

    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** {@code object("a", 1, "b", 2)}; pairs whose value is null are left out. */
    public static Map<String, Object> object(@Nullable Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            if (value != null) {
                object.put(String.valueOf(pairs[i]), value);
            }
        }
        return object;
    }

    /** The text at a path of names, or "" where there is none. */
    public static String text(JsonNode node, String... path) {
        JsonNode at = at(node, path);
        if (at.isMissingNode() || at.isNull()) {
            return "";
        }
        return at.isValueNode() ? at.asString() : at.toString();
    }

    /** The number at a path of names, or -1 where there is none. */
    public static int number(JsonNode node, String... path) {
        JsonNode at = at(node, path);
        return at.isNumber() ? at.intValue() : -1;
    }

    public static boolean truth(JsonNode node, String... path) {
        JsonNode at = at(node, path);
        return at.isBoolean() && at.booleanValue();
    }

    public static JsonNode at(JsonNode node, String... path) {
        JsonNode at = node;
        for (String name : path) {
            at = at.path(name);
        }
        return at;
    }

    public static List<JsonNode> items(JsonNode node, String... path) {
        List<JsonNode> items = new ArrayList<>();
        at(node, path).forEach(items::add);
        return items;
    }
}
