package org.crimealliance.platform.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits, or waited, to be handled.
 *
 * @param id the event's id; for a message that is not one of ours {@code topic-partition-offset}
 * @param aggregate whose later events wait behind it; none for a message that is not one of ours
 */
record DeadLetter(
        String id,
        @Nullable String aggregate,
        String topic,
        int partition,
        long offset,
        @Nullable String type,
        @Nullable String subject,
        long seq,
        List<Document> headers,
        @Nullable String data,
        State state,
        String error,
        Instant at) {

    /** FAILED: a handler could not take it. PARKED: an earlier one of its aggregate failed. The others are closed. */
    enum State {
        FAILED,
        PARKED,
        REPLAYED,
        SKIPPED;

        boolean isWaiting() {
            return this == FAILED || this == PARKED;
        }
    }

    private static final Pattern PATH_SAFE = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    static DeadLetter of(
            ConsumerRecord<String, String> message,
            @Nullable Envelope envelope,
            State state,
            String error,
            Instant at) {
        List<Document> headers = new ArrayList<>();
        message.headers()
                .forEach(header -> headers.add(new Document("name", header.key())
                        .append(
                                "value",
                                header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8))));
        return new DeadLetter(
                idOf(message, envelope),
                envelope == null ? null : envelope.aggregate(),
                message.topic(),
                message.partition(),
                message.offset(),
                envelope == null ? null : envelope.type(),
                envelope == null ? message.key() : envelope.subject(),
                envelope == null ? 0 : envelope.seq(),
                headers,
                message.value(),
                state,
                error,
                at);
    }

    /** The event's own id, so that an event that was sent twice waits once. */
    static String idOf(ConsumerRecord<String, String> message, @Nullable Envelope envelope) {
        return envelope != null && PATH_SAFE.matcher(envelope.id()).matches()
                ? envelope.id()
                : message.topic() + "-" + message.partition() + "-" + message.offset();
    }

    /** Throws {@link MalformedEventException} if it is none of ours. */
    Envelope envelope() {
        return Envelope.of(
                topic,
                name -> headers.stream()
                        .filter(header -> name.equals(header.getString("name")))
                        .map(header -> header.getString("value"))
                        .filter(Objects::nonNull)
                        .reduce((first, last) -> last)
                        .orElse(null),
                data);
    }

    Document toDocument() {
        return new Document("_id", id)
                .append("aggregate", aggregate)
                .append("topic", topic)
                .append("partition", partition)
                .append("offset", offset)
                .append("type", type)
                .append("subject", subject)
                .append("seq", seq)
                .append("headers", headers)
                .append("data", data)
                .append("state", state.name())
                .append("error", error)
                .append("at", Date.from(at));
    }

    static DeadLetter from(Document document) {
        return new DeadLetter(
                document.getString("_id"),
                document.getString("aggregate"),
                document.getString("topic"),
                document.getInteger("partition"),
                document.getLong("offset"),
                document.getString("type"),
                document.getString("subject"),
                document.getLong("seq"),
                document.getList("headers", Document.class, List.of()),
                document.getString("data"),
                State.valueOf(document.getString("state")),
                document.getString("error"),
                document.getDate("at").toInstant());
    }
}
