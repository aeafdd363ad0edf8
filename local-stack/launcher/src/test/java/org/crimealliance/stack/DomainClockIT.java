package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainClockIT {

    @TempDir
    Path folder;

    @Test
    void goes_on_from_the_moment_it_was_set_to() throws Exception {
        DomainClock clock = new DomainClock(folder.resolve("clock"));
        assertThat(clock.now()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        Instant october = Instant.parse("2020-10-01T08:00:00Z");
        clock.set(october);
        assertThat(clock.now()).isBetween(october, october.plusSeconds(5));
        assertThat(Duration.parse(Files.readString(folder.resolve("clock")))).isNegative();
        clock.reset();
        assertThat(clock.now()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void a_reader_never_sees_half_an_offset() throws Exception {
        DomainClock clock = new DomainClock(folder.resolve("clock"));
        clock.set(Instant.parse("2020-10-01T08:00:00Z"));
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int day = 1; day <= 300; day++) {
                clock.set(Instant.parse("2020-10-01T08:00:00Z").plus(day, ChronoUnit.DAYS));
            }
        });
        while (writer.isAlive()) {
            assertThat(clock.now()).isAfter(Instant.parse("2020-09-30T00:00:00Z"));
        }
        writer.join();
        assertThat(Files.list(folder)).containsExactly(folder.resolve("clock"));
    }
}
