package org.crimealliance.platform.testkit.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Ids that the service has given out, to be asked for again: by their name, and by the kind of thing that they belong to. */
final class Harvest {

    private static final int KEPT = 20;

    private final Map<String, List<String>> ids = new HashMap<>();

    /** @param address of the operation; what it answers, one thing or {@code items}, is of the kind that its last word names */
    void gather(String address, JsonNode answer) {
        String kind = lastWord(address);
        (answer.has("items")
                        ? answer.path("items")
                        : JsonNodeFactory.instance.arrayNode().add(answer))
                .forEach(thing -> thing.properties().stream()
                        .filter(property -> isId(property.getKey(), property.getValue()))
                        .findFirst()
                        .ifPresent(own -> keep(kind, own.getValue().asString())));
        named(answer);
    }

    private void named(JsonNode node) {
        node.properties().forEach(property -> {
            if (isId(property.getKey(), property.getValue())) {
                keep(property.getKey(), property.getValue().asString());
            }
        });
        node.forEach(this::named);
    }

    private static boolean isId(String name, JsonNode value) {
        return value.isString() && (name.equals("id") || name.endsWith("Id"));
    }

    private static String lastWord(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private void keep(String key, String id) {
        List<String> known = ids.computeIfAbsent(key, absent -> new ArrayList<>());
        if (!known.contains(id)) {
            known.add(id);
        }
        if (known.size() > KEPT) {
            known.removeFirst();
        }
    }

    /** An id for this place in a path, the newest as likely as all others together; the other if none is known. */
    String one(String addressBefore, String name, String otherwise, RandomGenerator random) {
        List<String> candidates = ids.getOrDefault(
                lastWord(addressBefore), name.equals("id") ? List.of() : ids.getOrDefault(name, List.of()));
        if (candidates.isEmpty()) {
            return otherwise;
        }
        return random.nextBoolean() ? candidates.getLast() : candidates.get(random.nextInt(candidates.size()));
    }
}
