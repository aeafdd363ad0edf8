package org.crimealliance.meeting.ballot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.crimealliance.meeting.Api;
import org.crimealliance.meeting.MeetingServiceTest;
import org.crimealliance.meeting.Topics;
import org.crimealliance.platform.testkit.LostAnswers;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Who may vote, for whom, and what is kept. */
@MeetingServiceTest
class BallotsIT {

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    @Autowired
    MongoTemplate mongo;

    private final String run = UUID.randomUUID().toString().substring(0, 6);
    private final List<String> seats =
            IntStream.rangeClosed(1, 9).mapToObj(i -> run + "-s" + i).toList();
    private String path = "";
    private String item = "";

    @BeforeEach
    void a_board_of_nine_meets() {
        api.clearTheStage();
        TestClock.stopAt("2021-02-01T15:00:00Z");
        seats.forEach(seat -> topics.appoint(seat, "board"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> mongo.getCollection("officers").countDocuments() == 9);
        String series = api.series("v-" + run, "board", "board");
        path = "/api/meetings/" + api.meeting(series, "2021-02-01T16:00:00", "2021-02-01T18:00:00", false);
        item = api.post(path + "/agenda", Map.of("kind", "motion", "title", "A motion"))
                .expect(201)
                .text("/itemId");
        assertThat(ballot(false).expect(409).code()).isEqualTo("not-in-session");
        api.post(path + "/opening", null).expect(200);
        seats.subList(0, 4).forEach(seat -> attend(seat, Map.of("status", "present")));
    }

    @Test
    void four_of_nine_are_no_quorum_until_the_fifth_arrives() {
        Api.Answer opened = ballot(false).expect(201);
        assertThat(opened.body().path("quorate").asBoolean()).isFalse();
        assertThat(ballot(false).expect(409).code()).isEqualTo("ballot-open");
        String first = opened.text("/ballotId");
        seats.subList(0, 4).forEach(seat -> vote(first, seat, "yes").expect(200));
        assertThat(api.post(path + "/closing", null).expect(409).code()).isEqualTo("ballots-open");
        Api.Answer closed =
                api.post(path + "/ballots/" + first + "/closing", null).expect(200);
        assertThat(closed.text("/result")).isEqualTo("not-quorate");
        assertThat(closed.body().has("decisionId")).isFalse();

        attend(seats.get(4), Map.of("status", "present", "arrivedAt", "2021-02-01T15:30:00Z"));
        String second = ballot(false).expect(201).text("/ballotId");
        assertThat(vote(second, seats.get(4), "yes").expect(409).code()).isEqualTo("not-there");
        TestClock.stopAt("2021-02-01T15:31:00Z");
        seats.subList(0, 5).forEach(seat -> vote(second, seat, "yes").expect(200));
        assertThat(api.post(path + "/ballots/" + second + "/closing", null).text("/result"))
                .isEqualTo("passed");
        assertThat(api.get(path + "/ballots").text("/items/1/supersedes")).isEqualTo(first);
        assertThat(vote(second, seats.get(0), "no").expect(409).code()).isEqualTo("ballot-closed");
    }

    @Test
    void a_proxy_is_held_by_somebody_there_and_one_only() {
        assertThat(proxy(seats.get(8), seats.get(7)).expect(409).code()).isEqualTo("holder-not-there");
        assertThat(proxy(seats.get(0), seats.get(1)).expect(409).code()).isEqualTo("giver-is-there");
        assertThat(proxy("nobody", seats.get(1)).expect(422).code()).isEqualTo("no-vote");
        proxy(seats.get(8), seats.get(0)).expect(200);
        assertThat(proxy(seats.get(7), seats.get(0)).expect(409).code()).isEqualTo("holds-a-proxy-already");
        Api.Answer opened = ballot(false).expect(201);
        assertThat(opened.number("/present")).isEqualTo(5);
        assertThat(opened.body().path("quorate").asBoolean()).isTrue();
        String ballot = opened.text("/ballotId");
        api.call(
                        "POST",
                        path + "/ballots/" + ballot + "/votes",
                        Map.of("voterId", seats.get(8), "choice", "yes"),
                        seat(0))
                .expect(200);
        assertThat(api.call(
                                "POST",
                                path + "/ballots/" + ballot + "/votes",
                                Map.of("voterId", seats.get(8), "choice", "no"),
                                seat(1))
                        .expect(403)
                        .code())
                .isEqualTo("not-your-vote");
    }

    @Test
    void who_voted_and_how_is_the_boards_own() {
        String ballot = ballot(false).expect(201).text("/ballotId");
        vote(ballot, seats.getFirst(), "no").expect(200);
        for (String role : List.of("board", "auditor", "congress-manager")) {
            Api.Answer read = api.call("GET", path + "/ballots", null, TestTokens.withRoles(role))
                    .expect(200);
            assertThat(read.text("/items/0/ballotId")).isEqualTo(ballot);
            assertThat(read.body().toString().contains(seats.getFirst()))
                    .as(role)
                    .isEqualTo(role.equals("board"));
        }
    }

    @Test
    void everybody_votes_for_themselves() {
        String ballot = ballot(false).expect(201).text("/ballotId");
        String votes = path + "/ballots/" + ballot + "/votes";
        api.call("POST", votes, Map.of("voterId", seats.get(0), "choice", "yes"), seat(0))
                .expect(200);
        api.call("POST", votes, Map.of("voterId", seats.get(1), "choice", "yes"), seat(0))
                .expect(403);
        api.call("POST", votes, Map.of("voterId", seats.get(0), "choice", "no"), seat(0))
                .expect(200);
        assertThat(api.get(path + "/ballots").body().at("/items/0/votes")).hasSize(2);
    }

    @Test
    void the_record_of_a_secret_ballot_cannot_tell() {
        String ballot = ballot(true).expect(201).text("/ballotId");
        vote(ballot, seats.get(2), "yes").expect(200);
        vote(ballot, seats.get(0), "no").expect(200);
        assertThat(vote(ballot, seats.get(0), "yes").expect(409).code()).isEqualTo("already-voted");
        Document box = mongo.findById(ballot, Document.class, "ballots")
                .get("state", Document.class)
                .get("box", Document.class);
        assertThat(box.get("voted")).isEqualTo(List.of(seats.get(0), seats.get(2)));
        assertThat(box.keySet()).containsExactlyInAnyOrder("voted", "recused", "tally", "_class");
        assertThat(api.get(path + "/ballots").body().at("/items/0").has("votes"))
                .isFalse();
    }

    @Test
    void a_secret_vote_leaves_nothing_to_compare_a_guess_with() {
        String ballot = ballot(true).expect(201).text("/ballotId");
        String votes = path + "/ballots/" + ballot + "/votes";
        String key = UUID.randomUUID().toString();
        Map<String, String> vote = Map.of("voterId", seats.get(1), "choice", "abstain");
        mongo.getCollection("idempotencyKeys").deleteMany(new Document());
        assertThat(api.command(votes, vote, key).expect(200).number("/votes")).isEqualTo(1);
        assertThat(mongo.getCollection("idempotencyKeys").find())
                .singleElement()
                .satisfies(kept -> assertThat(kept.keySet())
                        .containsExactlyInAnyOrder("_id", "run", "ticket", "expiresAt", "status", "headers", "body"));

        // the answer got lost in a crash: it is counted once, and said again
        LostAnswers.of(mongo.getDb());
        assertThat(api.command(votes, vote, key).expect(200).number("/votes")).isEqualTo(1);
        assertThat(vote(ballot, seats.get(1), "yes").expect(409).code()).isEqualTo("already-voted");
    }

    @Test
    void a_ballot_whose_answer_got_lost_is_opened_once() {
        Map<String, Object> wanted =
                Map.of("itemId", item, "question", "?", "motion", "other", "majority", "simple", "secret", false);
        String key = UUID.randomUUID().toString();
        String first = api.command(path + "/ballots", wanted, key).expect(201).text("/ballotId");
        api.post(path + "/ballots/" + first + "/closing", null).expect(200);
        LostAnswers.of(mongo.getDb());
        assertThat(api.command(path + "/ballots", wanted, key).expect(201).text("/ballotId"))
                .isEqualTo(first);
        assertThat(api.get(path + "/ballots").body().at("/items")).hasSize(1);
    }

    @Test
    void a_motion_that_does_not_fit_its_item_is_refused() {
        assertThat(api.post(
                                path + "/ballots",
                                Map.of(
                                        "itemId",
                                        item,
                                        "question",
                                        "?",
                                        "motion",
                                        "admit",
                                        "majority",
                                        "simple",
                                        "secret",
                                        false))
                        .expect(422)
                        .code())
                .isEqualTo("motion-does-not-fit");
    }

    private Api.Answer ballot(boolean secret) {
        return api.post(
                path + "/ballots",
                Map.of(
                        "itemId",
                        item,
                        "question",
                        "Shall it be so?",
                        "motion",
                        "other",
                        "majority",
                        "simple",
                        "secret",
                        secret));
    }

    private Api.Answer vote(String ballot, String voter, String choice) {
        return api.post(path + "/ballots/" + ballot + "/votes", Map.of("voterId", voter, "choice", choice));
    }

    private Api.Answer proxy(String from, String to) {
        return api.post(path + "/proxies", Map.of("from", from, "to", to));
    }

    private void attend(String seat, Map<String, String> how) {
        Map<String, String> entry = new java.util.HashMap<>(how);
        entry.put("name", "Officer " + seat);
        entry.put("affiliation", "Alliance");
        api.put(path + "/attendance/" + seat, entry).expect(200);
    }

    private String seat(int index) {
        return TestTokens.sign(TestTokens.claims("board")
                .claim("email", seats.get(index) + "@example.org")
                .build());
    }
}
