package org.crimealliance.platform.topic;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/** A service's topics, looked at when it starts and every minute from then on. */
@AutoConfiguration(afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@EnableConfigurationProperties(TopicSettings.class)
public class TopicConfiguration {

    @Bean
    Topics neededTopics(KafkaAdmin admin, TopicSettings settings, ObjectProvider<NeededTopics> needed) {
        return new Topics(
                admin.getConfigurationProperties(), settings, needed.stream().toList());
    }

    @Bean
    Sweeper topicSettingsSweeper(Topics topics) {
        return new Sweeper("topic-settings", Duration.ofMinutes(1), topics::verify);
    }

    @Bean
    HealthIndicator topicSettingsHealth(Topics topics) {
        return () -> {
            Map<String, String> wrong = topics.wrong();
            return wrong.isEmpty()
                    ? Health.up().build()
                    : Health.down().withDetails(wrong).build();
        };
    }

    @Bean
    MeterBinder topicSettingsMetrics(Topics topics) {
        return registry -> Gauge.builder(
                        "alliance.topics.wrong", () -> topics.wrong().size())
                .description("Topics that are not as the settings say")
                .register(registry);
    }
}
