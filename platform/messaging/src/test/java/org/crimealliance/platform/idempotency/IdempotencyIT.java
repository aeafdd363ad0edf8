package org.crimealliance.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyRecords.Admission;
import org.crimealliance.platform.idempotency.IdempotencyRecords.Answer;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.testkit.LostAnswers;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.multipart.MultipartFile;

/** The same key, the same command, once. */
@ServiceTest
@TestPropertySource(properties = {"spring.application.name=key-service", "alliance.topic=key.events.v1"})
class IdempotencyIT {

    private static final AtomicInteger CALLS = new AtomicInteger();
    private static volatile CountDownLatch inside = new CountDownLatch(0);
    private static volatile CountDownLatch goOn = new CountDownLatch(0);

    record Order(String item) {}

    @TypeAlias("till")
    record Till(int total, int payments) {

        Outcome<Change<Till>> take(int amount) {
            return total + amount > 100
                    ? Outcome.refused(Refusal.conflict("too-much", "The till is full."))
                    : Outcome.done(Change.to(new Till(total + amount, payments + 1)));
        }
    }

    record Receipt(String id, int number, String item) {}

    @RestController
    @PreAuthorize("permitAll()")
    static class Shop {

        private final Ids ids;
        private final AggregateStore<Till> tills;

        Shop(Ids ids, AggregateStore<Till> tills) {
            this.ids = ids;
            this.tills = tills;
        }

        @PostMapping("/api/ledger/tills/{id}/payments")
        Till pay(@PathVariable String id, @RequestParam int amount) {
            return tills.change(id, till -> till.take(amount)).orThrow().state();
        }

        @PostMapping("/api/ledger/orders")
        ResponseEntity<Receipt> order(@RequestBody Order order) throws InterruptedException {
            int number = CALLS.incrementAndGet();
            inside.countDown();
            goOn.await(20, TimeUnit.SECONDS);
            if (order.item().equals("refused")) {
                throw new RefusedException(Refusal.conflict("sold-out", "None left."));
            }
            if (order.item().equals("secret")) {
                IdempotencyKey.confidential();
            }
            if (order.item().equals("broken once") && number == 1) {
                throw new IllegalStateException("broken");
            }
            String id = IdempotencyKey.idFor("order", ids);
            return ResponseEntity.created(URI.create("/orders/" + id)).body(new Receipt(id, number, order.item()));
        }

        @PutMapping("/api/ledger/orders/last")
        Receipt change(@RequestBody Order order) {
            return new Receipt("last", CALLS.incrementAndGet(), order.item());
        }

        @PostMapping("/api/ledger/files")
        Receipt file(@RequestParam MultipartFile file) {
            return new Receipt("file", CALLS.incrementAndGet(), file.getSize() + " bytes");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        @Bean
        Shop shop(Ids ids, AggregateStore<Till> tills) {
            return new Shop(ids, tills);
        }

        @Bean
        AggregateStore<Till> tills(AggregateStores stores) {
            return stores.of("tills", Till.class);
        }
    }

    @Autowired
    MongoTemplate mongo;

    @Autowired
    IdempotencyRecords records;

    @Autowired
    AggregateStore<Till> tills;

    @Autowired
    Ids ids;

    @LocalServerPort
    int port;

    @BeforeEach
    void empty() {
        mongo.getCollection(IdempotencyRecords.COLLECTION).deleteMany(new Document());
        mongo.getCollection("tills").deleteMany(new Document());
    }

    @Test
    void a_repetition_gets_the_first_answer() {
        CALLS.set(0);
        String key = newKey();
        ResponseEntity<String> first = order("chair", key, "book");
        ResponseEntity<String> again = order("chair", key, "book");
        assertThat(first.getStatusCode().value()).isEqualTo(201);
        assertThat(again.getStatusCode()).isEqualTo(first.getStatusCode());
        assertThat(again.getBody()).isEqualTo(first.getBody()).contains("\"number\":1");
        assertThat(again.getHeaders().getLocation())
                .isEqualTo(first.getHeaders().getLocation())
                .isNotNull();
        assertThat(again.getHeaders().getContentType())
                .isEqualTo(first.getHeaders().getContentType());
        assertThat(again.getHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.getHeaders().containsHeader("Idempotency-Replayed")).isFalse();
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void what_is_put_is_known_by_its_key_as_well() {
        CALLS.set(0);
        String key = newKey();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(client("chair", key)
                    .put()
                    .uri("/api/ledger/orders/last")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("item", "lamp"))
                    .retrieve()
                    .body(String.class));
        }
        assertThat(answers.getFirst()).isEqualTo(answers.getLast()).contains("\"number\":1");
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void without_a_key_every_request_counts() {
        CALLS.set(0);
        order("chair", null, "book");
        order("chair", null, "book");
        assertThat(CALLS).hasValue(2);
    }

    @Test
    void another_body_under_the_same_key_is_refused() {
        String key = newKey();
        order("chair", key, "book");
        ResponseEntity<String> other = order("chair", key, "lamp");
        assertThat(other.getStatusCode().value()).isEqualTo(422);
        assertThat(other.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(other.getBody()).contains("idempotency-key-reused");
    }

    @Test
    void a_key_belongs_to_its_caller() {
        String key = newKey();
        String one = order("chair", key, "book").getBody();
        String two = order("treasurer", key, "book").getBody();
        String nobody = order(null, key, "book").getBody();
        assertThat(List.of(one, two, nobody)).doesNotHaveDuplicates();
        assertThat(order(null, key, "book").getBody()).isEqualTo(nobody);
    }

    @Test
    void a_refused_command_leaves_its_key_free() {
        CALLS.set(0);
        String key = newKey();
        assertThat(order("chair", key, "refused").getStatusCode().value()).isEqualTo(409);
        assertThat(order("chair", key, "book").getStatusCode().value()).isEqualTo(201);
        assertThat(CALLS).hasValue(2);
    }

    @Test
    void after_a_failure_the_repetition_runs() {
        CALLS.set(0);
        String key = newKey();
        assertThat(order("chair", key, "broken once").getStatusCode().value()).isEqualTo(500);
        assertThat(order("chair", key, "broken once").getStatusCode().value()).isEqualTo(201);
    }

    @Test
    void after_a_crash_the_command_runs_again_and_finds_the_same_id() {
        CALLS.set(0);
        String key = newKey();
        String first = order("chair", key, "book").getBody();
        LostAnswers.of(mongo.getDb());
        String again = order("chair", key, "book").getBody();
        assertThat(CALLS).hasValue(2);
        assertThat(again.replace("\"number\":2", "\"number\":1")).isEqualTo(first);
    }

    @Test
    void after_a_crash_the_effect_is_there_once_and_is_the_answer() {
        tills.create("till", new Till(0, 0), List.of());
        String key = newKey();
        assertThat(pay("chair", key, "till", 5)).contains("\"total\":5");
        assertThat(pay("chair", newKey(), "till", 1)).contains("\"total\":6");
        LostAnswers.of(mongo.getDb());
        assertThat(pay("chair", key, "till", 5))
                .contains("\"total\":6")
                .contains("\"payments\":2")
                .doesNotContain("too-much");
    }

    @Test
    void a_repetition_that_is_refused_keeps_its_run() {
        tills.create("full", new Till(0, 0), List.of());
        String key = newKey();
        assertThat(pay("chair", key, "full", 60)).contains("\"total\":60");
        LostAnswers.of(mongo.getDb());
        // what is not marked in an aggregate may look like a refusal the second time
        mongo.getCollection("tills")
                .updateOne(new Document("_id", "full"), new Document("$unset", new Document("commands", 1)));
        assertThat(pay("chair", key, "full", 60)).contains("too-much");
        assertThat(mongo.getCollection(IdempotencyRecords.COLLECTION).find(new Document("released", true)))
                .hasSize(1);
    }

    @Test
    void two_clocks_that_differ_never_run_a_command_at_once() throws Exception {
        Duration lease = Duration.ofMillis(600);
        IdempotencyRecords here = instance(Duration.ZERO, lease);
        for (Duration off : List.of(Duration.ofMinutes(2), Duration.ofMinutes(-2))) {
            IdempotencyRecords there = instance(off, lease);
            String id = newKey();
            Admission.Run run = (Admission.Run) here.admit(id, "p");
            try (var alive = here.keep(id, run)) {
                // three leases long somebody asks, whose clock says that all leases are over, or none ever
                await().during(lease.multipliedBy(3))
                        .atMost(lease.multipliedBy(10))
                        .until(() -> there.admit(id, "p") instanceof Admission.Busy);
            }
            // it died: nothing renews any more, and whoever asks takes over once, under the same run
            await().untilAsserted(() -> assertThat(there.admit(id, "p"))
                    .isInstanceOfSatisfying(Admission.Run.class, again -> {
                        assertThat(again.run()).isEqualTo(run.run());
                        assertThat(again.isRepetition()).isTrue();
                    }));
            assertThat(here.admit(id, "p")).isInstanceOf(Admission.Busy.class);
            here.finish(id, run, new Answer(200, List.of(), new byte[0]), false);
            assertThat(here.admit(id, "p")).as("who lost it answers nothing").isInstanceOf(Admission.Busy.class);
        }
    }

    @Test
    void two_attempts_at_once_have_one_effect() throws Exception {
        tills.create("shared", new Till(0, 0), List.of());
        String run = ids.next();
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Till>> attempts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                boolean repetition = i > 0;
                attempts.add(() -> ScopedValue.where(IdempotencyKey.CURRENT, new IdempotencyKey(run, repetition))
                        .call(() -> tills.change("shared", till -> till.take(7))
                                .orThrow()
                                .state()));
            }
            for (Future<Till> attempt : many.invokeAll(attempts)) {
                assertThat(attempt.get()).isEqualTo(new Till(7, 1));
            }
        }
        ScopedValue.where(IdempotencyKey.CURRENT, new IdempotencyKey(run, false))
                .call(() -> {
                    tills.change("shared", till -> till.take(7)); // done
                    return tills.change("shared", till -> till.take(3)); // the command's second step is not
                });
        assertThat(tills.find("shared").orElseThrow().state()).isEqualTo(new Till(10, 2));
    }

    @Test
    void an_aggregate_knows_the_last_commands_and_no_more() {
        tills.create("busy", new Till(0, 0), List.of());
        for (int i = 0; i < 120; i++) {
            ScopedValue.where(IdempotencyKey.CURRENT, new IdempotencyKey(ids.next(), false))
                    .run(() -> tills.change("busy", till -> till.take(0)).orThrow());
        }
        Document stored =
                mongo.getCollection("tills").find(new Document("_id", "busy")).first();
        assertThat(stored.getList("commands", String.class)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void somebody_unknown_may_change_the_network_between_two_tries() throws Exception {
        CALLS.set(0);
        String key = newKey();
        assertThat(orderFrom("127.0.0.1", key, "book"))
                .isEqualTo(orderFrom("127.0.0.2", key, "book"))
                .contains("\"number\":1");
        assertThat(orderFrom("127.0.0.3", key, "lamp")).contains("idempotency-key-reused");
    }

    @Test
    void who_has_the_database_cannot_try_out_what_was_sent() throws Exception {
        String key = newKey();
        order("chair", key, "book");
        for (Document kept : mongo.getCollection(IdempotencyRecords.COLLECTION).find()) {
            byte[] asSent = "{\"item\":\"book\"}".getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream digested = new ByteArrayOutputStream();
            for (String part : List.of("null", "application/json")) {
                digested.writeBytes((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
            }
            digested.writeBytes(asSent);
            byte[] guess = MessageDigest.getInstance("SHA-256").digest(digested.toByteArray());
            List<String> guesses = new ArrayList<>(List.of(HexFormat.of().formatHex(guess)));
            for (Object known : kept.values()) { // all that could be a key or salt
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(known.toString().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                guesses.add(HexFormat.of().formatHex(mac.doFinal(guess)));
            }
            assertThat(kept.toJson()).doesNotContain(guesses).doesNotContain(key);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            assertThat(kept.toJson())
                    .as("this test guesses what is kept, if it knows the key")
                    .contains(HexFormat.of().formatHex(mac.doFinal(guess)));
        }
    }

    @Test
    void of_a_confidential_command_nothing_is_kept_to_compare_with() {
        CALLS.set(0);
        String key = newKey();
        String first = order("chair", key, "secret").getBody();
        assertThat(mongo.getCollection(IdempotencyRecords.COLLECTION).find())
                .singleElement()
                .satisfies(kept -> assertThat(kept).doesNotContainKey("proof").containsKey("status"));
        assertThat(order("chair", key, "secret").getBody()).isEqualTo(first);
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void what_signs_somebody_in_is_not_kept() {
        IdempotencyFilter filter = new IdempotencyFilter(records, (request, response, handler, e) -> null, 1);
        assertThat(filter.shouldNotFilter(withKey("/login/password"))).isTrue();
        assertThat(filter.shouldNotFilter(withKey("/oauth2/token"))).isTrue();
        assertThat(filter.shouldNotFilter(withKey("/api/ledger/orders"))).isFalse();
    }

    private static MockHttpServletRequest withKey(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.addHeader("Idempotency-Key", newKey());
        return request;
    }

    private IdempotencyRecords instance(Duration clockOff, Duration lease) {
        return new IdempotencyRecords(
                mongo, Clock.offset(Clock.systemUTC(), clockOff), ids, lease, Duration.ofHours(24));
    }

    private String orderFrom(String address, String key, String item) throws Exception {
        try (HttpClient http = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .build()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/ledger/orders"))
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", key)
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"item\":\"" + item + "\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private String pay(String role, String key, String till, int amount) {
        return client(role, key)
                .post()
                .uri("/api/ledger/tills/" + till + "/payments?amount=" + amount)
                .retrieve()
                .onStatus(status -> true, (request, response) -> {})
                .body(String.class);
    }

    @Test
    void while_the_first_is_under_way_the_second_has_to_wait() throws Exception {
        inside = new CountDownLatch(1);
        goOn = new CountDownLatch(1);
        String key = newKey();
        try (var other = Executors.newSingleThreadExecutor()) {
            Future<ResponseEntity<String>> first = other.submit(() -> order("chair", key, "book"));
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            ResponseEntity<String> second = order("chair", key, "book");
            assertThat(second.getStatusCode().value()).isEqualTo(409);
            assertThat(second.getBody()).contains("idempotency-key-in-use");
            assertThat(second.getHeaders().getFirst("Retry-After")).isNotNull();
            goOn.countDown();
            assertThat(first.get().getStatusCode().value()).isEqualTo(201);
            assertThat(order("chair", key, "book").getBody())
                    .isEqualTo(first.get().getBody());
        }
    }

    @Test
    void of_many_at_once_one_runs() throws Exception {
        CALLS.set(0);
        String key = newKey();
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> tries = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                tries.add(() -> order("chair", key, "book").getStatusCode().value());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : many.invokeAll(tries)) {
                statuses.add(answer.get());
            }
            assertThat(statuses).contains(201).isSubsetOf(201, 409);
        }
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void uploads_are_compared_part_by_part() {
        CALLS.set(0);
        String key = newKey();
        assertThat(upload(key, "a,b\n1,2\n")).contains("\"number\":1").contains("8 bytes");
        assertThat(upload(key, "a,b\n1,2\n")).contains("\"number\":1");
        assertThat(upload(key, "a,b\n1,3\n")).contains("idempotency-key-reused");
    }

    @Test
    void an_upload_that_is_cut_off_is_refused_and_its_key_is_free() {
        String key = newKey();
        String answer = client("chair", key)
                .post()
                .uri("/api/ledger/files")
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=b"))
                .body("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\na,b")
                .retrieve()
                .onStatus(status -> true, (request, response) -> {})
                .body(String.class);
        assertThat(answer).contains("\"status\":400");
        assertThat(upload(key, "a,b\n1,2\n")).contains("8 bytes");
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        ResponseEntity<String> response = order("chair", newKey(), "x".repeat(2 * 1024 * 1024 + 1));
        assertThat(response.getStatusCode().value()).isEqualTo(413);
    }

    @Test
    void keys_are_bounded() {
        assertThat(order("chair", "x".repeat(201), "book").getStatusCode().value())
                .isEqualTo(400);
        assertThat(order("chair", "two words", "book").getStatusCode().value()).isEqualTo(400);
    }

    @Test
    void keys_expire() {
        CALLS.set(0);
        String key = newKey();
        String first = order("chair", key, "book").getBody();
        mongo.getCollection(IdempotencyRecords.COLLECTION)
                .updateMany(new Document(), new Document("$set", new Document("expiresAt", new Date(0))));
        records.sweep();
        assertThat(mongo.getCollection(IdempotencyRecords.COLLECTION).countDocuments())
                .isZero();
        assertThat(order("chair", key, "lamp").getBody()).isNotEqualTo(first);
        assertThat(CALLS).hasValue(2);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private ResponseEntity<String> order(String role, String key, String item) {
        return client(role, key)
                .post()
                .uri("/api/ledger/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("item", item))
                .retrieve()
                .onStatus(status -> true, (request, response) -> {})
                .toEntity(String.class);
    }

    private String upload(String key, String content) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("file", new ByteArrayResource(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "register.csv";
            }
        });
        return client("chair", key)
                .post()
                .uri("/api/ledger/files")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(parts)
                .retrieve()
                .onStatus(status -> true, (request, response) -> {})
                .body(String.class);
    }

    private RestClient client(String role, String key) {
        RestClient.Builder client = RestClient.builder().baseUrl("http://127.0.0.1:" + port);
        if (role != null) {
            client.defaultHeader("Authorization", "Bearer " + TestTokens.withRoles(role));
        }
        if (key != null) {
            client.defaultHeader("Idempotency-Key", key);
        }
        return client.build();
    }
}
