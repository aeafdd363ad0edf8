package org.crimealliance.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceivedEventTest {

    @Test
    void two_aggregates_never_have_one_key_whatever_stands_in_their_names() {
        Set<String> keys = new HashSet<>();
        List<String> names = List.of("a", "a:b", "b", "a.b", "a$b", "a%b", "a%2Eb", "a%3Ab", "a%24b");
        for (String source : names) {
            for (String subject : names) {
                String key = of(source, subject, 1).sourceKey();
                assertThat(keys.add(key)).as("%s of %s", subject, source).isTrue();
                assertThat(key).doesNotContain(".", "$");
            }
        }
    }

    @Test
    void the_first_event_of_an_aggregate_is_its_first_in_every_epoch() {
        long restored = EventNumber.countOnFrom(0, EventNumber.epochOf(Instant.parse("2026-11-27T10:00:00Z")));
        assertThat(of("s", "a", 1).isFirst()).isTrue();
        assertThat(of("s", "a", restored + 1).isFirst()).isTrue();
        assertThat(of("s", "a", 2).isFirst()).isFalse();
        assertThat(of("s", "a", restored + 2).isFirst()).isFalse();
    }

    @Test
    void the_first_minute_is_the_first_epoch_and_the_last_still_has_room() {
        assertThat(EventNumber.epochOf(Instant.parse("2020-01-01T00:01:00Z"))).isEqualTo(1);
        Instant last = Instant.parse("2020-01-01T00:00:00Z").plus(Duration.ofMinutes((1L << 27) - 1));
        assertThat(EventNumber.countOnFrom(1, EventNumber.epochOf(last))).isPositive();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> EventNumber.epochOf(last.plus(Duration.ofMinutes(1)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> EventNumber.epochOf(Instant.parse("2020-01-01T00:00:59Z"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ReceivedEvent<String> of(String source, String subject, long seq) {
        return new ReceivedEvent<>("e1", "t", source, subject, seq, Instant.EPOCH, "ada", "c1", "");
    }
}
