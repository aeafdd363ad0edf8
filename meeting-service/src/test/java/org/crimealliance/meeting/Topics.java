package org.crimealliance.meeting;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

/** Plays membership-service and notification-service, and reads what the service under test says. */
@TestComponent
public class Topics implements DisposableBean {

    /** An event on a topic. */
    public record Event(String type, String subject, Provenance cause, JsonNode data) {}

    private final KafkaOperations<String, String> kafka;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();
    private final Map<String, Long> sequences = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, String> consumer;
    private final List<Event> seen = new ArrayList<>();

    Topics(KafkaOperations<String, String> kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
        Properties properties = new Properties();
        properties.put("bootstrap.servers", Backbone.get().kafka());
        properties.put("group.id", "reader-" + UUID.randomUUID());
        properties.put("auto.offset.reset", "earliest");
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(List.of("meeting.events.v1"));
    }

    /** A fact of membership-service. */
    public void membership(String fact, String subject, Map<String, ?> data) {
        send("membership", fact, subject, data, sequences.merge(subject, 1L, Long::sum));
    }

    /** A fact of notification-service. */
    public void notification(String fact, String subject, Map<String, ?> data) {
        send("notification", fact, subject, data, sequences.merge("notification/" + subject, 1L, Long::sum));
    }

    /** The same fact as the last one of that subject, delivered again. */
    public void again(String fact, String subject, Map<String, ?> data) {
        send("membership", fact, subject, data, sequences.getOrDefault(subject, 1L));
    }

    private void send(String service, String fact, String subject, Map<String, ?> data, long seq) {
        ProducerRecord<String, String> message =
                new ProducerRecord<>(service + ".events.v1", subject, json.writeValueAsString(data));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", UUID.randomUUID().toString());
        header(message, "ce_type", service + "." + fact + ".v1");
        header(message, "ce_source", "/" + service + "-service");
        header(message, "ce_subject", subject);
        header(message, "ce_sequence", Long.toString(seq));
        header(message, "ce_time", clock.instant().toString());
        kafka.send(message).join();
    }

    /** What every fact says is checked against its contract. All facts of this type so far about these subjects, or whose meeting is one of them. */
    public synchronized List<Event> facts(String fact, String meetingId) {
        for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
            String type = header(message, "ce_type");
            String data = TestPersons.open(type, message.value());
            Contracts.validate(type, data);
            Provenance cause = new Provenance(header(message, "ce_actor"), header(message, "ce_correlationid"));
            seen.add(new Event(type, message.key(), cause, json.readTree(data)));
        }
        return seen.stream()
                .filter(event -> event.type().equals("meeting." + fact + ".v1"))
                .filter(event -> event.subject().equals(meetingId)
                        || event.data().path("meetingId").asString("").equals(meetingId)
                        || event.data().at("/meeting/meetingId").asString("").equals(meetingId))
                .toList();
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** A member with one contact. */
    public void admitMember(String id, String category) {
        membership(
                "member-admitted",
                id,
                Map.of(
                        "membershipId",
                        id,
                        "category",
                        category,
                        "kind",
                        category.equals("individual") ? "person" : "organisation",
                        "name",
                        "Organisation " + id,
                        "country",
                        "AT",
                        "contact",
                        Map.of("name", "Delegate " + id, "email", id + "@example.org", "language", "en"),
                        "admittedOn",
                        "2020-01-01",
                        "origin",
                        "register-import"));
    }

    public void appoint(String id, String office) {
        membership(
                "officer-appointed",
                id,
                Map.of(
                        "officeId",
                        id,
                        "office",
                        office,
                        "name",
                        "Officer " + id,
                        "email",
                        id + "@example.org",
                        "from",
                        "2020-01-01"));
    }

    public void apply(String id) {
        membership(
                "application-submitted",
                id,
                Map.of(
                        "membershipId",
                        id,
                        "reference",
                        "A-" + id,
                        "category",
                        "ordinary",
                        "kind",
                        "organisation",
                        "name",
                        "Applicant " + id,
                        "country",
                        "KE",
                        "heardFrom",
                        "a United Nations unit",
                        "contact",
                        Map.of("name", "Contact " + id, "email", id + "@example.org")));
    }

    private static void header(ProducerRecord<String, String> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void destroy() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
