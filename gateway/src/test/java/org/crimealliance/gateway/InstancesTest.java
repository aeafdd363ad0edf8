package org.crimealliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InstancesTest {

    private static final URI A = URI.create("http://a");
    private static final URI B = URI.create("http://b");

    private final Instances instances = new Instances(List.of(A, B));

    @Test
    void they_take_turns() {
        assertThat(List.of(next(Set.of()), next(Set.of()), next(Set.of()))).containsExactly(A, B, A);
    }

    @Test
    void one_that_failed_is_passed_over_until_it_answers() {
        instances.failed(A);
        assertThat(List.of(next(Set.of()), next(Set.of()))).containsExactly(B, B);
        instances.answered(A);
        assertThat(List.of(next(Set.of()), next(Set.of()))).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void a_second_attempt_goes_to_another_even_if_that_failed_lately() {
        instances.failed(A);
        instances.failed(B);
        assertThat(next(Set.of(A))).isEqualTo(B);
        assertThat(next(Set.of(B))).isEqualTo(A);
        assertThat(next(Set.of(A, B))).isIn(A, B);
    }

    @Test
    void it_is_passed_over_for_two_seconds_and_no_longer() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // they may run over
        Instances timed = new Instances(List.of(A, B), nanos::get);
        timed.failed(A);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
        assertThat(List.of(timed.next(Set.of()), timed.next(Set.of()))).containsExactly(Optional.of(B), Optional.of(B));
        nanos.incrementAndGet();
        assertThat(List.of(timed.next(Set.of()), timed.next(Set.of()))).containsExactly(Optional.of(A), Optional.of(B));
    }

    @Test
    void where_all_failed_lately_whose_turn_it_is_is_asked() {
        instances.failed(A);
        instances.failed(B);
        assertThat(List.of(next(Set.of()), next(Set.of()))).containsExactly(A, B);
    }

    @Test
    void it_is_known_how_many_there_are() {
        assertThat(instances.count()).isEqualTo(2);
    }

    @Test
    void without_any_there_is_none() {
        assertThat(new Instances(List.of()).next(Set.of())).isEmpty();
    }

    private URI next(Set<URI> tried) {
        return instances.next(tried).orElseThrow();
    }
}
