package org.crimealliance.identity;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.crimealliance.platform.testkit.Backbone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands on the topics, and how another service would put something there. */
final class EventsOnTopic {

    private EventsOnTopic() {}

    /** The link in the last login-link-requested for this address. */
    static String awaitLoginLink(String email) {
        Properties config = new Properties();
        config.put("bootstrap.servers", Backbone.get().kafka());
        config.put("group.id", "test-" + UUID.randomUUID());
        config.put("auto.offset.reset", "earliest");
        List<String> links = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("identity.events.v1"));
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    JsonNode data = JsonMapper.shared().readTree(message.value());
                    if (data.path("email").asString().equals(email)) {
                        links.add(data.path("url").asString());
                    }
                });
                return !links.isEmpty();
            });
        }
        return links.getLast();
    }

    /** Publishes a fact as the membership service would. */
    static void publish(String subject, long seq, String type, String data) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backbone.get().kafka(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> message = new ProducerRecord<>("membership.events.v1", subject, data);
            Map.of(
                            "ce_specversion",
                            "1.0",
                            "ce_id",
                            UUID.randomUUID().toString(),
                            "ce_type",
                            type,
                            "ce_source",
                            "/membership-service",
                            "ce_subject",
                            subject,
                            "ce_sequence",
                            Long.toString(seq),
                            "ce_time",
                            "2020-10-01T08:00:00Z")
                    .forEach((name, value) -> message.headers().add(name, value.getBytes()));
            producer.send(message).get();
        }
    }
}
