package org.crimealliance.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.crimealliance.platform.testkit.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The autumn of 2020 as the service plays it, through its API and real topics. */
@MeetingServiceTest
class DecemberIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    private final String run = UUID.randomUUID().toString().substring(0, 6);

    @BeforeEach
    void alone() {
        api.clearTheStage();
    }

    @Test
    void the_board_of_10_december_admits_six_and_defers_one() {
        TestClock.stopAt("2020-10-01T08:00:00Z");
        List<String> board =
                IntStream.rangeClosed(1, 9).mapToObj(i -> run + "-seat-" + i).toList();
        board.forEach(office -> topics.appoint(office, office.endsWith("1") ? "chair" : "board"));
        topics.appoint(run + "-auditor", "auditor");
        IntStream.rangeClosed(1, 80)
                .forEach(i -> topics.admitMember(run + "-m" + i, i > 62 ? "individual" : "ordinary"));
        String boardSeries = api.series("board-" + run, "board", "board");
        String informal = api.series("informal-" + run, "informal", "all-members");
        String december = api.meeting(boardSeries, "2020-12-10T16:00:00", "2020-12-10T18:00:00", false);
        String january = api.meeting(informal, "2021-01-14T15:30:00", "2021-01-14T17:00:00", true);

        TestClock.stopAt("2020-11-10T08:00:00Z");
        List<String> applicants =
                IntStream.rangeClosed(1, 7).mapToObj(i -> run + "-a" + i).toList();
        applicants.forEach(topics::apply);
        applicants.forEach(applicant -> topics.again(
                "application-submitted",
                applicant,
                Map.of(
                        "membershipId",
                        applicant,
                        "category",
                        "ordinary",
                        "name",
                        "Applicant " + applicant,
                        "country",
                        "KE")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(applications(december)).hasSize(7));

        await().atMost(SOON).untilAsserted(() -> {
            api.post("/api/meetings/" + january + "/invitations", null).expect(200);
            assertThat(api.get("/api/meetings/" + january + "/invitations").number("/counts/invited"))
                    .isEqualTo(80);
        });
        assertThat(api.post("/api/meetings/" + january + "/invitations", null).number("/invited"))
                .isZero();

        TestClock.stopAt("2020-12-10T15:05:00Z");
        api.post("/api/meetings/" + december + "/opening", null).expect(200);
        board.subList(0, 6).forEach(office -> present(december, office, null));
        List<JsonNode> items = applications(december);
        List<String> decisions = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String motion = i < 6 ? "admit" : "defer";
            Api.Answer opened = api.post(
                            "/api/meetings/" + december + "/ballots",
                            Map.of(
                                    "itemId",
                                    items.get(i).path("itemId").asString(),
                                    "question",
                                    "Shall the applicant be admitted?",
                                    "motion",
                                    motion,
                                    "majority",
                                    "simple",
                                    "secret",
                                    i == 0))
                    .expect(201);
            assertThat(opened.body().path("quorate").asBoolean()).isTrue();
            assertThat(opened.number("/present")).isEqualTo(6);
            assertThat(opened.number("/quorum")).isEqualTo(5);
            String ballot = "/api/meetings/" + december + "/ballots/" + opened.text("/ballotId");
            board.subList(0, 6)
                    .forEach(office -> api.post(
                                    ballot + "/votes",
                                    Map.of("voterId", office, "choice", office.endsWith("6") ? "no" : "yes"))
                            .expect(200));
            Api.Answer closed = api.post(ballot + "/closing", null).expect(200);
            assertThat(closed.text("/result")).isEqualTo("passed");
            assertThat(closed.number("/figures/yes")).isEqualTo(5);
            decisions.add(closed.text("/decisionId"));
            assertThat(api.post(ballot + "/closing", null).text("/decisionId")).isEqualTo(decisions.getLast());
        }
        api.post("/api/meetings/" + december + "/closing", null).expect(200);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(topics.facts("decision-taken", december)).hasSize(7));
        assertThat(topics.facts("decision-taken", december))
                .extracting(event -> event.data().path("kind").asString())
                .containsExactlyInAnyOrder("admit", "admit", "admit", "admit", "admit", "admit", "defer");

        // the deferred one goes on the next Board meeting, announced only now
        String next = api.meeting(boardSeries, "2021-01-21T16:00:00", "2021-01-21T18:00:00", false);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(applications(next))
                        .singleElement()
                        .satisfies(item -> assertThat(item.path("subjectId").asString())
                                .isEqualTo(items.get(6).path("subjectId").asString())));

        applicants.subList(0, 6).forEach(applicant -> topics.admitMember(applicant, "ordinary"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(api.get("/api/meetings/" + january + "/invitations")
                                .number("/counts/invited"))
                        .isEqualTo(86));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(topics.facts("invitation-extended", january)).hasSize(86));
    }

    @Test
    void the_eleventh_informal_meeting_of_2020_is_followed_by_the_first_of_2021() {
        TestClock.stopAt("2020-10-01T08:00:00Z");
        String informal = api.series("monthly-" + run, "informal", "all-members");
        for (int month = 1; month <= 10; month++) {
            String day = "2020-%02d-15".formatted(month);
            String earlier = api.meeting(informal, day + "T15:30:00", day + "T17:00:00", false);
            hold(earlier, month);
        }
        String eleventh = api.meeting(informal, "2020-12-07T15:30:00", "2020-12-07T17:00:00", true);
        String january = api.meeting(informal, "2021-01-14T15:30:00", "2021-01-14T17:00:00", true);
        assertThat(api.get("/api/meetings/" + eleventh).text("/label")).isEqualTo("11/2020");
        assertThat(api.get("/api/meetings/" + eleventh).body().has("number")).isFalse();
        assertThat(api.get("/api/meetings/" + january).text("/label")).isEqualTo("1/2021");
        assertThat(api.post("/api/meetings/" + eleventh + "/opening", null)
                        .expect(409)
                        .code())
                .isEqualTo("not-confirmed");
        assertThat(api.post("/api/meetings/" + eleventh + "/confirmation", null)
                        .expect(200)
                        .number("/sequence"))
                .isEqualTo(1);
        hold(eleventh, 11);
        assertThat(api.post("/api/meetings/" + eleventh + "/closing", null)
                        .expect(200)
                        .number("/number"))
                .isEqualTo(11);
        assertThat(api.get("/api/meetings/" + january).number("/next")).isEqualTo(1);
    }

    private void hold(String meeting, int number) {
        api.post("/api/meetings/" + meeting + "/opening", null).expect(200);
        assertThat(api.post("/api/meetings/" + meeting + "/closing", null)
                        .expect(200)
                        .number("/number"))
                .isEqualTo(number);
    }

    private void present(String meeting, String office, String arrived) {
        api.put(
                        "/api/meetings/" + meeting + "/attendance/" + office,
                        Map.of("name", "Officer " + office, "affiliation", "Alliance", "status", "present"))
                .expect(200);
    }

    private List<JsonNode> applications(String meeting) {
        return api.get("/api/meetings/" + meeting + "/agenda")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("kind").asString().equals("application"))
                .toList();
    }
}
