package org.crimealliance.system;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** An event on membership's topic whose data nobody can read. */
final class PoisonedEvent {

    static final String TYPE = "membership.application-submitted.v1";

    private PoisonedEvent() {}

    static void send(TestPlatform platform, String subject) throws InterruptedException, ExecutionException {
        Properties config = new Properties();
        config.put("bootstrap.servers", platform.stack.kafka());
        config.put("acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> message =
                    new ProducerRecord<>("membership.events.v1", subject, "{\"membershipId\": [this is no JSON");
            Map.of(
                            "ce_specversion",
                            "1.0",
                            "ce_id",
                            UUID.randomUUID().toString(),
                            "ce_type",
                            TYPE,
                            "ce_source",
                            "/membership-service",
                            "ce_subject",
                            subject,
                            "ce_sequence",
                            "1",
                            "ce_time",
                            platform.stack.clock().now().toString(),
                            "ce_actor",
                            "test",
                            "ce_correlationid",
                            "poison-" + subject)
                    .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(message).get();
        }
    }
}
