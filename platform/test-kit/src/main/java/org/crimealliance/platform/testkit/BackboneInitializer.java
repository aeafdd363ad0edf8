package org.crimealliance.platform.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Points a service under test at the {@link Backbone}: a database of its own, tokens of {@link TestTokens}, links sealed for
 * {@link TestLinks}, keys of persons for {@link TestPersons}. Use it by
 * {@link ServiceTest}.
 */
public final class BackboneInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String STORES_CLIENT =
            "org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a busy machine is no failure
        LogWatch.listen();
        Backbone backbone = Backbone.get();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "backbone",
                        Map.of(
                                "spring.mongodb.uri", backbone.mongoUri(),
                                "spring.mongodb.database",
                                        "test-" + UUID.randomUUID().toString().substring(0, 8),
                                "spring.kafka.bootstrap-servers", backbone.kafka(),
                                "spring.security.oauth2.resourceserver.jwt.issuer-uri", TestTokens.ISSUER,
                                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri", TestTokens.jwksUri(),
                                "alliance.mail-public-key", TestLinks.publicKey(),
                                "alliance.mail-private-key", TestLinks.privateKey(),
                                "alliance.person-secret", TestPersons.SECRET)));
        if (ClassUtils.isPresent(STORES_CLIENT, null) && context instanceof GenericApplicationContext registry) {
            WatchedClient.in(registry);
        }
    }
}
