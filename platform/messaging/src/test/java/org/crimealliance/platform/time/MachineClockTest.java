package org.crimealliance.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MachineClockTest {

    private static final Instant NOW = Instant.parse("2021-03-08T10:00:00.123456789Z");

    @Test
    void it_tells_the_milliseconds_that_the_store_keeps() {
        assertThat(MachineClock.of(() -> NOW).instant()).isEqualTo("2021-03-08T10:00:00.123Z");
    }

    @Test
    void one_that_is_shifted_is_as_far_off() {
        assertThat(MachineClock.of(() -> NOW).shiftedBy(Duration.ofMinutes(2)).instant())
                .isEqualTo("2021-03-08T10:02:00.123Z");
    }

    @Test
    void the_machines_own_goes_on() {
        Instant before = Instant.now().minusMillis(1);
        assertThat(MachineClock.ofThisMachine().instant()).isBetween(before, before.plusSeconds(600));
    }
}
