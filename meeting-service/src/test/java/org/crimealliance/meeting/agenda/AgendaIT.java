package org.crimealliance.meeting.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crimealliance.meeting.Api;
import org.crimealliance.meeting.MeetingServiceTest;
import org.crimealliance.meeting.Topics;
import org.crimealliance.platform.testkit.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What comes onto agendas by itself, and off them. */
@MeetingServiceTest
class AgendaIT {

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
    void an_application_needs_seven_days_before_the_board_meets() {
        String series = api.series("a-" + run, "board", "board");
        String february = board(series, "2021-02-25");
        TestClock.stopAt("2021-02-10T12:00:00Z");
        topics.apply(run + "-early");
        TestClock.stopAt("2021-02-20T12:00:00Z");
        topics.apply(run + "-late");
        await().atMost(SOON).untilAsserted(() -> assertThat(subjects(february)).containsExactly(run + "-early"));
        String march = board(series, "2021-03-25");
        await().atMost(SOON).untilAsserted(() -> assertThat(subjects(march)).containsExactly(run + "-late"));
        assertThat(subjects(february)).containsExactly(run + "-early");
    }

    @Test
    void a_withdrawn_application_leaves_the_agenda_and_does_not_come_back() {
        TestClock.stopAt("2021-04-01T12:00:00Z");
        String series = api.series("w-" + run, "board", "board");
        String april = board(series, "2021-04-25");
        topics.apply(run + "-x");
        await().atMost(SOON).untilAsserted(() -> assertThat(subjects(april)).containsExactly(run + "-x"));
        topics.membership("application-withdrawn", run + "-x", Map.of("membershipId", run + "-x", "reason", "merged"));
        await().atMost(SOON).untilAsserted(() -> assertThat(subjects(april)).isEmpty());
        String may = board(series, "2021-05-25");
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(subjects(may)).isEmpty());
    }

    @Test
    void what_a_cancelled_meeting_had_goes_on_the_next_one() {
        TestClock.stopAt("2021-06-01T12:00:00Z");
        String series = api.series("c-" + run, "board", "board");
        String june = board(series, "2021-06-25");
        topics.apply(run + "-y");
        await().atMost(SOON).untilAsserted(() -> assertThat(subjects(june)).containsExactly(run + "-y"));
        api.post("/api/meetings/" + june + "/cancellation", Map.of("reason", "too few"))
                .expect(200);
        String july = board(series, "2021-07-25");
        await().atMost(SOON).untilAsserted(() -> assertThat(subjects(july)).containsExactly(run + "-y"));
    }

    @Test
    void items_that_were_not_reached_go_on_the_next_meeting_of_the_series_once() {
        TestClock.stopAt("2021-08-01T12:00:00Z");
        String series = api.series("n-" + run, "informal", "all-members");
        String august = api.meeting(series, "2021-08-25T15:00:00", "2021-08-25T16:00:00", false);
        String reached = item(august, "report", "Report of the Chair");
        String missed = item(august, "discussion", "Websites");
        String motion = item(august, "motion", "A motion without a ballot");
        api.post("/api/meetings/" + august + "/agenda/order", Map.of("itemIds", List.of(motion, missed, reached)))
                .expect(200);
        api.post("/api/meetings/" + august + "/agenda/" + missed + "/status", Map.of("status", "not-reached"))
                .expect(200);
        api.post("/api/meetings/" + august + "/opening", null).expect(200);
        api.post("/api/meetings/" + august + "/closing", null).expect(200);
        assertThat(api.post("/api/meetings/" + august + "/agenda", Map.of("kind", "report", "title", "late"))
                        .expect(409)
                        .code())
                .isEqualTo("meeting-held");
        String september = api.meeting(series, "2021-09-25T15:00:00", "2021-09-25T16:00:00", false);
        String october = api.meeting(series, "2021-10-25T15:00:00", "2021-10-25T16:00:00", false);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(titles(september))
                        .containsExactlyInAnyOrder("A motion without a ballot", "Websites"));
        assertThat(titles(october)).isEmpty();
        assertThat(titles(august)).containsExactly("A motion without a ballot", "Websites", "Report of the Chair");
    }

    private String board(String series, String day) {
        return api.meeting(series, day + "T16:00:00", day + "T18:00:00", false);
    }

    private String item(String meeting, String kind, String title) {
        return api.post("/api/meetings/" + meeting + "/agenda", Map.of("kind", kind, "title", title))
                .expect(201)
                .text("/itemId");
    }

    private List<String> subjects(String meeting) {
        return api.get("/api/meetings/" + meeting + "/agenda")
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("subjectId").asString(""))
                .filter(subject -> subject.startsWith(run))
                .toList();
    }

    private List<String> titles(String meeting) {
        return api.get("/api/meetings/" + meeting + "/agenda")
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("title").asString())
                .toList();
    }
}
