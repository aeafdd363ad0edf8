package org.crimealliance.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SweeperTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicInteger turns = new AtomicInteger();

    @Test
    void a_nudge_is_a_turn_at_once_and_never_lost() {
        Sweeper sweeper = new Sweeper("test", NEVER, turns::incrementAndGet);
        sweeper.nudge(); // it does not run yet
        sweeper.start();
        try {
            await().until(() -> turns.get() == 1); // its first
            sweeper.nudge();
            await().until(() -> turns.get() == 2);
        } finally {
            sweeper.stop();
        }
        sweeper.nudge();
        assertThat(turns).hasValue(2);
    }

    @Test
    void a_failure_does_not_end_it_and_what_comes_first_is_done_until_it_succeeds() {
        AtomicInteger prepared = new AtomicInteger();
        Sweeper sweeper = new Sweeper(
                "test",
                Duration.ofMillis(1),
                () -> {
                    if (prepared.incrementAndGet() < 3) {
                        throw new IllegalStateException("the store is away");
                    }
                },
                () -> {
                    turns.incrementAndGet();
                    throw new IllegalStateException("broken");
                });
        sweeper.start();
        try {
            await().until(() -> turns.get() >= 3);
        } finally {
            sweeper.stop();
        }
        assertThat(prepared).hasValue(3);
    }

    @Test
    void turns_go_on_where_what_comes_first_fails_for_ever() {
        Sweeper sweeper = new Sweeper(
                "test",
                Duration.ofMillis(1),
                () -> {
                    throw new IllegalStateException("another index has this name");
                },
                turns::incrementAndGet);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        sweeper.bindTo(meters);
        sweeper.start();
        try {
            await().until(() -> turns.get() >= 3);
        } finally {
            sweeper.stop();
        }
        assertThat(meters.get("alliance.sweep.failures").functionCounter().count())
                .isGreaterThanOrEqualTo(3);
        assertThat(sweeper.lastFailure()).contains("another index");
    }

    @Test
    void an_error_does_not_end_it_either_and_shows() {
        Sweeper sweeper = new Sweeper("test", Duration.ofMillis(1), () -> {
            if (turns.incrementAndGet() < 3) {
                throw new StackOverflowError("too deep");
            }
        });
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        sweeper.bindTo(meters);
        sweeper.start();
        try {
            await().until(() -> turns.get() >= 4);
        } finally {
            sweeper.stop();
        }
        assertThat(meters.get("alliance.sweep.failures")
                        .tag("sweep", "test")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("alliance.sweep.turns").functionCounter().count()).isGreaterThanOrEqualTo(4);
        assertThat(meters.get("alliance.sweep.last.success").timeGauge().value(TimeUnit.SECONDS))
                .isLessThan(60);
        assertThat(sweeper.lastFailure()).contains("too deep");
        assertThat(sweeper.isSilent()).isFalse();
    }

    @Test
    void portions_follow_at_once_and_it_stops_between_two() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Sweeper sweeper = Sweeper.inPortions("test", NEVER, () -> {
            if (turns.incrementAndGet() == 5) {
                inside.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return true;
        });
        sweeper.start();
        inside.await();
        Thread stopping = Thread.startVirtualThread(sweeper::stop);
        await().until(() -> !sweeper.isRunning());
        goOn.countDown();
        stopping.join();
        assertThat(turns).hasValue(5);
    }

    @Test
    void it_can_be_started_again() {
        Sweeper sweeper = new Sweeper("test", NEVER, turns::incrementAndGet);
        sweeper.start();
        await().until(() -> turns.get() == 1);
        sweeper.stop();
        sweeper.start();
        await().until(() -> turns.get() == 2);
        sweeper.stop();
    }
}
