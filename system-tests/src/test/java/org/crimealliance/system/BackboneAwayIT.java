package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.crimealliance.demo.StoredAggregates;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the platform stands on goes away and comes back. */
@SystemTest
class BackboneAwayIT {

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void commands_go_on_while_the_broker_is_away_for_a_minute_and_events_follow() {
        List<Applicant> applicants = new ArrayList<>();
        platform.settled();
        platform.stack.stop("broker");
        Instant back = Instant.now().plusSeconds(60);
        await().pollInterval(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(120))
                .until(() -> {
                    Applicant applicant = platform.applicant();
                    platform.submit(applicant);
                    applicants.add(applicant);
                    return Instant.now().isAfter(back);
                });
        try (StoredAggregates stores = new StoredAggregates(platform.stack.mongoUri())) {
            assertThat(stores.unsent()).isEqualTo(applicants.size());
        }
        assertThat(applicants)
                .allSatisfy(applicant ->
                        assertThat(platform.mailsTo(applicant.email())).isZero());

        platform.stack.start("broker");

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(applicants)
                        .allSatisfy(applicant ->
                                assertThat(platform.mailsTo(applicant.email())).isEqualTo(1)));
    }

    @Test
    void without_the_store_a_command_is_refused_with_503_and_nothing_is_half_done() throws Exception {
        Applicant refused = platform.applicant();
        Applicant patient = platform.applicant();
        platform.stack.stop("store");
        Instant back = Instant.now().plusSeconds(30);

        HttpResponse<String> answer = once(refused);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        // this client tries again with the same Idempotency-Key until it is taken
        CompletableFuture<String> taken = CompletableFuture.supplyAsync(() -> platform.submit(patient));
        await().atMost(Duration.ofSeconds(60)).until(() -> Instant.now().isAfter(back));
        platform.stack.start("store");

        String membership = taken.get(120, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(
                        () -> assertThat(platform.mailsTo(patient.email())).isEqualTo(1));
        platform.confirm(platform.api, patient, membership);
        assertThat(platform.mailsTo(refused.email())).isZero();
        assertThat(platform.api.all("secretary", "/api/membership/applications?state=applied").stream()
                        .filter(application -> application.toString().contains(patient.name())))
                .hasSize(1);
    }

    private HttpResponse<String> once(Applicant applicant) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(platform.stack.gateway() + "/api/membership/applications"))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .timeout(Duration.ofSeconds(60))
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    JsonMapper.shared().writeValueAsString(applicant.form())))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
