package org.crimealliance.platform.time;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The two clocks of a service: the domain's, which may be set, and the machine's, which it runs on. */
@AutoConfiguration
public class ClockConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ClockConfiguration.class);

    @Bean
    MachineClock machineClock(@Value("${alliance.machine-clock-offset:PT0S}") Duration offset) {
        if (!offset.isZero()) {
            LOG.warn("this process takes its machine's time for {} wrong", offset);
        }
        return MachineClock.ofThisMachine().shiftedBy(offset);
    }

    /** It ticks in milliseconds, because that is what the store keeps. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock(MachineClock machine, @Value("${alliance.clock-file:}") String file) {
        Clock base = file.isBlank()
                ? machine.withZone(ZoneOffset.UTC)
                : new FileClock(Path.of(file), machine, ZoneOffset.UTC);
        return Clock.tick(base, Duration.ofMillis(1));
    }
}
