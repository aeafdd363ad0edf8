package org.crimealliance.platform.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one event tells of persons. Its JSON schema says which texts these are, and whose: {@code "x-personal": "contactId"}, with
 * the field beside the text, or beside an object around it, that has the person's id.
 */
public final class PersonalTexts {

    /** @param path names from the root, {@code []} for each element of a list */
    private record Mark(List<String> path, String idField) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Map<String, List<Mark>> BY_TYPE = new ConcurrentHashMap<>();

    private final String payload;
    private final List<Text> all = new ArrayList<>();
    private final JsonNode root;
    private boolean replaced;

    private PersonalTexts(List<Mark> marks, String payload) {
        this.payload = payload;
        root = JSON.readTree(payload);
        marks.forEach(mark -> find(root, mark.path(), mark.idField(), List.of()));
    }

    /** Of an event by its wire name. */
    public static PersonalTexts in(String type, String payload) {
        return new PersonalTexts(marks(type), payload);
    }

    /** Whether an event of this type may tell of persons. */
    public static boolean areIn(String type) {
        return !marks(type).isEmpty();
    }

    public List<Text> all() {
        return all;
    }

    /** All others that look sealed. */
    public List<Text> unmarked() {
        List<Text> found = new ArrayList<>();
        collect(root, found);
        return found;
    }

    private void collect(JsonNode node, List<Text> found) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (PersonSeal.of(field.getValue().asString("")).isPresent()
                        && all.stream().noneMatch(text -> text.is(object, field.getKey()))) {
                    found.add(new Text(object, field.getKey(), "", List.of()));
                }
            });
        }
        node.forEach(child -> collect(child, found));
    }

    /** The payload with what was replaced. */
    public String json() {
        return replaced ? JSON.writeValueAsString(root) : payload;
    }

    /** One of them. */
    public final class Text {

        private final ObjectNode object;
        private final String name;
        private final String idField;
        private final List<JsonNode> around;

        private Text(ObjectNode object, String name, String idField, List<JsonNode> around) {
            this.object = object;
            this.name = name;
            this.idField = idField;
            this.around = around;
        }

        private boolean is(ObjectNode another, String field) {
            return object == another && name.equals(field);
        }

        public String value() {
            return object.get(name).asString();
        }

        /** Whom it tells of. */
        public String person() {
            return around.stream()
                    .filter(node -> node.hasNonNull(idField))
                    .map(node -> node.get(idField).asString())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nothing says whose " + name + ": no " + idField));
        }

        public void replaceWith(String text) {
            object.put(name, text);
            replaced = true;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private void find(JsonNode node, List<String> path, String idField, List<JsonNode> around) {
        String name = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (name.equals("[]")) {
            node.forEach(element -> find(element, rest, idField, around));
        } else if (node instanceof ObjectNode object && object.hasNonNull(name)) {
            List<JsonNode> outward = new ArrayList<>(List.of(object));
            outward.addAll(around);
            if (rest.isEmpty()) {
                all.add(new Text(object, name, idField, outward));
            } else {
                find(object.get(name), rest, idField, outward);
            }
        }
    }

    private static List<Mark> marks(String type) {
        return BY_TYPE.computeIfAbsent(type, PersonalTexts::read);
    }

    private static List<Mark> read(String type) {
        int dot = Math.max(type.indexOf('.'), 0);
        String path = "/contracts/" + type.substring(0, dot) + "/" + type.substring(dot + 1) + ".schema.json";
        try (InputStream in = PersonalTexts.class.getResourceAsStream(path)) {
            List<Mark> found = new ArrayList<>();
            if (in != null) {
                read(JSON.readTree(in), List.of(), found);
            }
            return List.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(JsonNode schema, List<String> path, List<Mark> found) {
        if (schema.hasNonNull("x-personal")) {
            found.add(new Mark(path, schema.get("x-personal").asString()));
        }
        schema.path("properties")
                .properties()
                .forEach(property -> read(property.getValue(), and(path, property.getKey()), found));
        if (schema.has("items")) {
            read(schema.get("items"), and(path, "[]"), found);
        }
    }

    private static List<String> and(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
