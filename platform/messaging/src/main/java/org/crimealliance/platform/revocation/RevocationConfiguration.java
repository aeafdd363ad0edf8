package org.crimealliance.platform.revocation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.crimealliance.platform.time.MachineClock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Every service with a topic refuses tokens whose access was revoked. */
@AutoConfiguration(afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
public class RevocationConfiguration {

    /** A validator among those that Spring Boot puts into the decoder of bearer tokens. */
    @Bean
    AccessRevocations accessRevocations() {
        return new AccessRevocations();
    }

    @Bean
    RevocationFeed revocationFeed(
            ConsumerFactory<String, String> consumers,
            AccessRevocations revocations,
            JsonMapper json,
            MachineClock machine,
            @Value("${spring.application.name}") String application) {
        return new RevocationFeed(consumers, revocations, json, machine, application);
    }

    @Bean
    MeterBinder revocationMetrics(AccessRevocations revocations, RevocationFeed feed) {
        return registry -> {
            Gauge.builder("alliance.access-revocations", revocations, AccessRevocations::size)
                    .description("Subjects whose tokens of the last hour are refused")
                    .register(registry);
            FunctionCounter.builder("alliance.access-revocations.restarts", feed, RevocationFeed::restarts)
                    .description("How often the reading of revocations failed and began again")
                    .register(registry);
        };
    }
}
