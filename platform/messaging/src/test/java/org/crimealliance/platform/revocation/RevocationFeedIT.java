package org.crimealliance.platform.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.crimealliance.platform.testkit.Contracts;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestTokens;
import org.crimealliance.platform.topic.NeededTopics;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** A revocation told on the topic is known in every instance, also in one that starts afterwards. */
@ServiceTest
class RevocationFeedIT {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {

        @RestController
        static class Door {
            @GetMapping("/api/door")
            @PreAuthorize("hasRole('CHAIR')")
            String open() {
                return "open";
            }
        }

        @Bean
        NeededTopics identityTopic() {
            return NeededTopics.of(List.of(RevocationFeed.TOPIC));
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    KafkaTemplate<String, String> kafka;

    @Autowired
    ConsumerFactory<String, String> consumers;

    @Autowired
    JsonMapper json;

    private final String ada = UUID.randomUUID().toString();

    @Test
    void a_token_of_before_is_refused_and_one_of_after_is_not() throws Exception {
        Instant revoked = Instant.now();
        String before = token(revoked.minusMillis(1));
        assertThat(status(before)).isEqualTo(200);
        tell(ada, revoked);
        await().untilAsserted(() -> assertThat(status(before)).isEqualTo(401));
        assertThat(status(token(revoked))).isEqualTo(200);

        tell(ada, revoked); // delivered again
        tell(ada, revoked.minusSeconds(30)); // late
        String other = UUID.randomUUID().toString();
        tell(other, revoked);
        await().untilAsserted(() ->
                assertThat(status(token(other, revoked.minusMillis(1)))).isEqualTo(401));
        assertThat(status(token(revoked))).isEqualTo(200);
        assertThat(status(before)).isEqualTo(401);
    }

    @Test
    void every_instance_hears_of_it_and_a_new_one_knows_it_from_the_start() throws Exception {
        Instant revoked = Instant.now();
        AccessRevocations first = new AccessRevocations();
        AccessRevocations second = new AccessRevocations();
        RevocationFeed one = feed(first, InstantSource.system());
        RevocationFeed two = feed(second, InstantSource.system());
        one.start();
        two.start();
        try {
            int known = first.size();
            tell(ada, revoked);
            await().untilAsserted(() ->
                    assertThat(List.of(first.size(), second.size())).allMatch(size -> size > known));
        } finally {
            one.stop();
            two.stop();
        }
        AccessRevocations third = new AccessRevocations();
        RevocationFeed later = feed(third, InstantSource.system());
        later.start();
        later.stop();
        assertThat(third.size()).isEqualTo(first.size());
    }

    @Test
    void what_no_token_is_older_than_is_not_read_again() throws Exception {
        tell(ada, Instant.now());
        AccessRevocations muchLater = new AccessRevocations();
        RevocationFeed feed =
                feed(muchLater, () -> Instant.now().plus(AccessRevocations.KEPT).plusSeconds(60));
        feed.start();
        feed.stop();
        assertThat(muchLater.size()).isZero();
    }

    @Test
    void an_event_that_cannot_be_read_does_not_end_the_reading() throws Exception {
        send(ada, "{\"subject\":7,\"from\":\"yesterday\"}");
        send(ada, "{}");
        Instant revoked = Instant.now();
        tell(ada, revoked);
        await().untilAsserted(
                        () -> assertThat(status(token(revoked.minusMillis(1)))).isEqualTo(401));
    }

    @Test
    void the_example_of_the_contract_is_read() {
        RevocationFeed.Revoked read =
                json.readValue(Contracts.example(RevocationFeed.TYPE), RevocationFeed.Revoked.class);
        assertThat(read.from()).isEqualTo(Instant.parse("2020-12-11T09:30:00.250Z"));
        assertThat(read.subject()).isNotBlank();
    }

    private RevocationFeed feed(AccessRevocations revocations, InstantSource machine) {
        return new RevocationFeed(consumers, revocations, json, machine, "test-" + UUID.randomUUID());
    }

    private String token(Instant accessFrom) {
        return token(ada, accessFrom);
    }

    private static String token(String subject, Instant accessFrom) {
        return TestTokens.sign(TestTokens.claims("chair")
                .subject(subject)
                .issueTime(new Date())
                .claim(AccessRevocations.ACCESS_FROM, accessFrom.toEpochMilli())
                .build());
    }

    private void tell(String subject, Instant from) throws Exception {
        send(subject, json.writeValueAsString(Map.of("subject", subject, "from", from, "reason", "role-ended")));
    }

    private void send(String subject, String data) throws Exception {
        ProducerRecord<String, String> message = new ProducerRecord<>(RevocationFeed.TOPIC, subject, data);
        message.headers().add("ce_type", RevocationFeed.TYPE.getBytes(StandardCharsets.UTF_8));
        kafka.send(message).get(30, TimeUnit.SECONDS);
    }

    private int status(String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/door"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
