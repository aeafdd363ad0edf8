package org.crimealliance.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
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

    record Receipt(String id, int number, String item) {}

    @RestController
    @PreAuthorize("permitAll()")
    static class Shop {

        private final Ids ids;

        Shop(Ids ids) {
            this.ids = ids;
        }

        @PostMapping("/api/ledger/orders")
        ResponseEntity<Receipt> order(@RequestBody Order order) throws InterruptedException {
            int number = CALLS.incrementAndGet();
            inside.countDown();
            goOn.await(20, TimeUnit.SECONDS);
            if (order.item().equals("refused")) {
                throw new RefusedException(Refusal.conflict("sold-out", "None left."));
            }
            if (order.item().equals("broken once") && number == 1) {
                throw new IllegalStateException("broken");
            }
            String id = IdempotencyKey.idFor("order", ids);
            return ResponseEntity.created(URI.create("/orders/" + id)).body(new Receipt(id, number, order.item()));
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
        Shop shop(Ids ids) {
            return new Shop(ids);
        }
    }

    @Autowired
    MongoTemplate mongo;

    @Autowired
    IdempotencyRecords records;

    @LocalServerPort
    int port;

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
        // as if the process had died before it could keep the answer, and the lease had run out since
        mongo.getCollection(IdempotencyRecords.COLLECTION)
                .updateMany(
                        new Document(),
                        new Document("$unset", new Document("status", 1))
                                .append("$set", new Document("leaseUntil", new Date(0))));
        String again = order("chair", key, "book").getBody();
        assertThat(CALLS).hasValue(2);
        assertThat(again.replace("\"number\":2", "\"number\":1")).isEqualTo(first);
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
