package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.crimealliance.demo.EventLog;
import org.crimealliance.demo.StoredAggregates;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.Test;

/**
 * A relay can die after each of its steps: the commit, the claim, the send, the pull. For each a real application is left in
 * exactly the state that such a death leaves behind; the service that starts again brings all four to the same end.
 */
@SystemTest
class RelayKilledIT {

    private static final int SENT = 2;
    private static final int PULLED = 3;

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void whatever_the_step_at_which_the_relay_died_each_event_takes_effect_once() throws Exception {
        platform.mayTakeAway("broker");
        List<Applicant> applicants = new ArrayList<>();
        List<String> forms = new ArrayList<>();
        platform.stack.stop("broker"); // so that the outboxes keep what was committed
        for (int i = 0; i < 4; i++) {
            Applicant applicant = platform.applicant();
            applicants.add(applicant);
            forms.add("form-" + platform.submit(applicant));
        }
        platform.stack.kill("membership");
        platform.stack.start("broker");
        try (StoredAggregates stores = new StoredAggregates(platform.stack.mongoUri());
                KafkaProducer<String, String> producer = producer()) {
            MongoCollection<Document> collection = collectionOf(stores, forms.getFirst());
            // 0: committed, never claimed: as it is, but due at once
            set(collection, forms.get(0), Instant.EPOCH);
            // 1: claimed, the lease still runs
            set(collection, forms.get(1), Instant.now().plusSeconds(20));
            // 2: sent and acknowledged, not yet pulled
            tellKey(producer, stores, forms.get(SENT));
            send(producer, collection, forms.get(SENT));
            set(collection, forms.get(SENT), Instant.EPOCH);
            // 3: sent and pulled, but still marked as waiting
            tellKey(producer, stores, forms.get(PULLED));
            send(producer, collection, forms.get(PULLED));
            collection.updateOne(
                    Filters.eq("_id", forms.get(PULLED)), Updates.set("outbox", new ArrayList<Document>()));
            set(collection, forms.get(PULLED), Instant.EPOCH);
        }

        platform.stack.start("membership");

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(applicants)
                        .allSatisfy(applicant ->
                                assertThat(platform.mailsTo(applicant.email())).isEqualTo(1)));
        try (StoredAggregates stores = new StoredAggregates(platform.stack.mongoUri())) {
            MongoCollection<Document> collection = collectionOf(stores, forms.getFirst());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(collection.countDocuments(
                                    Filters.and(Filters.in("_id", forms), Filters.exists("relayAfter"))))
                            .isZero());
        }
        Map<String, Long> sent = EventLog.read(platform.stack.kafka()).stream()
                .filter(event -> forms.contains(event.subject()))
                .collect(java.util.stream.Collectors.groupingBy(
                        EventLog.Event::subject, java.util.stream.Collectors.counting()));
        assertThat(forms.stream().map(sent::get))
                .as("at least once each; twice only where the relay died between the acknowledgement and the pull")
                .containsExactly(1L, 1L, 2L, 1L);
        platform.mails.settled();
        assertThat(applicants)
                .allSatisfy(applicant ->
                        assertThat(platform.mailsTo(applicant.email())).isEqualTo(1));
    }

    private static MongoCollection<Document> collectionOf(StoredAggregates stores, String id) {
        return stores.all().stream()
                .filter(aggregate -> aggregate.id().equals(id))
                .findFirst()
                .map(aggregate -> stores.database(aggregate.database()).getCollection(aggregate.collection()))
                .orElseThrow();
    }

    private static void set(MongoCollection<Document> collection, String id, Instant relayAfter) {
        collection.updateOne(Filters.eq("_id", id), Updates.set("relayAfter", Date.from(relayAfter)));
    }

    private static void send(KafkaProducer<String, String> producer, MongoCollection<Document> collection, String id)
            throws Exception {
        Document aggregate = collection.find(Filters.eq("_id", id)).first();
        assertThat(aggregate).isNotNull();
        for (Document entry : aggregate.getList("outbox", Document.class)) {
            ProducerRecord<String, String> message =
                    new ProducerRecord<>("membership.events.v1", id, entry.getString("data"));
            header(message, "content-type", "application/json");
            header(message, "ce_specversion", "1.0");
            header(message, "ce_id", entry.getString("id"));
            header(message, "ce_type", entry.getString("type"));
            header(
                    message,
                    "ce_source",
                    "/membership-service/" + collection.getNamespace().getCollectionName());
            header(message, "ce_subject", id);
            header(message, "ce_sequence", String.valueOf(entry.get("seq")));
            header(message, "ce_time", entry.getDate("time").toInstant().toString());
            header(message, "ce_actor", entry.getString("actor"));
            header(message, "ce_correlationid", entry.getString("correlationId"));
            producer.send(message).get();
        }
    }

    /** As the relay does before it sends. */
    private static void tellKey(KafkaProducer<String, String> producer, StoredAggregates stores, String person)
            throws Exception {
        Document key = stores.database("membership")
                .getCollection("personKeys")
                .find(Filters.eq("_id", person))
                .first();
        assertThat(key).isNotNull();
        producer.send(new ProducerRecord<>(
                        "membership.keys.v1", person + "#" + key.getString("no"), key.getString("key")))
                .get();
    }

    private static void header(ProducerRecord<String, String> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private KafkaProducer<String, String> producer() {
        Properties config = new Properties();
        config.put("bootstrap.servers", platform.stack.kafka());
        config.put("acks", "all");
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }
}
