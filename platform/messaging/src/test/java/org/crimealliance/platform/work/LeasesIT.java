package org.crimealliance.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.crimealliance.platform.testkit.Backbone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Two instances at one piece of work. */
class LeasesIT {

    private static final Duration LENGTH = Duration.ofSeconds(20);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2021-01-01T00:00:00Z"));
    private final AtomicInteger portions = new AtomicInteger();
    private MongoClient client;
    private MongoTemplate mongo;
    private Leases one;
    private Leases other;

    @BeforeEach
    void connect() {
        client = MongoClients.create(Backbone.get().mongoUri());
        mongo = new MongoTemplate(
                client, "leases-" + UUID.randomUUID().toString().substring(0, 8));
        InstantSource machine = now::get;
        one = new Leases(mongo, machine);
        other = new Leases(mongo, machine);
    }

    @AfterEach
    void disconnect() {
        mongo.getDb().drop();
        client.close();
    }

    @Test
    void one_instance_at_a_time_is_at_it_until_it_gives_it_back_or_dies() {
        assertThat(one.take("run", LENGTH)).isTrue();
        assertThat(one.take("run", LENGTH)).isTrue();
        assertThat(other.take("run", LENGTH)).isFalse();
        assertThat(other.take("another run", LENGTH)).isTrue();
        other.release("run"); // not its own
        assertThat(other.take("run", LENGTH)).isFalse();
        one.release("run");
        assertThat(other.take("run", LENGTH)).isTrue(); // and dies
        now.updateAndGet(then -> then.plus(LENGTH));
        assertThat(one.take("run", LENGTH)).isTrue();
    }

    @Test
    void it_is_kept_between_the_portions_of_a_work_and_given_back_after_the_last() {
        assertThat(one.inPortions("run", LENGTH, () -> portions.incrementAndGet() < 2))
                .isTrue();
        assertThat(other.inPortions("run", LENGTH, () -> portions.incrementAndGet() < 2))
                .isFalse();
        assertThat(portions).hasValue(1);
        assertThat(one.inPortions("run", LENGTH, () -> portions.incrementAndGet() < 2))
                .isFalse();
        other.alone("run", LENGTH, portions::incrementAndGet);
        assertThat(portions).hasValue(3);
    }

    @Test
    void it_is_given_back_when_the_work_fails() {
        assertThatThrownBy(() -> one.alone("run", LENGTH, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        other.alone("run", LENGTH, portions::incrementAndGet);
        assertThat(portions).hasValue(1);
    }
}
