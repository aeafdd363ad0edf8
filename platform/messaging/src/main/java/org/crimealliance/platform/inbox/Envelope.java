package org.crimealliance.platform.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A message as it came from the topic: CloudEvents attributes and the payload, still as JSON text. */
record Envelope(
        String id,
        String type,
        String source,
        String subject,
        long seq,
        Instant time,
        String actor,
        String correlationId,
        String data) {

    /** Throws {@link MalformedEventException} for a message that is not one of ours. */
    static Envelope of(ConsumerRecord<String, String> message) {
        try {
            return new Envelope(
                    required(message, "ce_id"),
                    required(message, "ce_type"),
                    required(message, "ce_source"),
                    required(message, "ce_subject"),
                    Long.parseLong(required(message, "ce_sequence")),
                    Instant.parse(required(message, "ce_time")),
                    orElse(optional(message, "ce_actor"), "unknown"),
                    orElse(optional(message, "ce_correlationid"), "none"),
                    orElse(message.value(), ""));
        } catch (RuntimeException e) {
            throw new MalformedEventException("not an event of the platform: " + e.getMessage(), e);
        }
    }

    private static String required(ConsumerRecord<String, String> message, String name) {
        String value = optional(message, name);
        if (value == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return value;
    }

    private static @Nullable String optional(ConsumerRecord<String, String> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
