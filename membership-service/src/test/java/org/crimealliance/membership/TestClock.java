package org.crimealliance.membership;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that the test sets. */
public final class TestClock extends Clock {

    private volatile Instant now = Instant.parse("2020-11-16T09:00:00Z");

    @TestConfiguration
    public static class Beans {
        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock();
        }
    }

    public void set(String instant) {
        now = Instant.parse(instant);
    }

    public LocalDate today() {
        return LocalDate.ofInstant(now, ZoneId.of("Europe/Vienna"));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
