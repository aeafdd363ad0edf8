package org.crimealliance.identity.token;

import java.time.Duration;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What has run out goes: the store has no expiry of its own here. */
@Configuration(proxyBeanMethods = false)
class TokenSweeps {

    private static final Duration EVERY = Duration.ofMinutes(10);

    @Bean
    Sweeper authorizationSweeper(StoredAuthorizations authorizations) {
        return new Sweeper("authorizations", EVERY, authorizations::declareIndexes, authorizations::sweep);
    }
}
