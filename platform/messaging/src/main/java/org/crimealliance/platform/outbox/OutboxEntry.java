package org.crimealliance.platform.outbox;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An event waiting inside its aggregate's document to be sent.
 *
 * @param id the event's id, a UUID
 * @param seq its number among the events of its aggregate ({@link org.crimealliance.platform.event.EventNumber})
 * @param type its wire name
 * @param time when it became true (domain time)
 * @param actor who caused it
 * @param correlationId the command or event it belongs to
 * @param traceparent W3C trace context of the command, if it was traced
 * @param data its payload as JSON
 */
public record OutboxEntry(
        String id,
        long seq,
        String type,
        Instant time,
        String actor,
        String correlationId,
        @Nullable String traceparent,
        String data) {

    /** @param queued the machine's time, for the outbox's age */
    Document toDocument(Instant queued) {
        Document document = new Document("id", id)
                .append("seq", seq)
                .append("type", type)
                .append("time", Date.from(time))
                .append("actor", actor)
                .append("correlationId", correlationId)
                .append("data", data)
                .append("queued", Date.from(queued));
        return traceparent == null ? document : document.append("traceparent", traceparent);
    }

    static OutboxEntry from(Document document) {
        return new OutboxEntry(
                document.getString("id"),
                document.getLong("seq"),
                document.getString("type"),
                document.getDate("time").toInstant(),
                document.getString("actor"),
                document.getString("correlationId"),
                document.getString("traceparent"),
                document.getString("data"));
    }
}
