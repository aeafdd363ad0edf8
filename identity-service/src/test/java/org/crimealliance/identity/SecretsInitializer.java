package org.crimealliance.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** A folder of secrets for one test context. */
final class SecretsInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String TREASURER = "treasurer@alliance.example.org";
    static final String PASSWORD = "correct horse battery staple";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path folder = Files.createTempDirectory("secrets");
            Files.writeString(
                    folder.resolve("demo-passwords.json"),
                    "{\"treasurer\":{\"email\":\"" + TREASURER + "\",\"password\":\"" + PASSWORD + "\"}}");
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "secrets",
                            Map.of(
                                    "alliance.identity.secrets",
                                    folder.toString(),
                                    "alliance.identity.passkeys.domain",
                                    Authenticator.DOMAIN,
                                    "alliance.identity.passkeys.origins",
                                    Authenticator.ORIGIN)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
