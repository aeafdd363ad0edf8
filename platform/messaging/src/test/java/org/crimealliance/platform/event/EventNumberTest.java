package org.crimealliance.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventNumberTest {

    private static final long NOVEMBER = EventNumber.epochOf(Instant.parse("2026-11-27T10:00:00Z"));
    private static final long A_MINUTE_LATER = EventNumber.epochOf(Instant.parse("2026-11-27T10:01:00Z"));

    @Test
    void before_any_restore_events_are_counted_from_one() {
        assertThat(EventNumber.countOnFrom(0, 0)).isZero();
        assertThat(EventNumber.countOnFrom(41, 0)).isEqualTo(41);
        assertThat(EventNumber.count(41)).isEqualTo(41);
    }

    @Test
    void a_restored_aggregate_goes_on_counting_above_all_that_it_had_told() {
        long before = 1_000_000;
        long restored = EventNumber.countOnFrom(7, NOVEMBER) + 1;
        assertThat(restored).isGreaterThan(before);
        assertThat(EventNumber.count(restored)).isEqualTo(8);
        assertThat(EventNumber.countOnFrom(restored, NOVEMBER)).isEqualTo(restored);
        assertThat(EventNumber.countOnFrom(restored, 0)).as("never back").isEqualTo(restored);
        assertThat(EventNumber.countOnFrom(1, A_MINUTE_LATER)).isGreaterThan(EventNumber.countOnFrom(1_000, NOVEMBER));
    }

    @Test
    void there_is_room_for_two_centuries() {
        long late = EventNumber.epochOf(Instant.parse("2220-01-01T00:00:00Z"));
        assertThat(EventNumber.countOnFrom(1, late)).isPositive();
        assertThatThrownBy(() -> EventNumber.epochOf(Instant.parse("2019-12-31T23:59:59Z")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventNumber.epochOf(Instant.parse("2300-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
