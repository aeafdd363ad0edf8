package org.crimealliance.identity.login;

import java.time.Duration;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What has run out goes: the store has no expiry of its own here. */
@Configuration(proxyBeanMethods = false)
class LoginSweeps {

    private static final Duration EVERY = Duration.ofMinutes(10);

    @Bean
    Sweeper loginLinkSweeper(LoginLinks links) {
        return new Sweeper("login-links", EVERY, links::sweep);
    }

    @Bean
    Sweeper sessionSweeper(Sessions sessions) {
        return new Sweeper("sessions", EVERY, sessions::declareIndexes, sessions::sweep);
    }

    @Bean
    Sweeper throttleSweeper(Throttle throttle) {
        return new Sweeper("attempts", EVERY, throttle::sweep);
    }

    @Bean
    Sweeper deviceSweeper(Devices devices) {
        return new Sweeper("devices", EVERY, devices::declareIndexes, devices::sweep);
    }
}
