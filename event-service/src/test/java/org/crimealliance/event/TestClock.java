package org.crimealliance.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A clock that goes on from where the test puts it. */
@TestConfiguration
public class TestClock {

    private static final AtomicReference<Duration> OFFSET = new AtomicReference<>(Duration.ZERO);

    public static void set(String instant) {
        OFFSET.set(Duration.between(Instant.now(), Instant.parse(instant)));
    }

    public static void add(Duration more) {
        OFFSET.updateAndGet(offset -> offset.plus(more));
    }

    @Bean
    Clock clock() {
        return Clock.tick(new Shifted(ZoneOffset.UTC), Duration.ofMillis(1));
    }

    private static final class Shifted extends Clock {

        private final ZoneId zone;

        Shifted(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Shifted(other);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(OFFSET.get());
        }
    }
}
