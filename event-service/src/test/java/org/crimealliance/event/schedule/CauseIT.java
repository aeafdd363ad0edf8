package org.crimealliance.event.schedule;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.crimealliance.event.Api;
import org.crimealliance.event.Applications;
import org.crimealliance.event.EventServiceTest;
import org.crimealliance.event.Topics;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.schedule.Schedule.Waiting;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What is done later is done in the name of who caused it. */
@EventServiceTest
class CauseIT {

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    @Autowired
    Schedules schedules;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Clock clock;

    @Test
    void who_declines_by_a_link_causes_the_promotion_of_the_next() {
        String congress = asked("declined");
        List<Topics.Event> requests = topics.facts("reconfirmation-requested", id(congress));
        requests.forEach(request -> answer(request, "reconfirm"));
        select(congress, requests);
        answer(requests.get(0), "decline");
        await().atMost(30, SECONDS)
                .until(() ->
                        topics.facts("ancillary-meeting-promoted", id(congress)).size() == 1);
        Provenance declined = topics.facts("ancillary-meeting-declined", id(congress))
                .getFirst()
                .cause();
        assertThat(declined.actor()).isEqualTo("link:reconfirm");
        assertThat(topics.facts("ancillary-meeting-promoted", id(congress))
                        .getFirst()
                        .cause())
                .isEqualTo(declined);
    }

    @Test
    void a_promotion_that_a_crash_left_untold_is_told_in_the_name_of_its_cause() {
        String congress = asked("died");
        List<Topics.Event> requests = topics.facts("reconfirmation-requested", id(congress));
        requests.forEach(request -> answer(request, "reconfirm"));
        select(congress, requests);
        Provenance withdrawal = new Provenance("congress-manager", "the withdrawal");
        Facts facts = schedules.facts(id(congress));
        schedules
                .store()
                .change(
                        Schedules.idOf(id(congress)),
                        schedule -> Outcome.done(Change.to(ReleasePlace.of(
                                schedule, requests.get(0).subject(), facts, clock.instant(), withdrawal))))
                .orThrow(); // and dies
        await().atMost(30, SECONDS)
                .until(() ->
                        topics.facts("ancillary-meeting-promoted", id(congress)).size() == 1);
        assertThat(topics.facts("ancillary-meeting-promoted", id(congress))
                        .getFirst()
                        .cause())
                .isEqualTo(withdrawal);
    }

    @Test
    void a_schedule_is_made_in_the_name_of_who_ordered_it() {
        String congress = asked("ordered");
        List<Topics.Event> requests = topics.facts("reconfirmation-requested", id(congress));
        requests.forEach(request -> answer(request, "reconfirm"));
        select(congress, requests);
        api.post(congress + "/schedule", Map.of()).expect(202);
        await().atMost(60, SECONDS)
                .until(() -> api.get(congress + "/schedule").text("/state").equals("ready"));
        Document job = mongo.getCollection("scheduleJobs")
                .find(new Document("_id", id(congress)))
                .first();
        assertThat(job).isNotNull();
        assertThat(job.get("cause", Document.class).getString("actor")).isEqualTo("congress-manager");
    }

    @Test
    void the_deadline_lets_the_silent_expire_whoever_started_the_campaign_or_asks_for_the_selection() {
        String congress = asked("silent");
        assertThat(topics.facts("reconfirmation-requested", id(congress)))
                .allMatch(request -> request.cause().actor().equals("congress-manager"));
        TestClock.runFrom("2021-01-25T12:00:00Z");
        api.post(congress + "/selection", Map.of()).expect(200);
        await().until(() ->
                topics.facts("ancillary-meeting-expired", id(congress)).size() == 3);
        assertThat(topics.facts("ancillary-meeting-expired", id(congress)))
                .extracting(Topics.Event::cause)
                .containsOnly(topics.facts("ancillary-meeting-expired", id(congress))
                        .getFirst()
                        .cause())
                .allMatch(cause -> cause.actor().equals("rule:reconfirmation-deadline"));
    }

    /** A congress of three meetings whose organisers are asked to reconfirm. */
    private String asked(String key) {
        TestClock.runFrom("2020-12-14T09:00:00Z");
        String congress = api.kyoto("cause-" + key, 10);
        api.upload(congress + "/ancillary-imports", Applications.csv(3, 0, 5)).expect(200);
        String campaign = api.post(congress + "/campaigns", Map.of("deadline", "2021-01-25T12:00:00Z"))
                .expect(201)
                .text("/campaignId");
        api.post("/api/congress/campaigns/" + campaign + "/start", Map.of()).expect(202);
        await().until(() ->
                topics.facts("reconfirmation-requested", id(congress)).size() == 3);
        return congress;
    }

    /** Two have a place to come, the third waits. */
    private void select(String congress, List<Topics.Event> requests) {
        schedules
                .select(
                        id(congress),
                        "selection",
                        requests.stream().limit(2).map(Topics.Event::subject).toList(),
                        List.of(new Waiting(requests.get(2).subject(), Mode.HYBRID)))
                .orThrow();
    }

    private void answer(Topics.Event request, String answer) {
        String url = TestLinks.open(request.text("/answerUrl"));
        api.publicPost(
                        "/api/congress/reconfirmations/" + url.substring(url.lastIndexOf('/') + 1),
                        Map.of("answer", answer))
                .expect(200);
    }

    private static String id(String congress) {
        return congress.substring(congress.lastIndexOf('/') + 1);
    }
}
