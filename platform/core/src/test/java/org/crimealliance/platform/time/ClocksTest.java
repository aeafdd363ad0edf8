package org.crimealliance.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ClocksTest {

    private final ApplicationContextRunner process = new ApplicationContextRunner()
            .withInitializer(context ->
                    context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance()))
            .withUserConfiguration(ClockConfiguration.class);

    @Test
    void a_process_can_be_two_minutes_ahead_of_the_others_with_both_its_clocks() {
        process.withPropertyValues("alliance.machine-clock-offset=PT2M").run(context -> {
            Instant ahead = Instant.now().plus(Duration.ofMinutes(2));
            assertThat(context.getBean(MachineClock.class).instant()).isCloseTo(ahead, within(5, ChronoUnit.SECONDS));
            assertThat(context.getBean(Clock.class).instant()).isCloseTo(ahead, within(5, ChronoUnit.SECONDS));
        });
    }

    @Test
    void a_process_is_right_unless_told_otherwise() {
        process.run(context -> assertThat(context.getBean(MachineClock.class).instant())
                .isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS)));
    }
}
