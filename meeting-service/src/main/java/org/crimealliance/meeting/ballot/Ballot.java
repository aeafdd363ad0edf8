package org.crimealliance.meeting.ballot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.crimealliance.meeting.agenda.Item;
import org.crimealliance.meeting.attendance.Presence;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.springframework.data.annotation.TypeAlias;

/**
 * A ballot. Once closed it never changes; another one on the same item cites it. If it passes, it is the decision: the
 * decision's id is the ballot's.
 */
sealed interface Ballot {

    Question question();

    Box box();

    /** How it ended. */
    enum Result {
        @JsonProperty("passed")
        PASSED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("not-quorate")
        NOT_QUORATE
    }

    /** Takes votes. */
    @TypeAlias("ballot-open")
    record Open(Question question, Box box, Instant openedAt) implements Ballot {}

    /** Counted. */
    @TypeAlias("ballot-closed")
    record Closed(Question question, Box box, Instant openedAt, Instant closedAt, Result result, Figures figures)
            implements Ballot {}

    /** A motion passed. */
    @WireName("meeting.decision-taken.v1")
    record DecisionTaken(
            String decisionId,
            String meetingId,
            String meetingTitle,
            LocalDate meetingDate,
            String itemId,
            Motion kind,
            String subjectType,
            String subjectId,
            String question,
            Figures figures) {}

    /**
     * Whoever is there, or is represented by somebody there, votes. Voting for oneself or for whose proxy one holds is
     * checked where the caller is known.
     */
    default Outcome<Change<Ballot>> vote(String voterId, Choice choice, Presence presence, String castBy, Instant at) {
        return switch (this) {
            case Closed closed ->
                Outcome.refused(Refusal.conflict("ballot-closed", "The ballot is closed: it takes no more votes."));
            case Open(Question question, Box box, Instant openedAt) -> {
                if (!presence.mayVote(voterId)) {
                    yield Outcome.refused(
                            Refusal.conflict(
                                    "not-there",
                                    "Only voters who are there, or whose proxy is held by somebody there, vote. Note the arrival first."));
                }
                yield box.put(voterId, choice, castBy, at).map(next -> Change.to(new Open(question, next, openedAt)));
            }
        };
    }

    /** Counts, from who is there now. Closing again changes nothing. */
    default Change<Ballot> close(Presence presence, int seats, int quorum, Instant at) {
        return switch (this) {
            case Closed closed -> Change.to(closed);
            case Open(Question question, Box box, Instant openedAt) -> {
                Figures figures = count(box, presence, seats, quorum);
                Result result = result(question.majority(), box.tally(), figures, presence);
                Ballot closed = new Closed(question, box, openedAt, at, result, figures);
                yield result == Result.PASSED ? Change.to(closed, decision(question, figures)) : Change.to(closed);
            }
        };
    }

    private static Figures count(Box box, Presence presence, int seats, int quorum) {
        // whoever voted and has left since still counts in the base: the vote stays
        Set<String> base = new HashSet<>(box.voted());
        base.addAll(presence.there());
        presence.represented().forEach(voter -> base.add(voter.voterId()));
        box.recused().forEach(base::remove);
        Tally tally = box.tally();
        return new Figures(tally.yes(), tally.no(), tally.abstain(), base.size(), seats, quorum);
    }

    private static Result result(Majority majority, Tally tally, Figures figures, Presence presence) {
        if (presence.size() < figures.quorum()) {
            return Result.NOT_QUORATE;
        }
        return majority.passes(tally, figures.present()) ? Result.PASSED : Result.FAILED;
    }

    private static DecisionTaken decision(Question question, Figures figures) {
        boolean application = question.subjectType() == Item.SubjectType.MEMBERSHIP_APPLICATION;
        return new DecisionTaken(
                question.ballotId(),
                question.meetingId(),
                question.meetingTitle(),
                question.meetingDate(),
                question.itemId(),
                question.motion(),
                application ? "membership-application" : "other",
                question.subjectId(),
                question.question(),
                figures);
    }
}
