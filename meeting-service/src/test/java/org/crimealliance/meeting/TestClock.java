package org.crimealliance.meeting;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A clock that stands where the test puts it. */
@TestConfiguration
public class TestClock {

    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2020-10-01T08:00:00Z"));

    public static void set(String instant) {
        NOW.set(Instant.parse(instant));
    }

    @Bean
    Clock clock() {
        return new Standing(ZoneOffset.UTC);
    }

    private static final class Standing extends Clock {

        private final ZoneId zone;

        Standing(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Standing(other);
        }

        @Override
        public Instant instant() {
            return NOW.get();
        }
    }
}
