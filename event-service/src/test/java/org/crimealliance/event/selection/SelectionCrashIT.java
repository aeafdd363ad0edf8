package org.crimealliance.event.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crimealliance.event.Api;
import org.crimealliance.event.Applications;
import org.crimealliance.event.EventServiceTest;
import org.crimealliance.event.Topics;
import org.crimealliance.event.ancillary.AncillaryMeetings;
import org.crimealliance.event.campaign.RunCampaigns;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.selection.Selection.Decision;
import org.crimealliance.platform.testkit.LargestDocument;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Processes that die between the steps of a selection: the reasons of what counts are never lost. */
@EventServiceTest
class SelectionCrashIT {

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    @Autowired
    SelectMeetings selectMeetings;

    @Autowired
    RunCampaigns campaigns;

    @Autowired
    Congresses congresses;

    @Autowired
    AncillaryMeetings meetings;

    @Autowired
    MongoTemplate mongo;

    @Test
    void reasons_that_no_schedule_took_do_not_count_and_the_selection_is_made_again() {
        String congress = reconfirmed("dies-first");
        selectMeetings.keep(id(congress), decisions(id(congress))); // and dies
        api.get(congress + "/selection").expect(404);
        api.post(congress + "/schedule", Map.of()).expect(409);
        var made = api.post(congress + "/selection", Map.of()).expect(200);
        assertThat(api.get(congress + "/selection").expect(200).text()).isEqualTo(made.text());
    }

    @Test
    void a_selection_that_the_schedule_took_has_its_reasons_whoever_died_then() {
        String congress = reconfirmed("dies-last");
        List<Decision> decisions = decisions(id(congress));
        selectMeetings
                .take(id(congress), selectMeetings.keep(id(congress), decisions), decisions)
                .orThrow(); // and dies
        placed(congress);
        assertThat(api.post(congress + "/selection", Map.of()).expect(409).code())
                .isEqualTo("already-placed");
        var selection = api.get(congress + "/selection").expect(200);
        assertThat(selection.number("/selected")).isEqualTo(4);
        assertThat(selection.body().at("/reasons"))
                .hasSize(6)
                .allSatisfy(
                        reason -> assertThat(reason.at("/reason").asString()).isNotBlank());
    }

    @Test
    void reasons_written_too_late_do_not_replace_those_that_count() {
        String congress = reconfirmed("too-late");
        List<Decision> before = decisions(id(congress));
        String meeting = before.getFirst().ancillaryMeetingId();
        api.post(congress + "/ancillary-meetings/" + meeting + "/withdrawal", Map.of("reason", "ill"))
                .expect(200);
        var counts = api.post(congress + "/selection", Map.of()).expect(200);
        selectMeetings.keep(id(congress), before); // decided before the withdrawal, by another instance
        assertThat(api.get(congress + "/selection").expect(200).text()).isEqualTo(counts.text());
        assertThat(counts.number("/selected")).isEqualTo(3);
    }

    @Test
    void ten_thousand_decisions_are_ten_thousand_small_documents() {
        List<Decision> many = IntStream.range(0, 10_000)
                .mapToObj(i -> new Decision(
                        "m" + i,
                        "AM-" + i,
                        "長".repeat(500),
                        Mode.HYBRID,
                        Selection.Result.NOT_RECONFIRMED,
                        null,
                        null,
                        "No answer."))
                .toList();
        String selection = selectMeetings.keep("large", many);
        selectMeetings.keep("large", many); // again: the same
        selectMeetings.take("large", selection, many).orThrow();
        assertThat(selectMeetings.find("large")).contains(many);
        // the plan of another test's 160 meetings is larger, and is no matter of this one
        assertThat(LargestDocument.of(mongo.getDb(), "selection").bytes())
                .isPositive()
                .isLessThan(64 * 1024);
    }

    /** A congress of six meetings: four reconfirmed, two silent, and the deadline has passed. */
    private String reconfirmed(String key) {
        TestClock.runFrom("2020-12-14T09:00:00Z");
        String congress = api.kyoto(key, 10);
        api.upload(congress + "/ancillary-imports", Applications.csv(6, 0, 5)).expect(200);
        String campaign = api.post(congress + "/campaigns", Map.of("deadline", "2021-01-25T12:00:00Z"))
                .expect(201)
                .text("/campaignId");
        api.post("/api/congress/campaigns/" + campaign + "/start", Map.of()).expect(202);
        await().until(() ->
                topics.facts("reconfirmation-requested", id(congress)).size() == 6);
        topics.facts("reconfirmation-requested", id(congress)).stream().limit(4).forEach(request -> {
            String url = TestLinks.open(request.text("/answerUrl"));
            api.publicPost(
                            "/api/congress/reconfirmations/" + url.substring(url.lastIndexOf('/') + 1),
                            Map.of("answer", "reconfirm"))
                    .expect(200);
        });
        TestClock.runFrom("2021-01-25T12:00:00Z");
        await().until(() ->
                api.get("/api/congress/campaigns/" + campaign).text("/state").equals("closed"));
        return congress;
    }

    private List<Decision> decisions(String congressId) {
        Instant deadline = campaigns.settle(congressId).orThrow().deadline();
        return SelectMeetings.decide(congresses.get(congressId).grid(), meetings.ofCongress(congressId), deadline);
    }

    private void placed(String congress) {
        api.post(congress + "/schedule", Map.of()).expect(202);
        await().atMost(java.time.Duration.ofSeconds(60))
                .until(() -> api.get(congress + "/schedule").text("/state").equals("ready"));
    }

    private static String id(String congress) {
        return congress.substring(congress.lastIndexOf('/') + 1);
    }
}
