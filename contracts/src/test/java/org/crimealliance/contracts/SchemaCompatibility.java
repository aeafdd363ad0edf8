package org.crimealliance.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Whether a schema may follow a released one without a new version: readers of the old must be able to read the new, and
 * the other way round, because old events stay on the topics. So only optional properties may be added.
 */
final class SchemaCompatibility {

    /** What says nothing about the values, as handlers read them. */
    private static final Set<String> REMARKS =
            Set.of("$id", "$schema", "$comment", "title", "description", "examples", "x-personal");

    private final List<String> breaks = new ArrayList<>();

    private SchemaCompatibility() {}

    /** What a reader of the released schema could trip over; empty where the change is allowed. */
    static List<String> breaks(JsonNode released, JsonNode current) {
        SchemaCompatibility comparison = new SchemaCompatibility();
        comparison.compare("", released, current);
        return comparison.breaks;
    }

    private void compare(String at, JsonNode released, JsonNode current) {
        Set<String> keywords = new TreeSet<>(released.propertyNames());
        keywords.addAll(current.propertyNames());
        keywords.removeAll(REMARKS);
        for (String keyword : keywords) {
            switch (keyword) {
                case "properties" -> properties(at, released.path(keyword), current.path(keyword));
                case "required" -> sets(at + "/required", released.path(keyword), current.path(keyword));
                case "enum" -> sets(at + "/enum", released.path(keyword), current.path(keyword));
                case "items" -> compare(at + "/items", released.path(keyword), current.path(keyword));
                default -> {
                    if (!released.path(keyword).equals(current.path(keyword))) {
                        breaks.add("%s/%s was %s, is %s"
                                .formatted(at, keyword, released.path(keyword), current.path(keyword)));
                    }
                }
            }
        }
    }

    private void properties(String at, JsonNode released, JsonNode current) {
        for (String name : released.propertyNames()) {
            if (current.has(name)) {
                compare(at + "/" + name, released.get(name), current.get(name));
            } else {
                breaks.add(at + "/" + name + " is gone");
            }
        }
    }

    private void sets(String at, JsonNode released, JsonNode current) {
        Set<String> before = new TreeSet<>();
        released.forEach(value -> before.add(value.asString()));
        Set<String> after = new TreeSet<>();
        current.forEach(value -> after.add(value.asString()));
        if (!before.equals(after)) {
            breaks.add(at + " was " + before + ", is " + after);
        }
    }
}
