package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCredential;
import com.mongodb.client.MongoClient;
import com.mongodb.client.internal.MongoClientImpl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.crimealliance.platform.security.StoreSignIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.core.ProducerFactory;

/** Who a service says to be at store and brokers. The backbone's store has nobody to log in to: what the client would say is looked at. */
class SignInIT {

    @TempDir
    Path secrets;

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    MongoAutoConfiguration.class,
                    KafkaAutoConfiguration.class,
                    StoreSignIn.class));

    @Test
    void its_passwords_come_from_files_and_are_its_own() throws Exception {
        Files.writeString(secrets.resolve("mongodb-password"), "of the store\n");
        Files.writeString(secrets.resolve("kafka-password"), "of the brokers\n");
        service.withPropertyValues(
                        "spring.application.name=signed-service",
                        "ALLIANCE_SECRETS=" + secrets,
                        "ALLIANCE_MONGODB_URI=mongodb://127.0.0.1:1/",
                        "ALLIANCE_MONGODB_USER=signed",
                        "ALLIANCE_KAFKA_PROTOCOL=SASL_SSL")
                .run(context -> {
                    MongoCredential credential = credential(context.getBean(MongoClient.class));
                    assertThat(credential).isNotNull();
                    assertThat(credential.getUserName()).isEqualTo("signed");
                    assertThat(credential.getSource()).isEqualTo("admin");
                    assertThat(credential.getPassword()).isEqualTo("of the store".toCharArray());
                    Map<String, Object> kafka =
                            context.getBean(ProducerFactory.class).getConfigurationProperties();
                    assertThat(kafka)
                            .containsEntry("security.protocol", "SASL_SSL")
                            .containsEntry("sasl.mechanism", "PLAIN");
                    assertThat(kafka.get("sasl.jaas.config").toString())
                            .contains("username=\"signed-service\" password=\"of the brokers\";");
                });
    }

    @Test
    void without_a_name_it_is_nobody_and_in_the_open() {
        service.withPropertyValues("ALLIANCE_MONGODB_URI=mongodb://127.0.0.1:1/")
                .run(context -> {
                    assertThat(credential(context.getBean(MongoClient.class))).isNull();
                    Map<String, Object> kafka =
                            context.getBean(ProducerFactory.class).getConfigurationProperties();
                    assertThat(kafka).containsEntry("security.protocol", "PLAINTEXT");
                });
    }

    private static MongoCredential credential(MongoClient client) {
        return ((MongoClientImpl) client).getSettings().getCredential();
    }
}
