package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crimealliance.system.TestPlatform.text;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crimealliance.demo.Api;
import org.crimealliance.demo.EventLog;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Application, Board decision, admission, invoice, mails: through every service, by events alone. */
@SystemTest
class AdmissionJourneyIT {

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void an_application_becomes_a_member_with_an_invoice_by_the_boards_vote_alone() {
        Instant start = platform.stack.clock().now().plus(Duration.ofDays(20));
        String meeting = platform.boardMeeting(start);
        Applicant applicant = platform.applicant();
        String submitted = "submitted-" + UUID.randomUUID();
        String membership = platform.submit(applicant);
        platform.confirm(platform.api.correlated(submitted), applicant, membership);

        String path = "/api/meetings/" + meeting;
        String item = platform.agendaItem(meeting, membership);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(platform.mailsTo(applicant.email())).isEqualTo(2));

        List<JsonNode> present = platform.board().subList(0, 5);
        platform.hold(meeting, start, present);
        String decided = "decided-" + UUID.randomUUID();
        Api chair = platform.api.correlated(decided);
        String ballot = path + "/ballots/"
                + text(
                        chair.post(
                                "chair",
                                path + "/ballots",
                                Map.of(
                                        "itemId",
                                        item,
                                        "question",
                                        "Admit " + applicant.name() + "?",
                                        "motion",
                                        "admit",
                                        "majority",
                                        "simple",
                                        "secret",
                                        false)),
                        "ballotId");
        for (JsonNode officer : present) {
            platform.api.post(
                    "chair", ballot + "/votes", Map.of("voterId", text(officer, "officeId"), "choice", "yes"));
        }
        JsonNode result = chair.post("chair", ballot + "/closing", Map.of());
        assertThat(text(result, "result")).isEqualTo("passed");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                platform.api.all("treasurer", "/api/membership/invoices?membershipId=" + membership))
                        .hasSize(1));
        // link, confirmation, welcome, invoice
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(platform.mailsTo(applicant.email())).isGreaterThanOrEqualTo(4));
        assertThat(platform.mails.all().stream()
                        .filter(mail -> mail.to().equals(applicant.email()))
                        .filter(mail -> mail.attachments().stream().anyMatch(name -> name.endsWith(".pdf"))))
                .hasSize(1);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<EventLog.Event> events = EventLog.read(platform.stack.kafka());
            assertThat(typesOf(events, decided))
                    .contains(
                            "meeting.decision-taken.v1",
                            "membership.member-admitted.v1",
                            "membership.invoice-issued.v1",
                            "notification.mail-delivered.v1");
            assertThat(typesOf(events, submitted))
                    .contains("membership.application-submitted.v1", "notification.mail-delivered.v1");
        });
        platform.api.post("chair", path + "/closing", Map.of());
    }

    private static java.util.Set<String> typesOf(List<EventLog.Event> events, String correlation) {
        return events.stream()
                .filter(event -> event.correlationId().equals(correlation))
                .map(EventLog.Event::type)
                .collect(Collectors.toSet());
    }
}
