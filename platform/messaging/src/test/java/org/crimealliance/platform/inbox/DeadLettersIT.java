package org.crimealliance.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.bson.Document;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestClient;

/** Poison events: they wait, what follows them waits behind them, and somebody replays or skips them. */
@ServiceTest
@TestPropertySource(
        properties = {
            "spring.application.name=poison-service",
            "alliance.topic=poison.events.v1",
            "alliance.dead-letters.sweep=1h"
        })
class DeadLettersIT {

    record Fact(int number) {}

    /** What the handler cannot take at the moment: subject/number. */
    private static final Set<String> POISON = ConcurrentHashMap.newKeySet();

    /** What the handler breaks on with an {@link Error}. */
    private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();

    /** For what the store is away at the moment. */
    private static final Set<String> STORE_AWAY = ConcurrentHashMap.newKeySet();

    private static final Map<String, List<Integer>> HANDLED = new ConcurrentHashMap<>();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        @Bean
        Subscriptions subscriptions() {
            return Subscriptions.of(Subscription.on("poison.fact.v1", Fact.class, event -> {
                if (POISON.contains(event.subject() + "/" + event.seq())) {
                    throw new IllegalStateException("cannot take " + event.seq());
                }
                if (BROKEN.contains(event.subject() + "/" + event.seq())) {
                    throw new StackOverflowError("broken by " + event.seq());
                }
                if (STORE_AWAY.contains(event.subject() + "/" + event.seq())) {
                    throw new DataAccessResourceFailureException("the store is away");
                }
                HANDLED.computeIfAbsent(event.subject(), s -> new CopyOnWriteArrayList<>())
                        .add(event.data().number());
            }));
        }
    }

    @Autowired
    KafkaOperations<String, String> kafka;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    DeadLetters letters;

    @LocalServerPort
    int port;

    @Test
    void a_poison_event_holds_its_aggregate_and_nothing_else_until_it_is_replayed() {
        String sick = newSubject();
        String healthy = newSubject();
        POISON.add(sick + "/2");
        for (int seq = 1; seq <= 5; seq++) {
            send(sick, seq);
            send(healthy, seq);
        }
        eventually().untilAsserted(() -> assertThat(waiting(sick)).hasSize(4));
        assertThat(HANDLED.get(sick)).containsExactly(1);
        eventually().untilAsserted(() -> assertThat(HANDLED.get(healthy)).containsExactly(1, 2, 3, 4, 5));
        List<Map<String, Object>> items = waiting(sick);
        assertThat(items.getFirst())
                .containsEntry("state", "FAILED")
                .containsEntry("seq", 2)
                .containsEntry("type", "poison.fact.v1")
                .containsEntry("topic", "poison.events.v1");
        assertThat(items.getFirst().get("error").toString()).contains("cannot take 2");
        assertThat(items.subList(1, 4)).extracting(item -> item.get("state")).containsOnly("PARKED");

        // still poison: it stays, with its new error
        POISON.add(sick + "/4");
        String first = items.getFirst().get("id").toString();
        assertThat(post(first + "/replay", Map.of()))
                .containsEntry("state", "FAILED")
                .containsEntry("handled", 0);
        assertThat(HANDLED.get(sick)).containsExactly(1);

        // healed, but a later one is poison: the first go through in order, it stops at the later one
        POISON.remove(sick + "/2");
        assertThat(post(first + "/replay", Map.of()))
                .containsEntry("state", "REPLAYED")
                .containsEntry("handled", 2)
                .containsEntry("waiting", 2);
        assertThat(HANDLED.get(sick)).containsExactly(1, 2, 3);
        assertThat(waiting(sick)).extracting(item -> item.get("state")).containsExactly("FAILED", "PARKED");

        // new ones go on waiting
        send(sick, 6);
        eventually().untilAsserted(() -> assertThat(waiting(sick)).hasSize(3));

        // given up: the rest goes on, and the aggregate is free
        String second = waiting(sick).getFirst().get("id").toString();
        assertThat(post(second + "/skip", Map.of("reason", "corrected by hand")))
                .containsEntry("state", "SKIPPED")
                .containsEntry("handled", 2)
                .containsEntry("waiting", 0);
        assertThat(HANDLED.get(sick)).containsExactly(1, 2, 3, 5, 6);
        assertThat(mongo.findById(second, Document.class, DeadLetters.LETTERS))
                .containsEntry("reason", "corrected by hand")
                .containsEntry("closedBy", "mender")
                .containsKey("closedAt");
        send(sick, 7);
        eventually().untilAsserted(() -> assertThat(HANDLED.get(sick)).containsExactly(1, 2, 3, 5, 6, 7));

        assertThat(status("mender", first + "/replay", Map.of())).isEqualTo(409);
        assertThat(status("mender", second + "/skip", Map.of("reason", "again")))
                .isEqualTo(409);
        assertThat(status("mender", "no-such/replay", Map.of())).isEqualTo(404);
    }

    @Test
    void what_is_not_an_event_of_ours_is_buried_and_holds_nobody() {
        String subject = newSubject();
        String text = UUID.randomUUID().toString();
        kafka.send("poison.events.v1", subject, text);
        kafka.send("poison.events.v1", null, text);
        ProducerRecord<String, String> half = new ProducerRecord<>("poison.events.v1", subject, text);
        half.headers().add("ce_id", "x/../y".getBytes(StandardCharsets.UTF_8)).add("a.$b", null);
        kafka.send(half);
        send(subject, 1);
        eventually().untilAsserted(() -> assertThat(HANDLED.get(subject)).containsExactly(1));
        eventually()
                .untilAsserted(() -> assertThat(mongo.getCollection(DeadLetters.LETTERS)
                                .countDocuments(new Document("data", text).append("state", "FAILED")))
                        .isEqualTo(3));
        String id = mongo.getCollection(DeadLetters.LETTERS)
                .find(new Document("data", text))
                .first()
                .getString("_id");
        assertThat(post(id + "/replay", Map.of())).containsEntry("state", "FAILED");
        assertThat(post(id + "/skip", Map.of("reason", "somebody's typing"))).containsEntry("state", "SKIPPED");
        send(subject, 2);
        eventually().untilAsserted(() -> assertThat(HANDLED.get(subject)).containsExactly(1, 2));
    }

    @Test
    void a_payload_that_cannot_be_read_holds_its_aggregate() {
        String subject = newSubject();
        send(subject, 1, "{\"number\":\"many\"}");
        send(subject, 2);
        eventually().untilAsserted(() -> assertThat(waiting(subject)).hasSize(2));
        String first = waiting(subject).getFirst().get("id").toString();
        assertThat(post(first + "/skip", Map.of("reason", "unreadable"))).containsEntry("handled", 1);
        assertThat(HANDLED.get(subject)).containsExactly(2);
    }

    @Test
    void a_repetition_of_a_skipped_event_does_not_hold_the_aggregate_again() {
        String subject = newSubject();
        POISON.add(subject + "/1");
        String id = send(subject, 1);
        eventually().untilAsserted(() -> assertThat(waiting(subject)).hasSize(1));
        post(id + "/skip", Map.of("reason", "given up"));
        send(id, subject, 1, "{\"number\":1}");
        send(subject, 2);
        eventually().untilAsserted(() -> assertThat(HANDLED.get(subject)).containsExactly(2));
        assertThat(waiting(subject)).isEmpty();
    }

    @Test
    void an_aggregate_that_a_crash_left_held_goes_on_by_itself() {
        String subject = newSubject();
        mongo.getCollection(DeadLetters.HOLDS)
                .insertOne(new Document("_id", "/poison-service/facts " + subject).append("arrivals", 1L));
        send(subject, 1);
        send(subject, 2);
        eventually().untilAsserted(() -> assertThat(waiting(subject)).hasSize(2));
        letters.resume();
        assertThat(HANDLED.get(subject)).containsExactly(1, 2);
        assertThat(waiting(subject)).isEmpty();
        send(subject, 3);
        eventually().untilAsserted(() -> assertThat(HANDLED.get(subject)).containsExactly(1, 2, 3));
    }

    @Test
    void a_passing_fault_while_going_on_stays_passing() {
        String sick = newSubject();
        String healthy = newSubject();
        for (String subject : List.of(sick, healthy)) {
            mongo.getCollection(DeadLetters.HOLDS)
                    .insertOne(new Document("_id", "/poison-service/facts " + subject).append("arrivals", 1L));
            send(subject, 1);
            send(subject, 2);
        }
        STORE_AWAY.add(sick + "/2");
        eventually().untilAsserted(() -> assertThat(waiting(sick)).hasSize(2));
        eventually().untilAsserted(() -> assertThat(waiting(healthy)).hasSize(2));
        assertThatThrownBy(letters::resume).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(HANDLED.get(healthy)).containsExactly(1, 2);
        assertThat(HANDLED.get(sick)).containsExactly(1);
        assertThat(waiting(sick)).extracting(item -> item.get("state")).containsExactly("PARKED");
        STORE_AWAY.clear();
        letters.resume(); // no lease is left behind
        assertThat(HANDLED.get(sick)).containsExactly(1, 2);
        assertThat(waiting(sick)).isEmpty();
    }

    @Test
    void an_error_is_a_dead_letter_and_stops_nobody() {
        String sick = newSubject();
        String healthy = newSubject();
        BROKEN.add(sick + "/1");
        String id = send(sick, 1);
        send(sick, 2);
        send(healthy, 1);
        eventually().untilAsserted(() -> assertThat(HANDLED.get(healthy)).containsExactly(1));
        eventually().untilAsserted(() -> assertThat(waiting(sick)).hasSize(2));
        assertThat(waiting(sick).getFirst().get("error").toString()).contains("broken by 1");
        assertThat(post(id + "/replay", Map.of())).containsEntry("state", "FAILED");
        BROKEN.clear();
        assertThat(post(id + "/replay", Map.of())).containsEntry("state", "REPLAYED");
        assertThat(HANDLED.get(sick)).containsExactly(1, 2);
    }

    @Test
    void arrivals_during_a_replay_are_neither_lost_nor_overtaken() {
        String subject = newSubject();
        POISON.add(subject + "/1");
        String first = send(subject, 1);
        eventually().untilAsserted(() -> assertThat(waiting(subject)).hasSize(1));
        POISON.clear();
        for (int seq = 2; seq <= 60; seq++) {
            send(subject, seq);
            if (seq == 30) {
                post(first + "/replay", Map.of());
            }
        }
        eventually().untilAsserted(() -> {
            letters.resume();
            assertThat(HANDLED.get(subject)).hasSizeGreaterThanOrEqualTo(60);
        });
        assertThat(HANDLED.get(subject).stream().distinct()).isSorted().hasSize(60);
        assertThat(waiting(subject)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "stranger"})
    void only_the_roles_of_the_setting_may_decide(String role) {
        assertThat(status(role, "some/replay", Map.of())).isEqualTo(403);
        assertThat(status(role, "some/skip", Map.of("reason", "no"))).isEqualTo(403);
    }

    @Test
    void only_the_roles_of_the_setting_may_look() {
        assertThat(looks("reader")).isEqualTo(200);
        assertThat(looks("mender")).isEqualTo(200);
        assertThat(looks("stranger")).isEqualTo(403);
    }

    @Test
    void who_may_not_mend_is_told_so_before_what_is_wrong_with_the_body() {
        assertThat(status("reader", "some/skip", Map.of())).isEqualTo(403);
    }

    @Test
    void a_skip_needs_a_reason() {
        assertThat(status("mender", "some/skip", Map.of("reason", " "))).isEqualTo(422);
        assertThat(status("mender", "some/skip", Map.of())).isEqualTo(422);
    }

    @Test
    void an_event_of_our_own_that_is_not_acknowledged_yet_waits_and_is_not_called_replayed() {
        Document entry = new Document("id", UUID.randomUUID().toString())
                .append("seq", 1L)
                .append("type", "poison.fact.v1")
                .append("time", new Date())
                .append("actor", "a")
                .append("correlationId", "c")
                .append("data", "{}")
                .append("dead", "too large");
        mongo.getCollection("unsent").insertOne(new Document("_id", "u").append("outbox", List.of(entry)));
        AtomicBoolean away = new AtomicBoolean(true);
        OutboxRelay relay = new OutboxRelay(
                mongo,
                (collection, id, event) -> {
                    if (away.get()) {
                        throw new TimeoutException("the broker is away");
                    }
                },
                Clock.systemUTC(),
                Duration.ZERO);
        relay.watch("unsent");
        DeadLetterController controller = new DeadLetterController(letters, relay);
        DeadLetterController.DeadLetterResult answer = controller.replay(entry.getString("id"));
        assertThat(answer.state()).isEqualTo(DeadLetter.State.PARKED);
        assertThat(answer.handled()).isZero();
        assertThat(answer.waiting()).isEqualTo(1);

        mongo.getCollection("unsent")
                .updateOne(new Document(), new Document("$set", new Document("outbox.0.dead", "x")));
        away.set(false);
        assertThat(controller.replay(entry.getString("id")).state()).isEqualTo(DeadLetter.State.REPLAYED);
    }

    @Test
    void pages_have_an_end() {
        for (int i = 0; i < 5; i++) {
            kafka.send("poison.events.v1", null, "page");
        }
        eventually().untilAsserted(() -> assertThat(letters.waiting()).isGreaterThanOrEqualTo(5));
        Map<String, Object> page = get("?limit=2");
        assertThat((List<?>) page.get("items")).hasSize(2);
        assertThat(page).containsKey("next");
        assertThat(get("?limit=500")).doesNotContainKey("next");
        Map<String, Object> second = get("?limit=2&after=" + page.get("next"));
        assertThat(second.get("items")).isNotEqualTo(page.get("items"));
    }

    /** A consumer group that has just been joined takes its time. */
    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(40));
    }

    private static String newSubject() {
        return UUID.randomUUID().toString();
    }

    private String send(String subject, int seq) {
        return send(subject, seq, "{\"number\":" + seq + "}");
    }

    private String send(String subject, int seq, String data) {
        String id = UUID.randomUUID().toString();
        send(id, subject, seq, data);
        return id;
    }

    private void send(String id, String subject, int seq, String data) {
        ProducerRecord<String, String> message = new ProducerRecord<>("poison.events.v1", subject, data);
        EventHeaders.put(message.headers(), id, "poison.fact.v1", "/poison-service/facts", subject, seq);
        kafka.send(message);
    }

    private List<Map<String, Object>> waiting(String subject) {
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> items =
                (List<Map<String, Object>>) get("?limit=500").get("items");
        return items.stream()
                .filter(item -> subject.equals(item.get("subject")))
                .sorted(java.util.Comparator.comparing(item -> (Integer) item.get("seq")))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> get(String query) {
        return client("reader")
                .get()
                .uri("/api/ledger/dead-letters" + query)
                .retrieve()
                .body(Map.class);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> post(String path, Map<String, String> body) {
        return client("mender")
                .post()
                .uri("/api/ledger/dead-letters/" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .body(Map.class);
    }

    private int status(String role, String path, Map<String, String> body) {
        ResponseEntity<String> response = client(role)
                .post()
                .uri("/api/ledger/dead-letters/" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .onStatus(status -> true, (request, answer) -> {})
                .toEntity(String.class);
        return response.getStatusCode().value();
    }

    private int looks(String role) {
        return client(role)
                .get()
                .uri("/api/ledger/dead-letters")
                .retrieve()
                .onStatus(status -> true, (request, answer) -> {})
                .toBodilessEntity()
                .getStatusCode()
                .value();
    }

    private RestClient client(String role) {
        return RestClient.builder()
                .baseUrl("http://127.0.0.1:" + port)
                .defaultHeader("Authorization", "Bearer " + TestTokens.withRoles(role))
                .build();
    }
}
