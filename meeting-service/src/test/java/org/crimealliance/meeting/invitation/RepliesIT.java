package org.crimealliance.meeting.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.crimealliance.meeting.Api;
import org.crimealliance.meeting.MeetingServiceTest;
import org.crimealliance.meeting.Topics;
import org.crimealliance.platform.testkit.StoreWatch;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** Invitations and replies by personal link. */
@MeetingServiceTest
class RepliesIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    ExtendInvitations extend;

    private final String run = UUID.randomUUID().toString().substring(0, 6);
    private String meeting = "";

    @BeforeEach
    void board_of_three_and_a_guest_are_invited() {
        api.clearTheStage();
        TestClock.stopAt("2020-11-01T08:00:00Z");
        IntStream.rangeClosed(1, 3).forEach(i -> topics.appoint(run + "-o" + i, "board"));
        String series = api.series("b-" + run, "board", "board");
        meeting = api.meeting(series, "2020-12-10T16:00:00", "2020-12-10T18:00:00", true);
        Map<String, String> guest =
                Map.of("name", "A. Visitor", "email", run + ".guest@example.org", "affiliation", "UNODC");
        api.post(path("/guests"), guest).expect(201);
        api.post(path("/guests"), guest).expect(201);
        await().atMost(SOON).untilAsserted(() -> {
            api.post(path("/invitations"), null).expect(200);
            assertThat(mine()).hasSize(4);
        });
    }

    @Test
    void a_reply_needs_no_account_and_the_same_answer_twice_changes_nothing() {
        String token = token(run + "-o1");
        Api.Answer asked = api.call("GET", reply(token), null, null).expect(200);
        assertThat(asked.text("/meeting/meetingId")).isEqualTo(meeting);
        assertThat(asked.body().has("answer")).isFalse();
        for (int i = 0; i < 2; i++) {
            assertThat(api.call("POST", reply(token), Map.of("answer", "yes"), null)
                            .expect(200)
                            .text("/answer"))
                    .isEqualTo("yes");
        }
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(topics.facts("invitation-answered", meeting)).hasSize(1));
        api.call("POST", reply(token), Map.of("answer", "no"), null).expect(200);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(topics.facts("invitation-answered", meeting)).hasSize(2));
        Api.Answer attendance = api.get(path("/attendance"));
        assertThat(attendance.number("/apologies")).isEqualTo(1);
        assertThat(attendance.text("/items/0/attendeeId")).isEqualTo(run + "-o1");
    }

    @Test
    void links_that_are_wrong_or_of_no_use_are_refused_alike_and_only_hashes_are_kept() {
        String token = token(run + "-o2");
        String changed = (token.startsWith("A") ? "B" : "A") + token.substring(1);
        String another = anotherPurpose(token);
        List<String> asked = StoreWatch.askedBy(() -> api.call("GET", reply(changed), null, null));
        assertThat(asked).hasSize(4);
        assertThat(StoreWatch.askedBy(() -> api.call("GET", reply("x"), null, null)))
                .isEqualTo(asked);
        assertThat(StoreWatch.askedBy(() -> api.call("GET", reply(another), null, null)))
                .isEqualTo(asked);
        List<Api.Answer> refused = List.of(
                api.call("GET", reply(changed), null, null),
                api.call("POST", reply("x"), Map.of("answer", "yes"), null),
                api.call("POST", reply(another), Map.of("answer", "yes"), null));
        TestClock.stopAt("2020-12-10T18:00:01Z");
        Api.Answer expired = api.call("POST", reply(token), Map.of("answer", "yes"), null);
        assertThat(StoreWatch.askedBy(() -> api.call("GET", reply(token), null, null)))
                .as("one that is over: the same look-ups")
                .isEqualTo(asked);
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(withInstanceOf(answer, expired));
        });
        assertThat(mongo.findAll(Document.class, "replyLinks").toString()).doesNotContain(token);
        assertThat(mongo.findAll(Document.class, "invitations").toString()).doesNotContain(token);
    }

    @Test
    void moving_the_meeting_asks_everybody_again() {
        String token = token(run + "-o1");
        api.call("POST", reply(token), Map.of("answer", "yes"), null).expect(200);
        api.post(path("/move"), Map.of("start", "2020-12-11T16:00:00", "end", "2020-12-11T18:00:00"))
                .expect(200);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(topics.facts("invitation-extended", meeting)).hasSize(8));
        assertThat(topics.facts("invitation-extended", meeting).subList(4, 8))
                .allSatisfy(event ->
                        assertThat(event.data().at("/meeting/sequence").asInt()).isEqualTo(1));
        assertThat(api.get(path("/invitations")).number("/counts/waiting")).isEqualTo(4);
        api.call("POST", reply(token), Map.of("answer", "tentative"), null).expect(200);
    }

    @Test
    void an_answer_by_calendar_counts_for_what_was_asked_last_and_for_nothing_else() {
        Document invitation = invitationOf(run + "-o1");
        topics.notification("calendar-replied", invitation.getString("_id"), calendarReply(invitation, 0, "yes"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(answerOf(run + "-o1")).isEqualTo("YES"));

        api.post(path("/move"), Map.of("start", "2020-12-11T16:00:00", "end", "2020-12-11T18:00:00"))
                .expect(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(answerOf(run + "-o1")).isEmpty());
        // for the old time, for a time that never was, for another meeting, and of nobody
        String id = invitation.getString("_id");
        topics.notification("calendar-replied", id, calendarReply(invitation, 0, "no"));
        topics.notification("calendar-replied", id, calendarReply(invitation, 99, "no"));
        Map<String, Object> another = new HashMap<>(calendarReply(invitation, 1, "no"));
        another.put("uid", "another@meetings.alliance");
        topics.notification("calendar-replied", id, another);
        Map<String, Object> nobody = new HashMap<>(calendarReply(invitation, 1, "no"));
        nobody.put("invitationId", "nobody");
        topics.notification("calendar-replied", id, nobody);
        topics.notification("calendar-replied", id, calendarReply(invitation, 1, "tentative"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(answerOf(run + "-o1")).isEqualTo("TENTATIVE"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(topics.facts("invitation-answered", meeting))
                        .extracting(event -> event.data().path("answer").asString())
                        .containsExactly("yes", "tentative"));
    }

    private Map<String, Object> calendarReply(Document invitation, int sequence, String answer) {
        return Map.of(
                "invitationId",
                invitation.getString("_id"),
                "attendeeId",
                "someone",
                "uid",
                meeting + "@meetings.alliance",
                "sequence",
                sequence,
                "answer",
                answer);
    }

    private Document invitationOf(String inviteeId) {
        return mongo.getCollection("invitations")
                .find(new Document("state.meetingId", meeting).append("state.invitee.inviteeId", inviteeId))
                .first();
    }

    private String answerOf(String inviteeId) {
        String answer = invitationOf(inviteeId).get("state", Document.class).getString("answer");
        return answer == null ? "" : answer;
    }

    @Test
    void whoever_left_office_is_not_asked_again_and_the_link_opens_nothing_any_more() {
        String former = token(run + "-o1");
        String guest = token(guestId());
        api.call("GET", reply(former), null, null).expect(200);
        topics.membership(
                "officer-ended",
                run + "-o1",
                Map.of("officeId", run + "-o1", "office", "board", "email", "x@example.org", "endedOn", "2020-11-01"));
        await().atMost(SOON)
                .untilAsserted(() -> api.call("GET", reply(former), null, null).expect(404));
        api.call("POST", reply(former), Map.of("answer", "yes"), null).expect(404);
        api.call("GET", reply(guest), null, null).expect(200);
        api.post(path("/move"), Map.of("start", "2020-12-11T16:00:00", "end", "2020-12-11T18:00:00"))
                .expect(200);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(topics.facts("invitation-extended", meeting)).hasSize(7));
        assertThat(topics.facts("invitation-extended", meeting).subList(4, 7))
                .noneMatch(event -> event.data().toString().contains(run + "-o1"));
    }

    private String guestId() {
        return mine().stream()
                .map(invitation -> invitation
                        .path("inviteeId")
                        .asString(invitation.path("invitee").path("id").asString()))
                .filter(id -> !id.startsWith(run))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_run_does_not_grow_with_its_audience() {
        assertThat(mongo.getCollection("invitationRuns")
                        .find(new Document("_id", meeting))
                        .first())
                .containsOnlyKeys("_id", "done", "actor", "correlationId");
    }

    @Test
    void a_run_that_died_in_the_middle_is_finished() {
        mongo.getCollection("invitations").deleteOne(new Document("state.invitee.inviteeId", run + "-o3"));
        mongo.getCollection("invitationRuns")
                .updateOne(new Document("_id", meeting), new Document("$set", new Document("done", false)));
        await().atMost(SOON).untilAsserted(() -> assertThat(mine()).hasSize(4));
        extend.takeUpAgain();
        assertThat(mine()).hasSize(4);
    }

    @Test
    void a_run_that_was_never_written_down_is_made_up_for() {
        mongo.getCollection("invitations").deleteMany(new Document("state.meetingId", meeting));
        mongo.getCollection("invitationRuns").deleteOne(new Document("_id", meeting));
        await().atMost(SOON).untilAsserted(() -> assertThat(mine()).hasSize(4));
    }

    @Test
    void officers_appointed_later_are_invited_and_former_ones_are_not() {
        topics.appoint(run + "-o4", "board");
        await().atMost(SOON).untilAsserted(() -> assertThat(mine()).hasSize(5));
        topics.membership(
                "officer-ended",
                run + "-o1",
                Map.of("officeId", run + "-o1", "office", "board", "email", "x@example.org", "endedOn", "2020-11-01"));
        String series = api.series("c-" + run, "board", "board");
        String next = api.meeting(series, "2021-01-10T16:00:00", "2021-01-10T18:00:00", true);
        await().atMost(SOON).untilAsserted(() -> {
            api.post("/api/meetings/" + next + "/invitations", null).expect(200);
            assertThat(api.get("/api/meetings/" + next + "/invitations?limit=500")
                            .body()
                            .path("items")
                            .toString())
                    .contains(run + "-o2", run + "-o4");
        });
        assertThat(api.get("/api/meetings/" + next + "/invitations?limit=500")
                        .body()
                        .toString())
                .doesNotContain(run + "-o1\"");
    }

    /** A link of the same shape that was made for something else. */
    private String anotherPurpose(String token) {
        String other = "other" + token.substring(5);
        Document link = mongo.findAll(Document.class, "replyLinks").getFirst();
        mongo.insert(
                new Document("_id", sha256(other))
                        .append("purpose", "seat-offer")
                        .append("invitationId", link.getString("invitationId")),
                "replyLinks");
        return other;
    }

    private static String sha256(String token) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(token.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode withInstanceOf(Api.Answer answer, Api.Answer other) {
        tools.jackson.databind.node.ObjectNode copy =
                (tools.jackson.databind.node.ObjectNode) other.body().deepCopy();
        if (answer.body().has("instance")) {
            copy.set("instance", answer.body().path("instance"));
        }
        return copy;
    }

    private String token(String inviteeId) {
        await().atMost(SOON)
                .until(() -> topics.facts("invitation-extended", meeting).size() >= 4);
        String url = topics.facts("invitation-extended", meeting).stream()
                .filter(event -> event.data().at("/invitee/id").asString().equals(inviteeId))
                .map(event -> TestLinks.open(event.data().path("replyUrl").asString()))
                .findFirst()
                .orElseThrow();
        assertThat(url).startsWith("http://gateway.test/r/meeting-reply/");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Officers of other tests sit on the Board too. */
    private List<JsonNode> mine() {
        return api.get(path("/invitations?limit=500"))
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("inviteeId").asString().startsWith(run)
                        || item.path("affiliation").asString().equals("UNODC"))
                .toList();
    }

    private String reply(String token) {
        return "/api/meetings/invitations/replies/" + token;
    }

    private String path(String rest) {
        return "/api/meetings/" + meeting + rest;
    }
}
