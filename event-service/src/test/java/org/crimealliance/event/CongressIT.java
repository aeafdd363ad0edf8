package org.crimealliance.event;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.crimealliance.platform.testkit.LostAnswers;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Congress from its rules to the second version of its programme, with the figures of the rules. */
@EventServiceTest
class CongressIT {

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    @Test
    void from_229_accepted_meetings_to_a_programme_of_160_and_its_second_version() throws Exception {
        TestClock.runFrom("2020-12-14T09:00:00Z");
        String congress = api.kyoto("kyoto-2021", 50);
        String congressId = congress.substring(congress.lastIndexOf('/') + 1);
        byte[] file = Applications.csv(140, 89, 7);

        // import
        var preview =
                api.upload(congress + "/ancillary-imports?preview=true", file).expect(200);
        assertThat(preview.number("/new")).isEqualTo(229);
        assertThat(api.get(congress + "/ancillary-meetings").body().at("/items"))
                .isEmpty();
        var imported = api.upload(congress + "/ancillary-imports", file).expect(200);
        assertThat(imported.number("/new")).isEqualTo(229);
        assertThat(imported.body().at("/refused")).isEmpty();
        var again = api.upload(congress + "/ancillary-imports", file).expect(200);
        assertThat(again.number("/new")).isZero();
        assertThat(again.number("/changed")).isZero();
        assertThat(again.number("/unchanged")).isEqualTo(229);

        // reconfirmation
        api.post(congress + "/ancillary-meetings", proposal()).expect(201);
        api.post(congress + "/selection", Map.of()).expect(409);
        String campaign = api.post(congress + "/campaigns", Map.of("deadline", "2021-01-25T12:00:00Z"))
                .expect(201)
                .text("/campaignId");
        api.post("/api/congress/campaigns/" + campaign + "/start", Map.of()).expect(202);
        var refused =
                api.publicPost(congress + "/ancillary-meetings", proposal()).expect(409);
        assertThat(refused.code()).isEqualTo("call-closed");
        await().atMost(60, SECONDS)
                .until(() ->
                        topics.facts("reconfirmation-requested", congressId).size() == 229);
        List<Topics.Event> requests = topics.facts("reconfirmation-requested", congressId);
        Map<String, String> tokenOf = new HashMap<>();
        requests.forEach(request -> {
            String url = TestLinks.open(request.text("/answerUrl"));
            tokenOf.put(request.text("/code"), url.substring(url.lastIndexOf('/') + 1));
        });
        assertThat(tokenOf).hasSize(229);
        assertThat(requests.stream().map(Topics.Event::id).distinct()).hasSize(229);

        // 171 reconfirm (105 hybrid, 66 virtual), 38 decline, 20 stay silent
        int reconfirmed = 0;
        int declined = 0;
        for (int i = 1; i <= 229; i++) {
            String code = "AM-%03d".formatted(i);
            boolean yes = i <= 105 || (i > 140 && i <= 206);
            boolean no = !yes && declined < 38;
            if (yes || no) {
                String path = "/api/congress/reconfirmations/" + tokenOf.get(code);
                assertThat(api.publicGet(path).expect(200).text("/answer")).isEqualTo("none");
                String answer = yes ? "reconfirm" : "decline";
                api.publicPost(path, Map.of("answer", answer)).expect(200);
                assertThat(api.publicPost(path, Map.of("answer", answer))
                                .expect(200)
                                .text("/answer"))
                        .isEqualTo(answer);
                reconfirmed += yes ? 1 : 0;
                declined += no ? 1 : 0;
            }
        }
        assertThat(reconfirmed).isEqualTo(171);
        api.post(congress + "/selection", Map.of()).expect(409);
        TestClock.runFrom("2021-01-25T12:00:00Z");
        await().atMost(30, SECONDS)
                .until(() -> api.get("/api/congress/campaigns/" + campaign)
                        .text("/state")
                        .equals("closed"));
        var result = api.get("/api/congress/campaigns/" + campaign).expect(200);
        assertThat(result.number("/invited")).isEqualTo(229);
        assertThat(result.number("/reconfirmed")).isEqualTo(171);
        assertThat(result.number("/declined")).isEqualTo(38);
        assertThat(result.number("/expired")).isEqualTo(20);
        assertThat(result.number("/silent")).isZero();
        api.publicPost("/api/congress/reconfirmations/" + tokenOf.get("AM-229"), Map.of("answer", "reconfirm"))
                .expect(409);

        // selection
        var selection = api.post(congress + "/selection", Map.of()).expect(200);
        assertThat(selection.number("/selected")).isEqualTo(160);
        assertThat(selection.number("/waiting")).isEqualTo(11);
        assertThat(selection.body().at("/reasons")).hasSize(230); // and the proposal that nobody accepted
        assertThat(api.post(congress + "/selection", Map.of()).expect(200).text())
                .isEqualTo(selection.text());
        assertThat(api.get(congress + "/selection").expect(200).text()).isEqualTo(selection.text());

        // schedule
        api.post(congress + "/programme/publication", Map.of()).expect(409);
        long began = System.nanoTime();
        String solve = UUID.randomUUID().toString();
        String job =
                api.command(congress + "/schedule", Map.of(), solve).expect(202).text();
        await().atMost(90, SECONDS)
                .until(() -> api.get(congress + "/schedule").text("/state").equals("ready"));
        System.out.printf("schedule solved in %d ms%n", (System.nanoTime() - began) / 1_000_000);
        var schedule = api.get(congress + "/schedule").expect(200);
        assertThat(schedule.number("/placed")).isEqualTo(160);
        assertThat(schedule.number("/hard")).isZero();
        var check = api.get(congress + "/schedule/check").expect(200);
        assertThat(check.number("/checked")).isEqualTo(160);
        assertThat(check.number("/hardConflicts")).isZero();
        System.out.println("soft " + schedule.number("/soft"));
        api.post(congress + "/selection", Map.of()).expect(409);

        // its answer got lost in a crash: the plan that was made is the answer, and no other is made
        LostAnswers.of(mongo.getDb());
        assertThat(api.command(congress + "/schedule", Map.of(), solve)
                        .expect(202)
                        .text("/jobId"))
                .isEqualTo(new JsonMapper().readTree(job).at("/jobId").asString())
                .isNotEmpty();
        assertThat(api.get(congress + "/schedule").text("/state")).isEqualTo("ready");

        // version 1
        String publish = UUID.randomUUID().toString();
        var first = api.command(congress + "/programme/publication", Map.of(), publish)
                .expect(201);
        LostAnswers.of(mongo.getDb());
        assertThat(api.command(congress + "/programme/publication", Map.of(), publish)
                        .expect(201)
                        .body())
                .isEqualTo(first.body());
        assertThat(first.number("/version")).isEqualTo(1);
        assertThat(first.body().at("/changes")).hasSize(160);
        assertThat(api.post(congress + "/programme/publication", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("nothing-changed");

        // five are withdrawn and replaced
        List<JsonNode> entries = list(schedule.body().at("/entries"));
        List<JsonNode> leaving = new ArrayList<>(
                entries.stream().filter(e -> mode(e).equals("hybrid")).limit(3).toList());
        leaving.addAll(
                entries.stream().filter(e -> mode(e).equals("virtual")).limit(2).toList());
        for (JsonNode entry : leaving) {
            String path = congress + "/ancillary-meetings/" + id(entry) + "/withdrawal";
            api.post(path, Map.of("reason", "The organiser cannot come")).expect(200);
            api.post(path, Map.of("reason", "The organiser cannot come")).expect(200);
        }
        await().atMost(30, SECONDS)
                .until(() ->
                        topics.facts("ancillary-meeting-promoted", congressId).size() == 5);
        var after = api.get(congress + "/schedule").expect(200);
        assertThat(after.number("/placed")).isEqualTo(160);
        assertThat(after.number("/hard")).isZero();
        assertThat(after.body().at("/waiting")).hasSize(6);
        assertThat(api.get(congress + "/schedule/check").number("/hardConflicts"))
                .isZero();

        // one room change
        JsonNode mover = list(after.body().at("/entries")).stream()
                .filter(e -> mode(e).equals("hybrid"))
                .findFirst()
                .orElseThrow();
        String target = mover.at("/room").asString().equals("Room 5") ? "Room 4" : "Room 5";
        Map<String, Object> move = Map.of(
                "ancillaryMeetingId", id(mover), "start", mover.at("/start").asString(), "room", target);
        Map<String, Object> look = new HashMap<>(move);
        look.put("preview", true);
        var effect = api.post(congress + "/schedule/moves", look).expect(200);
        assertThat(effect.body().at("/effect")).hasSize(2);
        assertThat(api.get(congress + "/schedule").text()).isEqualTo(after.text());
        api.post(congress + "/schedule/moves", move).expect(200);
        assertThat(api.get(congress + "/schedule/check").number("/hardConflicts"))
                .isZero();

        // version 2 tells those concerned, and nobody else
        Map<String, String> before = places(schedule.body());
        Map<String, String> now = places(api.get(congress + "/schedule").body());
        Set<String> concerned = new HashSet<>(before.keySet());
        concerned.addAll(now.keySet());
        concerned.removeIf(id -> before.containsKey(id) && before.get(id).equals(now.get(id)));
        var second = api.post(congress + "/programme/publication", Map.of()).expect(201);
        assertThat(second.number("/version")).isEqualTo(2);
        await().until(() -> topics.facts("programme-published", congressId).size() == 2);
        JsonNode published =
                topics.facts("programme-published", congressId).get(1).data();
        Set<String> told = new HashSet<>();
        list(published.at("/changes"))
                .forEach(change -> told.add(change.at("/ancillaryMeetingId").asString()));
        assertThat(told).isEqualTo(concerned).hasSizeGreaterThanOrEqualTo(12);
        list(published.at("/changes"))
                .forEach(change -> assertThat(change.at("/sequence").asInt())
                        .as("also of who was added: they may have been here before")
                        .isEqualTo(1));

        // what everybody may see
        var programme = api.publicGet(congress + "/programme").expect(200);
        assertThat(programme.number("/version")).isEqualTo(2);
        assertThat(programme.body().at("/entries")).hasSize(160);
        assertThat(programme.text()).doesNotContain("@example.org", "Organiser ", "Person ");
        assertThat(api.publicGet(congress + "/programme?version=1").expect(200).number("/version"))
                .isEqualTo(1);
        for (String form : List.of("ics", "csv", "json", "xml", "pdf")) {
            var export = api.publicGet(congress + "/programme." + form).expect(200);
            assertThat(export.text()).as(form).isNotEmpty().doesNotContain("@example.org", "Organiser ", "Person ");
            String known = export.header("ETag");
            assertThat(export.header("Cache-Control")).as(form).contains("public");
            assertThat(api.publicGetUnless(congress + "/programme." + form, known)
                            .status())
                    .as(form + " that the reader has already")
                    .isEqualTo(304);
        }
        var funnel = api.get(congress + "/funnel").expect(200);
        assertThat(funnel.number("/accepted")).isEqualTo(229);
        assertThat(funnel.number("/reconfirmed")).isEqualTo(171);
        assertThat(funnel.number("/withdrawn")).isEqualTo(5);
        assertThat(funnel.number("/placed")).isEqualTo(160);
        assertThat(funnel.number("/waiting")).isEqualTo(6);
    }

    private static Map<String, Object> proposal() {
        return Map.of(
                "title", "A new idea",
                "organisation", "Newcomers",
                "contactName", "Somebody New",
                "contactEmail", "new@example.org",
                "mode", "virtual",
                "theme", "Youth");
    }

    private static Map<String, String> places(JsonNode schedule) {
        Map<String, String> places = new HashMap<>();
        list(schedule.at("/entries"))
                .forEach(entry -> places.put(
                        id(entry),
                        entry.at("/start").asString() + " " + entry.at("/room").asString()));
        return places;
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String id(JsonNode entry) {
        return entry.at("/ancillaryMeetingId").asString();
    }

    private static String mode(JsonNode entry) {
        return entry.at("/mode").asString();
    }
}
