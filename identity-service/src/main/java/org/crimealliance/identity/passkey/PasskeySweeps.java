package org.crimealliance.identity.passkey;

import java.time.Duration;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What has run out goes: the store has no expiry of its own here. */
@Configuration(proxyBeanMethods = false)
class PasskeySweeps {

    private static final Duration EVERY = Duration.ofMinutes(10);

    @Bean
    Sweeper passkeySweeper(Passkeys passkeys) {
        return new Sweeper("passkeys", EVERY, passkeys::declareIndexes, passkeys::sweep);
    }

    @Bean
    Sweeper passkeyChallengeSweeper(Challenges challenges) {
        return new Sweeper("passkey-challenges", EVERY, challenges::declareIndexes, challenges::sweep);
    }
}
