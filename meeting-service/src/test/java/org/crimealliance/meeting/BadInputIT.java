package org.crimealliance.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Whatever comes in: problem details, no 5xx, nothing changed. */
@MeetingServiceTest
class BadInputIT {

    private static final List<Object> WRONG = new ArrayList<>(java.util.Arrays.asList(
            null,
            "",
            "   ",
            "x".repeat(30_000),
            -1,
            1e300,
            true,
            List.of(),
            List.of("x"),
            Map.of(),
            Map.of("a", "b"),
            "\u0000",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "{$gt: 1}",
            "2020-13-45T99:99:99Z",
            "GMT+25"));

    @Autowired
    Api api;

    @Autowired
    MongoTemplate mongo;

    private final String run = UUID.randomUUID().toString().substring(0, 6);
    private String path = "";
    private String series = "";
    private String item = "";

    @BeforeEach
    void a_meeting_in_session() {
        series = api.series("bad-" + run, "informal", "all-members");
        path = "/api/meetings/" + api.meeting(series, "2021-02-01T16:00:00", "2021-02-01T18:00:00", false);
        item = api.post(path + "/agenda", Map.of("kind", "motion", "title", "A motion"))
                .expect(201)
                .text("/itemId");
        api.post(path + "/opening", null).expect(200);
    }

    @Test
    void every_field_of_every_body_may_be_wrong_and_nothing_breaks() {
        Map<String, Map<String, Object>> valid = new HashMap<>(Map.of(
                "POST /api/meetings/series",
                Map.of(
                        "key",
                        "k",
                        "name",
                        "x",
                        "kind",
                        "group",
                        "audience",
                        "group",
                        "quorum",
                        Map.of("of", "filled-seats", "numerator", 1, "denominator", 2)),
                "POST /api/meetings",
                Map.of(
                        "seriesId",
                        series,
                        "title",
                        "x",
                        "start",
                        "2021-02-01T16:00:00",
                        "end",
                        "2021-02-01T18:00:00",
                        "zone",
                        "Europe/Vienna",
                        "place",
                        Map.of("kind", "online", "text", "x"),
                        "tentative",
                        true),
                "POST " + path + "/move",
                Map.of("start", "2021-02-01T16:00:00", "end", "2021-02-01T18:00:00"),
                "POST " + path + "/cancellation",
                Map.of("reason", "x"),
                "POST " + path + "/guests",
                Map.of("name", "x", "email", "x@example.org", "affiliation", "x"),
                "POST " + path + "/agenda",
                Map.of("kind", "report", "title", "x", "speakerRole", "chair", "minutes", 5),
                "PUT " + path + "/attendance/a1",
                Map.of(
                        "name",
                        "x",
                        "affiliation",
                        "x",
                        "role",
                        "x",
                        "status",
                        "present",
                        "arrivedAt",
                        "2021-02-01T15:00:00Z",
                        "leftAt",
                        "2021-02-01T16:00:00Z"),
                "POST " + path + "/proxies",
                Map.of("from", "x", "to", "y"),
                "POST " + path + "/ballots",
                Map.of("itemId", item, "question", "x", "motion", "other", "majority", "simple", "secret", false),
                "PUT " + path + "/minutes",
                Map.of(
                        "revision",
                        0,
                        "sections",
                        List.of(Map.of("itemId", item, "text", "x")),
                        "tourDeTable",
                        List.of(),
                        "nextMeetingId",
                        "none")));
        valid.put("POST " + path + "/action-items", Map.of("text", "x", "owner", "x", "due", "2021-03-01"));
        List<String> broken = new ArrayList<>();
        valid.forEach((endpoint, body) -> body.keySet()
                .forEach(field -> WRONG.forEach(value -> {
                    Map<String, Object> wrong = new HashMap<>(body);
                    wrong.put(field, value);
                    String[] parts = endpoint.split(" ");
                    Api.Answer answer = api.call(parts[0], parts[1], wrong, secretary());
                    boolean fine = answer.status() < 300
                            || (answer.status() < 500
                                    && answer.type() != null
                                    && answer.type().startsWith("application/problem+json")
                                    && !answer.code().isBlank());
                    if (!fine) {
                        broken.add(endpoint + " " + field + "="
                                + String.valueOf(value)
                                        .substring(
                                                0,
                                                Math.min(
                                                        30,
                                                        String.valueOf(value).length())) + " -> " + answer.status()
                                + " " + answer.body());
                    }
                })));
        assertThat(broken).isEmpty();
    }

    @Test
    void bodies_that_are_none_are_400_and_unknown_things_404() {
        for (String body : List.of("", "{", "[]", "null", "\"x\"", "{\"name\":}", "<xml/>")) {
            assertThat(api.call("POST", "/api/meetings", body, secretary()).status())
                    .as(body)
                    .isIn(400, 422);
        }
        assertThat(api.get("/api/meetings/none").expect(404).code()).isEqualTo("not-found");
        assertThat(api.get("/api/meetings/none/agenda").expect(404).code()).isEqualTo("not-found");
        assertThat(api.post(path + "/ballots/none/closing", null).expect(404).code())
                .isEqualTo("not-found");
        api.post(
                        "/api/meetings",
                        Map.of(
                                "seriesId",
                                "none",
                                "start",
                                "2021-02-01T16:00:00",
                                "end",
                                "2021-02-01T18:00:00",
                                "zone",
                                "Europe/Vienna",
                                "place",
                                Map.of("kind", "online", "text", "x"),
                                "tentative",
                                true))
                .expect(404);
    }

    @Test
    void a_refused_command_leaves_the_meeting_as_it_was() {
        Object before = stored();
        api.post(path + "/move", Map.of("start", "2021-02-01T18:00:00", "end", "2021-02-01T16:00:00"))
                .expect(422);
        api.post(path + "/cancellation", Map.of("reason", "x")).expect(409);
        api.post(path + "/guests", Map.of("name", "x", "email", "no address", "affiliation", "x"))
                .expect(422);
        Object after = stored();
        assertThat(after).isEqualTo(before);
        assertThat(api.post(
                                "/api/meetings/series",
                                Map.of("key", "bad-" + run, "name", "x", "kind", "group", "audience", "group"))
                        .expect(409)
                        .code())
                .isEqualTo("key-taken");
    }

    @Test
    void pages_have_their_bounds() {
        api.get("/api/meetings?limit=0").expect(422);
        api.get("/api/meetings?limit=501").expect(422);
        api.get("/api/meetings?limit=many").expect(400);
        api.get("/api/meetings?from=yesterday").expect(422);
        Api.Answer first = api.get("/api/meetings?limit=1&seriesId=" + series).expect(200);
        assertThat(first.body().has("next")).isFalse();
        api.meeting(series, "2021-03-01T16:00:00", "2021-03-01T18:00:00", false);
        Api.Answer paged = api.get("/api/meetings?limit=1&seriesId=" + series).expect(200);
        Api.Answer rest = api.get("/api/meetings?limit=1&seriesId=" + series + "&after=" + paged.text("/next"))
                .expect(200);
        assertThat(rest.text("/items/0/start")).startsWith("2021-03-01");
        assertThat(rest.body().has("next")).isFalse();
    }

    /** Without the outbox, which empties by itself. */
    private List<Object> stored() {
        org.bson.Document meeting =
                mongo.findById(path.substring(path.lastIndexOf('/') + 1), org.bson.Document.class, "meetings");
        return List.of(meeting.get("state"), meeting.get("version"), meeting.get("seq"));
    }

    private static String secretary() {
        return org.crimealliance.platform.testkit.TestTokens.withRoles("secretary");
    }
}
