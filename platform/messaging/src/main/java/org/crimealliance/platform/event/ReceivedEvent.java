package org.crimealliance.platform.event;

import java.time.Instant;

/**
 * An event that arrived.
 *
 * @param id the event's id
 * @param type its wire name
 * @param source the service that sent it and the collection of the aggregate, {@code /membership-service/memberships}
 * @param subject the aggregate it tells of
 * @param seq its number among that aggregate's events
 * @param time when it became true (domain time)
 * @param actor who caused it
 * @param correlationId the command it belongs to
 * @param data what the reader takes of its payload
 */
public record ReceivedEvent<T>(
        String id,
        String type,
        String source,
        String subject,
        long seq,
        Instant time,
        String actor,
        String correlationId,
        T data) {

    /**
     * The key under which a document remembers how far it has applied the events of this event's aggregate. Source and
     * subject, because two aggregates of different sorts may share an id, and each counts its own events.
     */
    public String sourceKey() {
        return fieldName(source) + ":" + fieldName(subject);
    }

    /** Whether its aggregate came into being with it. */
    public boolean isFirst() {
        return EventNumber.count(seq) == 1;
    }

    /** Different texts stay different. */
    private static String fieldName(String text) {
        return text.replace("%", "%25").replace(".", "%2E").replace("$", "%24").replace(":", "%3A");
    }
}
