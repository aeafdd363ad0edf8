package org.crimealliance.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every service checks each token by itself. Extended by a test of each. */
public abstract class TokensAreChecked {

    private static final String TOPIC = "identity.events.v1";
    private static final int PARTITIONS = 6;

    @LocalServerPort
    int port;

    @Test
    void a_token_with_anything_wrong_is_refused() {
        assertThat(status(TestTokens.sign(
                        TestTokens.claims("chair").issuer(issuer()).build(), key())))
                .isNotEqualTo(401);
        TestTokens.wrong(issuer(), key())
                .forEach((wrong, token) -> assertThat(status(token)).as(wrong).isEqualTo(401));
    }

    @Test
    void a_token_whose_access_was_revoked_is_refused_and_one_given_afterwards_is_not() throws Exception {
        String officer = UUID.randomUUID().toString();
        Instant revoked = Instant.now();
        String before = token(officer, revoked.minusMillis(1));
        assertThat(status(before)).isNotEqualTo(401);
        revoke(officer, revoked);
        await().untilAsserted(() -> assertThat(status(before)).isEqualTo(401));
        assertThat(status(token(officer, revoked))).isNotEqualTo(401);
    }

    /** Whom the service believes. */
    protected String issuer() {
        return TestTokens.ISSUER;
    }

    /** What the issuer signs with. */
    protected RSAKey key() {
        return TestTokens.key();
    }

    private String token(String subject, Instant accessFrom) {
        return TestTokens.sign(
                TestTokens.claims("chair")
                        .issuer(issuer())
                        .subject(subject)
                        .claim("access_from", accessFrom.toEpochMilli())
                        .build(),
                key());
    }

    /** As identity does. */
    private static void revoke(String subject, Instant from) throws Exception {
        String type = "identity.access-revoked.v1";
        String data = "{\"subject\":\"%s\",\"from\":\"%s\",\"reason\":\"role-ended\"}".formatted(subject, from);
        Contracts.validate(type, data);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Backbone.get().kafka());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> message = new ProducerRecord<>(TOPIC, subject, data);
            message.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            producer.send(message).get(60, TimeUnit.SECONDS);
        }
    }

    /** A bearer's token is looked at before the address is. */
    private int status(String token) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/any"))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
