package org.crimealliance.platform.time;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The one clock of a service. It ticks in milliseconds, because that is what the store keeps. */
@AutoConfiguration
public class ClockConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock(@Value("${alliance.clock-file:}") String file) {
        Clock base = file.isBlank() ? Clock.systemUTC() : new FileClock(Path.of(file), ZoneOffset.UTC);
        return Clock.tick(base, Duration.ofMillis(1));
    }
}
