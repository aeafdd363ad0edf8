package org.crimealliance.platform.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.crimealliance.platform.event.MalformedEventException;
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
        return of(message.topic(), name -> text(message.headers().lastHeader(name)), message.value());
    }

    /** As {@link #of(ConsumerRecord)}, for a message that was kept. */
    static Envelope of(String topic, Function<String, @Nullable String> headers, @Nullable String data) {
        Envelope envelope = read(headers, data);
        if (!envelope.isToldOn(topic)) {
            throw new MalformedEventException(
                    "%s of %s is not for its writer to tell: it came on %s"
                            .formatted(envelope.type, envelope.source, topic),
                    null);
        }
        return envelope;
    }

    private static Envelope read(Function<String, @Nullable String> headers, @Nullable String data) {
        try {
            return new Envelope(
                    required(headers, "ce_id"),
                    required(headers, "ce_type"),
                    required(headers, "ce_source"),
                    required(headers, "ce_subject"),
                    Long.parseLong(required(headers, "ce_sequence")),
                    Instant.parse(required(headers, "ce_time")),
                    orElse(headers.apply("ce_actor"), "unknown"),
                    orElse(headers.apply("ce_correlationid"), "none"),
                    orElse(data, ""));
        } catch (RuntimeException e) {
            throw new MalformedEventException("not an event of the platform: " + e.getMessage(), e);
        }
    }

    /** Who writes on a topic tells of its own service alone: nothing else said there holds, or is believed. */
    private boolean isToldOn(String topic) {
        String service = topic.substring(0, Math.max(topic.indexOf('.'), 0));
        return type.startsWith(service + ".") && (source + "/").startsWith("/" + service + "-service/");
    }

    /** The aggregate whose events keep their order: ids are unique only within what sends them. */
    String aggregate() {
        return source + " " + subject;
    }

    private static String required(Function<String, @Nullable String> headers, String name) {
        String value = headers.apply(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("no header " + name);
        }
        return value;
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
