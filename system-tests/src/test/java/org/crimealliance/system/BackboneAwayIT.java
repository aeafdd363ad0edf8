package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.crimealliance.demo.StoredAggregates;
import org.crimealliance.system.TestPlatform.Answer;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.Test;

/** What the platform stands on goes away and comes back. */
@SystemTest
class BackboneAwayIT {

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void commands_go_on_while_the_broker_is_away_for_a_minute_and_events_follow() {
        platform.mayTakeAway("broker");
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
    void mail_that_nobody_takes_or_that_is_refused_waits_and_a_slow_server_gets_it_once() throws Exception {
        platform.mayTakeAway("mail");
        platform.settled();
        List<Applicant> applicants = new ArrayList<>();
        platform.stack.stop("mail");
        for (int i = 0; i < 5; i++) {
            Applicant applicant = platform.applicant();
            platform.submit(applicant);
            applicants.add(applicant);
        }
        try (StoredAggregates stores = new StoredAggregates(platform.stack.mongoUri())) {
            await().atMost(Duration.ofSeconds(60)).until(() -> stores.unsent() == 0);
        }
        // each so long that it was tried
        passes(Duration.ofSeconds(10));
        Path refuses = platform.folder.resolve("mail.refuses");
        Path slow = platform.folder.resolve("mail.slow");
        Files.createFile(refuses);
        platform.stack.start("mail");
        passes(Duration.ofSeconds(10));
        assertThat(applicants)
                .allSatisfy(applicant ->
                        assertThat(platform.mailsTo(applicant.email())).isZero());
        Files.writeString(slow, "3000");
        Files.delete(refuses);

        await().atMost(Duration.ofSeconds(150))
                .untilAsserted(() -> assertThat(applicants)
                        .allSatisfy(applicant ->
                                assertThat(platform.mailsTo(applicant.email())).isEqualTo(1)));
        Files.delete(slow);
        platform.settled();
        assertThat(applicants)
                .allSatisfy(applicant ->
                        assertThat(platform.mailsTo(applicant.email())).isEqualTo(1));
    }

    private static void passes(Duration time) {
        Instant end = Instant.now().plus(time);
        await().atMost(Duration.ofSeconds(60)).until(() -> Instant.now().isAfter(end));
    }

    @Test
    void without_the_store_a_command_is_refused_with_503_and_nothing_is_half_done() throws Exception {
        platform.mayTakeAway("store");
        Applicant refused = platform.applicant();
        Applicant patient = platform.applicant();
        platform.stack.stop("store");
        Instant back = Instant.now().plusSeconds(30);

        Answer answer = platform.once(refused);
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.retryAfter()).isPresent();
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
}
