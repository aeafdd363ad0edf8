package org.crimealliance.meeting.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.crimealliance.meeting.agenda.Item;
import org.crimealliance.meeting.attendance.Presence;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BallotTest {

    private static final Instant NOW = Instant.parse("2020-12-10T15:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "SIMPLE,                   5, 4, 0,  9, true",
        "SIMPLE,                   4, 4, 1,  9, false", // a tie fails
        "SIMPLE,                   0, 0, 9,  9, false",
        "TWO_THIRDS_OF_VOTES_CAST, 10, 5, 6, 21, true", // 3*10 >= 2*15
        "TWO_THIRDS_OF_VOTES_CAST, 9, 5, 7, 21, false",
        "TWO_THIRDS_OF_VOTES_CAST, 0, 0, 5,  5, false",
        "TWO_THIRDS_OF_PRESENT,    10, 5, 6, 21, false", // 30 < 42
        "TWO_THIRDS_OF_PRESENT,    14, 7, 0, 21, true"
    })
    void majorities_are_counted_in_integers(
            Majority majority, int yes, int no, int abstain, int present, boolean passes) {
        assertThat(majority.passes(new Tally(yes, no, abstain), present)).isEqualTo(passes);
    }

    @Test
    void four_of_nine_are_no_quorum_however_many_say_yes() {
        Ballot ballot = voted(open(false), 4, 0, 0);
        Ballot.Closed closed = close(ballot, there(4), 9, 5);
        assertThat(closed.result()).isEqualTo(Ballot.Result.NOT_QUORATE);
        assertThat(closed.figures()).isEqualTo(new Figures(4, 0, 0, 4, 9, 5));
    }

    @Test
    void a_proxy_held_by_somebody_there_counts() {
        Presence presence = new Presence(voters(4), List.of(new Presence.Represented("v9", "v1")));
        Ballot ballot = voted(open(false), 4, 0, 0);
        Ballot withProxy =
                ballot.vote("v9", Choice.YES, presence, "v1", NOW).orThrow().next();
        assertThat(close(withProxy, presence, 9, 5).result()).isEqualTo(Ballot.Result.PASSED);
    }

    @Test
    void a_motion_that_passes_is_told_as_a_decision_and_one_that_fails_is_not() {
        Change<Ballot> passed = voted(open(false), 5, 1, 0).close(there(6), 9, 5, NOW);
        assertThat(passed.events()).singleElement().isInstanceOfSatisfying(Ballot.DecisionTaken.class, decision -> {
            assertThat(decision.kind()).isEqualTo(Motion.ADMIT);
            assertThat(decision.subjectType()).isEqualTo("membership-application");
            assertThat(decision.subjectId()).isEqualTo("member-1");
            assertThat(decision.figures()).isEqualTo(new Figures(5, 1, 0, 6, 9, 5));
        });
        assertThat(voted(open(false), 3, 3, 0).close(there(6), 9, 5, NOW).events())
                .isEmpty();
    }

    @Test
    void the_last_vote_counts_and_both_are_kept() {
        Ballot ballot = voted(open(false), 2, 0, 0);
        Ballot changed =
                ballot.vote("v1", Choice.NO, there(6), "v1", NOW).orThrow().next();
        assertThat(changed.box().tally()).isEqualTo(new Tally(1, 1, 0));
        assertThat(((Box.Open) changed.box()).votes()).hasSize(3);
    }

    @Test
    void whoever_steps_aside_is_out_of_the_base() {
        Ballot ballot = voted(open(false), 5, 0, 0)
                .vote("v6", Choice.RECUSE, there(6), "v6", NOW)
                .orThrow()
                .next();
        assertThat(close(ballot, there(6), 9, 5).figures()).isEqualTo(new Figures(5, 0, 0, 5, 9, 5));
    }

    @Test
    void a_secret_ballot_cannot_tell_who_voted_what() {
        Ballot ballot = open(true);
        for (String voter : List.of("v3", "v1", "v2")) {
            ballot = ballot.vote(voter, voter.equals("v1") ? Choice.NO : Choice.YES, there(5), voter, NOW)
                    .orThrow()
                    .next();
        }
        assertThat(ballot.box()).isEqualTo(new Box.Secret(List.of("v1", "v2", "v3"), List.of(), new Tally(2, 1, 0)));
        assertThat(code(ballot.vote("v1", Choice.YES, there(5), "v1", NOW))).isEqualTo("already-voted");
    }

    @Test
    void a_vote_stays_in_the_base_when_its_voter_has_left() {
        Ballot ballot = voted(open(false), 5, 1, 0);
        assertThat(close(ballot, there(5), 9, 5).figures()).isEqualTo(new Figures(5, 1, 0, 6, 9, 5));
    }

    @Test
    void whoever_is_represented_is_in_the_base_without_having_voted() {
        Presence presence = new Presence(voters(5), List.of(new Presence.Represented("v9", "v1")));
        assertThat(close(voted(open(false), 3, 0, 0), presence, 9, 5).figures())
                .isEqualTo(new Figures(3, 0, 0, 6, 9, 5));
    }

    @Test
    void the_same_vote_again_is_kept_once() {
        Ballot ballot = voted(open(false), 1, 0, 0);
        assertThat(ballot.vote("v1", Choice.YES, there(5), "v1", NOW).orThrow().next())
                .isEqualTo(ballot);
        assertThat(ballot.box().voted()).containsExactly("v1");
    }

    @Test
    void an_open_ballot_keeps_5000_votes() {
        List<Box.Vote> votes = IntStream.rangeClosed(1, 4999)
                .mapToObj(i -> new Box.Vote("v" + i, Choice.YES, "v" + i, NOW))
                .toList();
        Box full = new Box.Open(votes).put("last", Choice.NO, "last", NOW).orThrow();
        assertThat(full.tally()).isEqualTo(new Tally(4999, 1, 0));
        assertThat(code(full.put("one more", Choice.NO, "one more", NOW))).isEqualTo("too-many-votes");
    }

    @Test
    void a_secret_vote_aside_is_counted_as_nothing_else() {
        Ballot ballot = open(true)
                .vote("v1", Choice.RECUSE, there(5), "v1", NOW)
                .orThrow()
                .next();
        ballot =
                ballot.vote("v2", Choice.ABSTAIN, there(5), "v2", NOW).orThrow().next();
        assertThat(ballot.box()).isEqualTo(new Box.Secret(List.of("v1", "v2"), List.of("v1"), new Tally(0, 0, 1)));
    }

    @Test
    void a_closed_ballot_never_changes() {
        Ballot closed = close(voted(open(false), 5, 0, 0), there(5), 9, 5);
        assertThat(code(closed.vote("v1", Choice.NO, there(5), "v1", NOW))).isEqualTo("ballot-closed");
        assertThat(closed.close(there(1), 9, 5, NOW)).isEqualTo(new Change<>(closed, List.of()));
    }

    @Test
    void whoever_is_not_there_does_not_vote() {
        assertThat(code(open(false).vote("v9", Choice.YES, there(5), "v9", NOW)))
                .isEqualTo("not-there");
    }

    private static Ballot open(boolean secret) {
        Question question = new Question(
                "b1",
                "m1",
                "Board",
                LocalDate.parse("2020-12-10"),
                "i1",
                0,
                Item.SubjectType.MEMBERSHIP_APPLICATION,
                "member-1",
                "Shall they be admitted?",
                Motion.ADMIT,
                Majority.SIMPLE,
                null,
                null);
        return new Ballot.Open(question, Box.empty(secret), NOW);
    }

    private static Ballot voted(Ballot ballot, int yes, int no, int abstain) {
        Ballot next = ballot;
        for (int i = 1; i <= yes + no + abstain; i++) {
            Choice choice = i <= yes ? Choice.YES : i <= yes + no ? Choice.NO : Choice.ABSTAIN;
            next = next.vote("v" + i, choice, there(9), "v" + i, NOW).orThrow().next();
        }
        return next;
    }

    private static Ballot.Closed close(Ballot ballot, Presence presence, int seats, int quorum) {
        return (Ballot.Closed) ballot.close(presence, seats, quorum, NOW).next();
    }

    private static Presence there(int count) {
        return new Presence(voters(count), List.of());
    }

    private static List<String> voters(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "v" + i).toList();
    }

    private static String code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }
}
