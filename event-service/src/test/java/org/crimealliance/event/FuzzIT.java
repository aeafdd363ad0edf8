package org.crimealliance.event;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.crimealliance.platform.testkit.EveryText;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.crimealliance.platform.testkit.fuzz.ApiFuzz;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Every operation of the API document, spoilt in every way that the test kit knows. */
@EventServiceTest
class FuzzIT {

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    /** A congress that has come all the way, with a seat taken, one offered and one waited for. */
    private void history() {
        TestClock.runFrom("2020-12-14T09:00:00Z");
        String congress = api.kyoto("history-" + System.nanoTime() % 1_000_000_000, 1);
        String id = congress.substring(congress.lastIndexOf('/') + 1);
        Map<String, String> proposal = Map.of(
                "title", "Proposed",
                "organisation", "Newcomers",
                "contactName", "Somebody New",
                "contactEmail", "proposer." + id + "@example.org",
                "mode", "virtual",
                "theme", "Youth");
        api.publicPost(congress + "/ancillary-meetings", proposal).expect(201);
        String link =
                tokens("proposal-confirmation-requested", id, "/confirmUrl", 1).getFirst();
        String confirmed =
                api.publicGet("/api/congress/proposal-confirmations/" + link).text("/items/0/ancillaryMeetingId");
        api.publicPost("/api/congress/proposal-confirmations/" + link, Map.of("ancillaryMeetingId", confirmed))
                .expect(200);
        api.publicPost(congress + "/ancillary-meetings", proposal).expect(201);
        api.upload(congress + "/ancillary-imports", Applications.csv(4, 1, 5)).expect(200);
        String campaign = api.post(congress + "/campaigns", Map.of("deadline", "2021-01-25T12:00:00Z"))
                .expect(201)
                .text("/campaignId");
        api.post("/api/congress/campaigns/" + campaign + "/start", Map.of()).expect(202);
        tokens("reconfirmation-requested", id, "/answerUrl", 5).stream()
                .limit(3)
                .forEach(
                        token -> api.publicPost("/api/congress/reconfirmations/" + token, Map.of("answer", "reconfirm"))
                                .expect(200));
        TestClock.runFrom("2021-01-25T12:00:00Z");
        await().until(() ->
                api.get("/api/congress/campaigns/" + campaign).text("/state").equals("closed"));
        api.post(congress + "/selection", Map.of()).expect(200);
        api.post(congress + "/schedule", Map.of()).expect(202);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> api.get(congress + "/schedule").text("/state").equals("ready"));
        api.post(congress + "/programme/publication", Map.of()).expect(201);
        for (String person : List.of("seated", "offered", "waiting", "pending")) {
            api.publicPost(
                            congress + "/registrations",
                            Map.of(
                                    "name",
                                    person,
                                    "email",
                                    person + "." + id + "@example.org",
                                    "country",
                                    "KE",
                                    "seat",
                                    "onsite",
                                    "consent",
                                    true))
                    .expect(202);
        }
        tokens("registration-requested", id, "/confirmUrl", 4).stream()
                .limit(3)
                .forEach(token -> api.publicPost("/api/congress/registration-confirmations/" + token, Map.of())
                        .expect(200));
        String seated = api.get(congress + "/registrations?state=confirmed").text("/items/0/registrationId");
        api.post("/api/congress/registrations/" + seated + "/cancellation", Map.of())
                .expect(200);
    }

    private List<String> tokens(String fact, String congressId, String link, int many) {
        await().until(() -> topics.facts(fact, congressId).size() == many);
        return topics.facts(fact, congressId).stream()
                .map(event -> TestLinks.open(event.text(link)))
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void whatever_is_sent_is_answered_as_the_api_document_says_and_what_is_refused_changes_nothing() {
        history();
        new ApiFuzz(port, mongo.getDb())
                .example(
                        "POST /api/congress/congresses",
                        JsonMapper.shared().writeValueAsString(Api.kyotoRules("fuzz-@n@", 5)))
                .example(
                        "POST /api/congress/congresses/{congressId}/ancillary-imports",
                        new String(Applications.csv(2, 1, 0), StandardCharsets.UTF_8))
                .example(
                        "POST /api/congress/congresses/{congressId}/campaigns",
                        "{\"deadline\":\"2099-01-01T00:00:00Z\"}")
                .run();
    }

    @Test
    void every_text_is_taken_in(@Autowired ApplicationContext application) {
        EveryText.isTakenIn(application);
    }
}
