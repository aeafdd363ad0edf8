package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void too_little_is_told_in_one_line_with_the_way_out() {
        assertThatThrownBy(() -> Memory.of(meminfo(2_999)).refuseIfTooLittle())
                .isInstanceOf(StackException.class)
                .hasMessage("Too little memory: 2999 MB are available, the platform needs 3000 MB."
                        + " Close something, or give the machine more.");
    }

    @Test
    void enough_is_enough() {
        assertThatCode(() -> Memory.of(meminfo(3_000)).refuseIfTooLittle()).doesNotThrowAnyException();
    }

    @Test
    void where_the_system_tells_nothing_the_platform_may_try() {
        assertThatCode(() -> Memory.of(Stream.of()).refuseIfTooLittle()).doesNotThrowAnyException();
        assertThat(Memory.ofThisMachine().availableMb()).isPositive();
    }

    private static Stream<String> meminfo(long availableMb) {
        return Stream.of(
                "MemTotal:       24627500 kB",
                "MemFree:          100000 kB",
                "MemAvailable:   " + availableMb * 1024 + " kB",
                "Buffers:               0 kB");
    }
}
