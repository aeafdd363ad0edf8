package org.crimealliance.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final String ATTACKER = "198.51.100.20";
    private static final String OFFICER = "192.0.2.10";

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void close() {
        done.countDown();
        workers.close();
    }

    @Test
    void whoever_asks_many_times_at_once_has_one_turn_and_the_next_caller_another() throws Exception {
        Turns turns = new Turns(2, Duration.ofSeconds(30));
        Future<Optional<String>> first = working(turns, ATTACKER);
        Future<Optional<String>> second = workers.submit(() -> turns.take(ATTACKER, () -> "second"));
        Future<Optional<String>> third = workers.submit(() -> turns.take(ATTACKER, () -> "third"));
        assertThat(turns.take(OFFICER, () -> "officer")).contains("officer");
        assertThat(second.isDone() || third.isDone()).isFalse();
        done.countDown();
        assertThat(first.get()).contains("worked");
        assertThat(second.get()).contains("second");
        assertThat(third.get()).contains("third");
    }

    @Test
    void whose_patience_ends_has_done_nothing_and_keeps_nobody_s_turn() throws Exception {
        Turns turns = new Turns(1, Duration.ZERO);
        Future<Optional<String>> first = working(turns, ATTACKER);
        for (String caller : new String[] {ATTACKER, OFFICER}) {
            assertThat(turns.take(caller, () -> {
                        throw new AssertionError("worked out of turn");
                    }))
                    .isEmpty();
        }
        done.countDown();
        assertThat(first.get()).contains("worked");
        assertThat(turns.take(ATTACKER, () -> "again")).contains("again");
        assertThat(turns.take(OFFICER, () -> "again")).contains("again");
    }

    @Test
    void no_more_at_once_than_there_are_places() throws Exception {
        Turns turns = new Turns(2, Duration.ZERO);
        Future<Optional<String>> first = working(turns, "a");
        Future<Optional<String>> second = working(turns, "b");
        assertThat(turns.take("c", () -> "too many")).isEmpty();
        done.countDown();
        assertThat(first.get()).isPresent();
        assertThat(second.get()).isPresent();
    }

    @Test
    void a_caller_is_known_while_he_waits_or_works_and_no_longer() throws Exception {
        Turns turns = new Turns(2, Duration.ZERO);
        Future<Optional<String>> first = working(turns, ATTACKER);
        assertThat(turns.take(ATTACKER, () -> "too early")).isEmpty();
        assertThat(turns.callers()).as("the one who works is").isEqualTo(1);
        for (int i = 0; i < 10_000; i++) {
            turns.take("caller-" + i, () -> "worked");
        }
        assertThat(turns.callers()).isEqualTo(1);
        done.countDown();
        assertThat(first.get()).isPresent();
        assertThat(turns.callers()).isZero();
    }

    @Test
    void work_that_fails_gives_its_turn_back() {
        Turns turns = new Turns(1, Duration.ZERO);
        assertThatThrownBy(() -> turns.take(OFFICER, () -> {
                    throw new IllegalStateException("failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(turns.callers()).isZero();
        assertThat(turns.take(OFFICER, () -> "again")).contains("again");
    }

    @Test
    void whoever_is_interrupted_has_no_turn_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        assertThat(new Turns(1, Duration.ofSeconds(30)).take(OFFICER, () -> "worked"))
                .isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Has its turn, and keeps it until all is done. */
    private Future<Optional<String>> working(Turns turns, String caller) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<Optional<String>> turn = workers.submit(() -> turns.take(caller, () -> {
            begun.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "worked";
        }));
        begun.await();
        return turn;
    }
}
