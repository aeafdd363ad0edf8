package org.crimealliance.platform.security;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** An {@code ALLIANCE_SECRETS} that is set to nothing is not set: else every file of the machine would become a setting. */
final class SecretsFolder implements EnvironmentPostProcessor, Ordered {

    private static final String VARIABLE = "ALLIANCE_SECRETS";
    private static final String DEFAULT = "/run/secrets/alliance"; // as in alliance-defaults.yml

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String folder = environment.getProperty(VARIABLE);
        if (folder != null && folder.isBlank()) {
            environment.getPropertySources().addFirst(new MapPropertySource(VARIABLE, Map.of(VARIABLE, DEFAULT)));
        }
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1; // which reads the folder
    }
}
