package org.crimealliance.portal.congress;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a service gives as a reason or an effect: words, or an object with the words and what they are about.
 *
 * @param from where a meeting is moved from
 * @param to where a meeting is moved to
 */
public record Line(
        String code,
        String title,
        String words,
        @Nullable At from,
        @Nullable At to) {

    /** A place in the schedule. */
    public record At(@Nullable Instant start, @Nullable String room) {

        static @Nullable At of(JsonNode node) {
            String start = node.path("start").asString("");
            return start.isEmpty()
                    ? null
                    : new At(Instant.parse(start), node.path("room").asString(""));
        }
    }

    static Line of(JsonNode node) {
        if (!node.isObject()) {
            return new Line("", "", node.asString(""), null, null);
        }
        return new Line(
                first(node, "code", "ancillaryMeetingId"),
                first(node, "title", "organisation"),
                first(node, "reason", "message", "detail", "effect", "text", "rule", "kind"),
                At.of(node.path("from")),
                At.of(node.path("to")));
    }

    private static String first(JsonNode node, String... names) {
        return Stream.of(names)
                .map(name -> node.path(name).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    static List<Line> of(@Nullable List<JsonNode> nodes) {
        return nodes == null ? List.of() : nodes.stream().map(Line::of).toList();
    }
}
