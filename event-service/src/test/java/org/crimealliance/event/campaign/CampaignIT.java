package org.crimealliance.event.campaign;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.Map;
import org.crimealliance.event.Api;
import org.crimealliance.event.Applications;
import org.crimealliance.event.EventServiceTest;
import org.crimealliance.event.Topics;
import org.crimealliance.event.campaign.Campaign.Stage;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Reminders, bounces, extensions, and a start that is broken off. */
@EventServiceTest
class CampaignIT {

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    @Autowired
    Campaigns campaigns;

    @Autowired
    MongoTemplate mongo;

    @Test
    void reminders_bounces_expiry_and_extension() {
        TestClock.runFrom("2020-12-14T09:00:00Z");
        String congress = api.kyoto("campaign", 10);
        String congressId = congress.substring(congress.lastIndexOf('/') + 1);
        String campaign = started(congress, 6, "2021-01-25T12:00:00Z");
        String path = "/api/congress/campaigns/" + campaign;
        await().until(() -> topics.facts("reconfirmation-requested", congressId).size() == 6);
        List<Topics.Event> requests = topics.facts("reconfirmation-requested", congressId);
        api.publicPost(answer(requests.get(0)), Map.of("answer", "reconfirm")).expect(200);
        api.publicPost(answer(requests.get(1)), Map.of("answer", "decline")).expect(200);
        bounce(requests.get(2), 1);
        bounce(requests.get(2), 1);
        await().until(() -> api.get(path).number("/undeliverable") == 1);
        assertThat(api.get(path).text("/undeliverableMeetings/0/code"))
                .isEqualTo(requests.get(2).text("/code"));

        TestClock.runFrom("2021-01-18T12:00:00Z");
        await().until(() -> topics.facts("reconfirmation-reminded", congressId).size() == 3);
        TestClock.runFrom("2021-01-24T12:00:00Z");
        await().until(() -> topics.facts("reconfirmation-reminded", congressId).size() == 6);

        TestClock.runFrom("2021-01-25T12:00:00Z");
        await().until(() -> api.get(path).text("/state").equals("closed"));
        assertThat(api.get(path).number("/expired")).isEqualTo(3);
        assertThat(api.publicPost(answer(requests.get(3)), Map.of("answer", "reconfirm"))
                        .expect(409)
                        .code())
                .isEqualTo("deadline-passed");
        api.publicPost(answer(requests.get(0)), Map.of("answer", "reconfirm")).expect(200);

        api.post(path + "/extension", Map.of("deadline", "2021-01-20T12:00:00Z"))
                .expect(422);
        api.post(path + "/extension", Map.of("deadline", "2021-02-01T12:00:00Z"))
                .expect(200);
        assertThat(api.get(path).number("/silent")).isEqualTo(3);
        assertThat(api.get(path).number("/declined")).isEqualTo(1);
        await().until(() -> topics.facts("reconfirmation-reminded", congressId).size() >= 9);
        // the link of the first request still works
        api.publicPost(answer(requests.get(3)), Map.of("answer", "reconfirm")).expect(200);
        assertThat(api.get(path).number("/reconfirmed")).isEqualTo(2);
        assertThat(topics.facts("ancillary-meeting-expired", congressId)).hasSize(3);
    }

    @Test
    void a_start_that_was_broken_off_goes_on_and_asks_nobody_twice() {
        TestClock.runFrom("2020-12-14T09:00:00Z");
        String congress = api.kyoto("broken-off", 10);
        String congressId = congress.substring(congress.lastIndexOf('/') + 1);
        String campaign = started(congress, 20, "2021-01-25T12:00:00Z");
        await().until(() ->
                api.get("/api/congress/campaigns/" + campaign).text("/state").equals("running"));
        // as a process leaves it that dies with half of the requests sent: still starting, half of the meetings not
        // asked,
        // and a lease that nobody gives back
        List<String> asked = mongo.getCollection("ancillaryMeetings")
                .find(Filters.eq("state.dossier.congressId", congressId))
                .map(d -> d.getString("_id"))
                .into(new java.util.ArrayList<>())
                .subList(0, 10);
        asked.forEach(id -> mongo.getCollection("ancillaryMeetings")
                .updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(
                                Updates.set("state._class", "ancillary-accepted"), Updates.inc("version", 1L))));
        campaigns.moveTo(campaign, Stage.RUNNING, Stage.STARTING);
        await().atMost(30, SECONDS)
                .until(() -> api.get("/api/congress/campaigns/" + campaign)
                        .text("/state")
                        .equals("running"));
        await().until(() -> topics.facts("reconfirmation-requested", congressId).size() == 30);
        assertThat(topics.facts("reconfirmation-requested", congressId).stream()
                        .map(event -> TestLinks.open(event.text("/answerUrl")))
                        .distinct())
                .hasSize(20); // the ten that were set back got the very same link
        assertThat(api.get("/api/congress/campaigns/" + campaign).number("/silent"))
                .isEqualTo(20);
    }

    @Test
    void a_link_is_refused_alike_when_it_is_wrong_in_any_way() {
        TestClock.runFrom("2020-12-14T09:00:00Z");
        String congress = api.kyoto("links", 10);
        String congressId = congress.substring(congress.lastIndexOf('/') + 1);
        started(congress, 1, "2021-01-25T12:00:00Z");
        await().until(() -> topics.facts("reconfirmation-requested", congressId).size() == 1);
        String path =
                answer(topics.facts("reconfirmation-requested", congressId).getFirst());
        String token = path.substring(path.lastIndexOf('/') + 1);
        char last = token.charAt(10) == 'A' ? 'B' : 'A';
        String flipped = token.substring(0, 10) + last + token.substring(11);
        String refused = api.publicGet("/api/congress/reconfirmations/" + flipped)
                .expect(404)
                .text("/detail");
        for (String wrong : List.of("x", "..%2f..", "x".repeat(4000))) {
            assertThat(api.publicGet("/api/congress/reconfirmations/" + wrong).status())
                    .isBetween(400, 499);
        }
        assertThat(api.publicPost("/api/congress/registration-confirmations/" + token, Map.of())
                        .expect(404)
                        .text("/detail"))
                .isEqualTo(refused);
        assertThat(mongo.getCollection("links").find(Filters.eq("_id", token)).first())
                .isNull();
    }

    private String started(String congress, int meetings, String deadline) {
        api.upload(congress + "/ancillary-imports", Applications.csv(meetings, 0, 5))
                .expect(200);
        String campaign = api.post(congress + "/campaigns", Map.of("deadline", deadline))
                .expect(201)
                .text("/campaignId");
        api.post(congress + "/campaigns", Map.of("deadline", deadline)).expect(201);
        api.post("/api/congress/campaigns/" + campaign + "/start", Map.of()).expect(202);
        api.post("/api/congress/campaigns/" + campaign + "/start", Map.of()).expect(202);
        return campaign;
    }

    private void bounce(Topics.Event request, long seq) {
        topics.say(
                "notification.mail-bounced.v1",
                "mail-" + request.subject(),
                seq,
                Map.of(
                        "mailId",
                        "mail-" + request.subject(),
                        "eventId",
                        request.id(),
                        "eventType",
                        "event.reconfirmation-requested.v1",
                        "template",
                        "reconfirmation-requested",
                        "subjectId",
                        request.subject(),
                        "reason",
                        "5.1.1"));
    }

    private static String answer(Topics.Event request) {
        String url = TestLinks.open(request.text("/answerUrl"));
        return "/api/congress/reconfirmations/" + url.substring(url.lastIndexOf('/') + 1);
    }
}
