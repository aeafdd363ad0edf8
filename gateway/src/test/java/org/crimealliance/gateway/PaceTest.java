package org.crimealliance.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** At least 1,000 bytes a second in each span of ten seconds, and a minute for all. */
class PaceTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // they may run over
    private final Pace pace = new Pace(
            new GatewaySettings.Body(
                    DataSize.ofMegabytes(1),
                    Duration.ofSeconds(10),
                    DataSize.ofBytes(1_000),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10)),
            nanos::get);

    @Test
    void within_a_span_it_may_be_as_slow_as_it_likes() {
        pass(Duration.ofSeconds(10).minusNanos(1));
        goesOnAt(0);
    }

    @Test
    void at_the_end_of_a_span_so_much_must_have_moved() {
        pass(Duration.ofSeconds(10));
        goesOnAt(10_000);
        pass(Duration.ofSeconds(10));
        endsAt(19_999, "pace");
    }

    @Test
    void what_was_quick_at_the_beginning_buys_no_slowness_later() {
        pass(Duration.ofSeconds(10));
        goesOnAt(1_000_000);
        pass(Duration.ofSeconds(10));
        endsAt(1_000_000, "pace");
    }

    @Test
    void all_of_it_is_there_by_the_deadline() {
        for (int span = 1; span <= 6; span++) {
            pass(Duration.ofSeconds(10));
            goesOnAt(span * 1_000_000L);
        }
        pass(Duration.ofNanos(1));
        endsAt(7_000_000, "deadline");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void goesOnAt(long bytes) {
        assertThatCode(() -> pace.moved(bytes)).doesNotThrowAnyException();
    }

    private void endsAt(long bytes, String why) {
        assertThatThrownBy(() -> pace.moved(bytes))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining(why);
    }
}
