package org.crimealliance.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.crimealliance.platform.testkit.Backbone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Two instances that count together. */
class RateLimitsIT {

    private static final String SECRET = "only-for-tests-0123456789abcdef0123456789";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2021-01-01T00:00:00Z"));
    private MongoClient client;
    private MongoTemplate mongo;
    private RateLimits one;
    private RateLimits other;

    @BeforeEach
    void connect() {
        client = MongoClients.create(Backbone.get().mongoUri());
        mongo = new MongoTemplate(
                client, "limits-" + UUID.randomUUID().toString().substring(0, 8));
        one = new RateLimits(mongo, SECRET, now::get);
        other = new RateLimits(mongo, SECRET, now::get);
    }

    @AfterEach
    void disconnect() {
        mongo.getDb().drop();
        client.close();
    }

    private void later(Duration more) {
        now.updateAndGet(time -> time.plus(more));
    }

    @Test
    void three_in_any_hour_and_not_a_fourth() {
        assertThat(one.take("recipient", "a@example.org", 3)).isTrue();
        later(Duration.ofMinutes(20));
        assertThat(other.take("recipient", "a@example.org", 3)).isTrue();
        assertThat(one.take("recipient", "a@example.org", 3)).isTrue();
        later(Duration.ofMinutes(39));
        assertThat(other.take("recipient", "a@example.org", 3)).isFalse();
        assertThat(other.take("recipient", "b@example.org", 3)).isTrue();
        assertThat(other.take("sender", "a@example.org", 3)).isTrue();
        later(Duration.ofMinutes(1));
        assertThat(other.take("recipient", "a@example.org", 3))
                .as("the first is an hour ago")
                .isTrue();
        assertThat(one.take("recipient", "a@example.org", 3)).isFalse();
    }

    @Test
    void zero_is_no_limit() {
        for (int i = 0; i < 100; i++) {
            assertThat(one.take("recipient", "a@example.org", 0)).isTrue();
        }
    }

    @Test
    void of_many_at_once_as_many_as_there_may_be() throws Exception {
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            RateLimits instance = i % 2 == 0 ? one : other;
            tries.add(() -> instance.take("sender", "192.0.2.1", 30));
        }
        int taken = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(tries)) {
                taken += each.get() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(30);
    }

    @Test
    void what_was_given_back_is_not_counted() {
        for (int i = 0; i < 10; i++) {
            assertThat(one.take("recipient", "a@example.org", 3)).isTrue();
            other.giveBack("recipient", "a@example.org", 3);
            assertThat(one.takeOfThisHour("all", 3)).isTrue();
            other.giveBackOfThisHour("all", 3);
        }
    }

    @Test
    void a_large_limit_is_counted_by_the_hour_by_many_at_once() throws Exception {
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            RateLimits instance = i % 2 == 0 ? one : other;
            tries.add(() -> instance.takeOfThisHour("all", 200));
        }
        int taken = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(tries)) {
                taken += each.get() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(200);
        later(Duration.ofMinutes(59));
        assertThat(one.takeOfThisHour("all", 200)).isFalse();
        later(Duration.ofMinutes(1));
        assertThat(one.takeOfThisHour("all", 200)).isTrue();
        assertThat(mongo.getCollection("rateLimits").find().into(new ArrayList<>()))
                .allSatisfy(document -> assertThat(document.toJson().length()).isLessThan(300));
        later(Duration.ofHours(2));
        one.sweep();
        assertThat(mongo.getCollection("rateLimits").countDocuments(new Document()))
                .isZero();
    }

    @Test
    void what_is_counted_is_not_kept_and_the_count_only_while_it_matters() {
        one.take("recipient", "a@example.org", 3);
        for (int i = 0; i < 1_000; i++) {
            later(Duration.ofSeconds(1_800));
            one.take("recipient", "busy@example.org", 3);
        }
        assertThat(mongo.getCollection("rateLimits").find().into(new ArrayList<>()))
                .hasSize(2)
                .allSatisfy(document -> {
                    assertThat(document.toJson()).doesNotContain("example");
                    assertThat(document.getList("times", Object.class)).hasSizeLessThanOrEqualTo(3);
                });
        later(Duration.ofHours(1));
        one.sweep();
        assertThat(mongo.getCollection("rateLimits").countDocuments(new Document()))
                .isZero();
    }
}
