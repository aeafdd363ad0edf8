package org.crimealliance.platform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns one = new Turns(1, Duration.ZERO);

    @Test
    void who_would_wait_too_long_is_refused() {
        assertThatThrownBy(() -> one.take(() -> one.take(() -> "a second at once")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("too many");
    }

    @Test
    void a_turn_that_ended_is_free_again_however_it_ended() {
        assertThat(one.take(() -> "first")).isEqualTo("first");
        assertThatThrownBy(() -> one.take(() -> {
                    throw new IllegalStateException("no page");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(one.take(() -> "third")).isEqualTo("third");
    }

    @Test
    void whoever_is_interrupted_gets_no_turn_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new Turns(1, Duration.ofSeconds(30)).take(() -> "a page"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void so_many_go_at_once() {
        Turns two = new Turns(2, Duration.ZERO);
        assertThat(two.take(() -> two.take(() -> "both"))).isEqualTo("both");
    }
}
