package org.crimealliance.platform.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The domain's clock, where the test puts it. Import it; {@code alliance.test.now} is where it stands at first. */
@TestConfiguration(proxyBeanMethods = false)
public class TestClock {

    private static final AtomicReference<InstantSource> TIME = new AtomicReference<>(InstantSource.system());

    /** Stands still at this moment. */
    public static void stopAt(String instant) {
        Instant moment = Instant.parse(instant);
        TIME.set(() -> moment);
    }

    /** Goes on from this moment at the machine's pace. */
    public static void runFrom(String instant) {
        TIME.set(InstantSource.offset(InstantSource.system(), Duration.between(Instant.now(), Instant.parse(instant))));
    }

    public static void add(Duration more) {
        TIME.updateAndGet(time -> InstantSource.offset(time, more));
    }

    @Bean
    Clock clock(@Value("${alliance.test.now:}") String now) {
        if (!now.isEmpty()) {
            stopAt(now);
        }
        InstantSource time = () -> TIME.get().instant();
        return Clock.tick(time.withZone(ZoneOffset.UTC), Duration.ofMillis(1));
    }
}
