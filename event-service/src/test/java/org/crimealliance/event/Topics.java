package org.crimealliance.event;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.platform.testkit.Contracts;
import org.crimealliance.platform.testkit.TestPersons;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.kafka.core.KafkaOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the service says, each event checked against its contract, and says what other services would. */
@TestComponent
public class Topics implements DisposableBean {

    /** An event on a topic. */
    public record Event(String id, String type, String subject, long seq, Provenance cause, JsonNode data) {
        public String text(String path) {
            return data.at(path).asString("");
        }
    }

    private final KafkaOperations<String, String> kafka;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();
    private final KafkaConsumer<String, String> consumer;
    private final List<Event> seen = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    Topics(KafkaOperations<String, String> kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
        Properties properties = new Properties();
        properties.put("bootstrap.servers", Backbone.get().kafka());
        properties.put("group.id", "reader-" + UUID.randomUUID());
        properties.put("auto.offset.reset", "earliest");
        properties.put("max.poll.records", "5000");
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of("event.events.v1"));
    }

    /** A fact of another service. */
    public void say(String type, String subject, long seq, Map<String, ?> data) {
        String service = type.substring(0, type.indexOf('.'));
        ProducerRecord<String, String> message =
                new ProducerRecord<>(service + ".events.v1", subject, json.writeValueAsString(data));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", UUID.randomUUID().toString());
        header(message, "ce_type", type);
        header(message, "ce_source", "/" + service + "-service");
        header(message, "ce_subject", subject);
        header(message, "ce_sequence", Long.toString(seq));
        header(message, "ce_time", clock.instant().toString());
        kafka.send(message).join();
    }

    /** All facts of this type about a congress so far. */
    public synchronized List<Event> facts(String fact, String congressId) {
        for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
            String type = header(message, "ce_type");
            String data = TestPersons.open(type, message.value());
            Contracts.validate(type, data);
            if (ids.add(header(message, "ce_id"))) { // a topic may have one twice
                seen.add(new Event(
                        header(message, "ce_id"),
                        type,
                        message.key(),
                        Long.parseLong(header(message, "ce_sequence")),
                        new Provenance(header(message, "ce_actor"), header(message, "ce_correlationid")),
                        json.readTree(data)));
            }
        }
        return seen.stream()
                .filter(event -> event.type().equals("event." + fact + ".v1"))
                .filter(event -> event.text("/congressId").equals(congressId))
                .toList();
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static void header(ProducerRecord<String, String> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void destroy() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
