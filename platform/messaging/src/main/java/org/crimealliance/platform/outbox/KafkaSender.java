package org.crimealliance.platform.outbox;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.core.KafkaOperations;

/** Writes events in CloudEvents 1.0 binary mode: attributes as headers, the payload as JSON, the aggregate's id as key. */
public final class KafkaSender implements OutboxRelay.Sender {

    private final KafkaOperations<String, String> kafka;
    private final String topic;
    private final String source;

    public KafkaSender(KafkaOperations<String, String> kafka, String topic, String source) {
        this.kafka = kafka;
        this.topic = topic;
        this.source = source;
    }

    @Override
    public void send(String collection, String aggregateId, OutboxEntry entry) throws Exception {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, aggregateId, entry.data());
        Headers headers = message.headers();
        header(headers, "content-type", "application/json");
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", entry.id());
        header(headers, "ce_type", entry.type());
        header(headers, "ce_source", source + "/" + collection); // numbers count within it
        header(headers, "ce_subject", aggregateId);
        header(headers, "ce_sequence", Long.toString(entry.seq()));
        header(headers, "ce_time", entry.time().toString());
        header(headers, "ce_actor", entry.actor());
        header(headers, "ce_correlationid", entry.correlationId());
        if (entry.traceparent() != null) {
            header(headers, "traceparent", entry.traceparent());
        }
        kafka.send(message).get(30, TimeUnit.SECONDS);
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
