package org.crimealliance.platform.limit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Limits for a service that has the key of personal links, {@code alliance.link-secret}. */
@AutoConfiguration(afterName = "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@ConditionalOnProperty("alliance.link-secret")
public class RateLimitConfiguration {

    @Bean
    RateLimits rateLimits(MongoTemplate mongo, MachineClock machine, @Value("${alliance.link-secret}") String secret) {
        return new RateLimits(mongo, secret, machine);
    }

    @Bean
    ConfirmationMails confirmationMails(
            RateLimits limits,
            @Value("${alliance.confirmation-mails.per-recipient}") int perRecipient,
            @Value("${alliance.confirmation-mails.per-network}") int perNetwork,
            @Value("${alliance.confirmation-mails.in-all}") int inAll,
            MeterRegistry meters) {
        return new ConfirmationMails(limits, perRecipient, perNetwork, inAll, meters);
    }

    @Bean
    Sweeper rateLimitSweep(RateLimits limits) {
        return new Sweeper("rate-limits", Duration.ofMinutes(10), limits::sweep);
    }
}
