package org.crimealliance.identity;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.platform.testkit.Contracts;
import org.crimealliance.platform.testkit.TestLinks;
import org.crimealliance.platform.testkit.TestPersons;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands on the topics, and how another service would put something there. */
final class EventsOnTopic {

    private static final String TOPIC = "identity.events.v1";

    private EventsOnTopic() {}

    /** The next link for this address that is not one of these; there is no order among links. */
    static String awaitLoginLink(String email, Set<String> before) {
        return await().until(
                        () -> loginLinks(email).stream()
                                .filter(link -> !before.contains(link))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The links told so far for this address. */
    static Set<String> loginLinks(String email) {
        return told("identity.login-link-requested.v1").stream()
                .filter(data -> data.path("email").asString().equals(email))
                .map(data -> TestLinks.open(data.path("url").asString()))
                .collect(Collectors.toSet());
    }

    /** The payloads of all events of this type so far, as they stand on identity's topic. */
    static List<JsonNode> told(String type) {
        Map<String, Object> config = Map.of("bootstrap.servers", Backbone.get().kafka());
        List<JsonNode> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(one -> new TopicPartition(TOPIC, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (type.equals(
                            new String(message.headers().lastHeader("ce_type").value()))) {
                        String data = TestPersons.open(type, message.value());
                        Contracts.validate(type, data);
                        found.add(JsonMapper.shared().readTree(data));
                    }
                });
            }
        }
        return found;
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
