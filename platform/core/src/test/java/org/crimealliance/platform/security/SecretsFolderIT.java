package org.crimealliance.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What every process of the platform takes for its secrets, by the settings that they all import. */
class SecretsFolderIT {

    @TempDir
    Path folder;

    @Test
    void each_file_of_the_folder_is_a_secret() throws IOException {
        Files.writeString(folder.resolve("link-secret"), "hush");
        try (ConfigurableApplicationContext process = started(folder.toString())) {
            assertThat(process.getEnvironment().getProperty("link-secret")).isEqualTo("hush");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void an_empty_name_is_no_folder_and_never_the_machine_s_root(String empty) {
        try (ConfigurableApplicationContext process = started(empty)) {
            assertThat(process.getEnvironment().getPropertySources().stream().map(PropertySource::getName))
                    .noneMatch(name -> name.contains("Config tree '/'"));
            assertThat(process.getEnvironment().getProperty("etc.hostname")).isNull();
        }
    }

    private static ConfigurableApplicationContext started(String secrets) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", Map.of("ALLIANCE_SECRETS", secrets)));
        SpringApplication process = new SpringApplication(SecretsFolderIT.class);
        process.setEnvironment(environment);
        process.setWebApplicationType(WebApplicationType.NONE);
        return process.run("--spring.config.name=alliance-defaults", "--spring.main.keep-alive=false");
    }
}
