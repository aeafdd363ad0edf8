package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crimealliance.platform.testkit.BackboneInitializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** As it starts in production: secrets from files, none of them a default, nobody in it. */
class OutsideTheLocalStackIT {

    @TempDir
    Path secrets;

    @BeforeEach
    void demo_accounts_lie_about() throws IOException {
        Files.writeString(
                secrets.resolve("demo-passwords.json"),
                "{\"chair\":{\"email\":\"chair@example.org\",\"password\":\"correct horse battery staple\"}}");
    }

    @Test
    void there_are_no_accounts_and_no_client_that_may_ask_for_a_role() throws IOException {
        Files.writeString(secrets.resolve("portal-client"), "p".repeat(44) + "\n");
        Files.writeString(secrets.resolve("signing-keys"), "s".repeat(44) + "\n");
        try (ConfigurableApplicationContext identity = start()) {
            assertThat(identity.getBean(MongoTemplate.class)
                            .getCollection("accounts")
                            .countDocuments())
                    .isZero();
            RegisteredClientRepository clients = identity.getBean(RegisteredClientRepository.class);
            assertThat(clients.findByClientId("board-portal")).isNotNull();
            assertThat(clients.findByClientId("local-stack")).isNull();
        }
        assertThat(secrets.resolve("local-stack-client")).doesNotExist();
    }

    @Test
    void it_does_not_start_without_a_secret_and_says_which() throws IOException {
        Files.writeString(secrets.resolve("portal-client"), "p".repeat(44));
        assertThatThrownBy(this::start).rootCause().hasMessageContaining("ALLIANCE_SIGNING_KEYS_SECRET");
        Files.writeString(secrets.resolve("signing-keys"), "too short");
        assertThatThrownBy(this::start).rootCause().hasMessageContaining("at least 32 characters");
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(IdentityApplication.class)
                .initializers(new BackboneInitializer())
                .run("--server.port=0", "--alliance.identity.secrets=" + secrets);
    }
}
