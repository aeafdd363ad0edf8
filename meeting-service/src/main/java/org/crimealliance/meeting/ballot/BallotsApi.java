package org.crimealliance.meeting.ballot;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.crimealliance.meeting.Access;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.MeetingGate;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Ballots of a meeting in session. */
@RestController
@RequestMapping("/api/meetings/{id}/ballots")
class BallotsApi {

    record NewBallot(
            @NotBlank @Size(max = 100) String itemId,

            @Text(TextKind.PARAGRAPHS) @NotBlank @Size(max = 2000)
            String question,

            @NotNull Motion motion,
            @NotNull Majority majority,
            @Nullable Boolean secret) {}

    record NewVote(
            @NotBlank @Size(max = 100) String voterId,
            @NotNull Choice choice) {}

    record Opened(String ballotId, boolean quorate, int present, int quorum, int seats) {}

    record Closed(
            String ballotId,
            Ballot.Result result,
            Figures figures,
            @Nullable String decisionId) {}

    record Counted(int votes) {}

    /**
     * A ballot as everybody may see it.
     *
     * @param voted who voted, in a secret ballot by id and not in their order; empty for who may not know
     * @param recused who stood aside; empty for who may not know
     * @param present voters there or represented: now while it is open, as counted once it is closed
     * @param votes all votes in their order, the last of a voter counts; absent in a secret ballot, and for
     *     who may not know
     */
    record BallotView(
            String ballotId,
            String itemId,
            String question,
            Motion motion,
            Majority majority,
            boolean secret,
            String state,
            boolean quorate,
            int present,
            int quorum,
            int seats,
            Instant openedAt,
            List<String> voted,
            List<String> recused,
            @Nullable List<Box.Vote> votes,
            Ballot.@Nullable Result result,
            @Nullable Figures figures,
            @Nullable Instant closedAt,
            @Nullable String decisionId,
            @Nullable String supersedes) {

        static BallotView of(Ballot ballot, RunBallot.Electorate now, boolean withVotes) {
            Question question = ballot.question();
            Ballot.Closed closed = ballot instanceof Ballot.Closed it ? it : null;
            return new BallotView(
                    question.ballotId(),
                    question.itemId(),
                    question.question(),
                    question.motion(),
                    question.majority(),
                    ballot.box() instanceof Box.Secret,
                    closed == null ? "open" : "closed",
                    closed == null ? now.isQuorate() : closed.result() != Ballot.Result.NOT_QUORATE,
                    closed == null ? now.presence().size() : closed.figures().present(),
                    closed == null ? now.quorum() : closed.figures().quorum(),
                    closed == null ? now.seats() : closed.figures().seats(),
                    Ballots.openedAt(ballot),
                    withVotes ? ballot.box().voted() : List.of(),
                    withVotes ? ballot.box().recused() : List.of(),
                    withVotes && ballot.box() instanceof Box.Open(List<Box.Vote> votes) ? votes : null,
                    closed == null ? null : closed.result(),
                    closed == null ? null : closed.figures(),
                    closed == null ? null : closed.closedAt(),
                    closed == null || closed.result() != Ballot.Result.PASSED ? null : question.ballotId(),
                    question.supersedes());
        }
    }

    record BallotList(List<BallotView> items) {}

    private final Ballots ballots;
    private final RunBallot run;
    private final Meetings meetings;
    private final VoterIdentity identity;
    private final MeetingGate gate;

    BallotsApi(Ballots ballots, RunBallot run, Meetings meetings, VoterIdentity identity, MeetingGate gate) {
        this.gate = gate;
        this.ballots = ballots;
        this.run = run;
        this.meetings = meetings;
        this.identity = identity;
    }

    /** All ballots in the order of opening. */
    @Operation(summary = "All ballots in the order of opening")
    @GetMapping
    @PreAuthorize(Access.READ)
    BallotList list(@PathVariable String id) {
        RunBallot.Electorate now = run.electorate(meetings.get(id).details());
        return new BallotList(ballots.of(id).stream()
                .map(ballot -> BallotView.of(ballot, now, gate.seesVotes()))
                .toList());
    }

    /**
     * Puts a question to the vote; answers who is there now and whether that is a quorum. 409 {@code not-in-session}, {@code
     * ballot-open}; 422 {@code motion-does-not-fit}.
     */
    @Operation(summary = "Put a question to the vote")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(Access.RUN)
    Opened open(@PathVariable String id, @Valid @RequestBody NewBallot wanted) {
        Ballot opened = run.open(
                        id,
                        new RunBallot.Proposal(
                                wanted.itemId(),
                                wanted.question().strip(),
                                wanted.motion(),
                                wanted.majority(),
                                Boolean.TRUE.equals(wanted.secret())))
                .orThrow();
        RunBallot.Electorate now = run.electorate(meetings.get(id).details());
        return new Opened(
                opened.question().ballotId(), now.isQuorate(), now.presence().size(), now.quorum(), now.seats());
    }

    /**
     * A vote of one's own, or of whose proxy one holds; Chair and Secretary record any. In an open ballot the last vote of a
     * voter counts, in a secret one the only. 409 {@code not-there}, {@code ballot-closed}, {@code already-voted}; 403 {@code
     * not-your-vote}.
     */
    @Operation(summary = "Vote")
    @PostMapping("/{ballotId}/votes")
    @PreAuthorize(Access.VOTE)
    Counted vote(
            @PathVariable String id,
            @PathVariable String ballotId,
            @Valid @RequestBody NewVote vote,
            Authentication caller) {
        Meeting meeting = meetings.get(id);
        if (inThisMeeting(id, ballotId).box() instanceof Box.Secret) {
            IdempotencyKey.confidential();
        }
        identity.check(
                caller,
                vote.voterId(),
                run.electorate(meeting.details()).presence().holderOf(vote.voterId()));
        Ballot ballot = run.vote(meeting, ballotId, vote.voterId(), vote.choice(), caller.getName())
                .orThrow();
        return new Counted(ballot.box().voted().size());
    }

    /**
     * Counts: quorum and majority from who is there now. A motion that passes is a decision; one that fails, or lacks the
     * quorum, decides nothing. Closing again answers the same.
     */
    @Operation(summary = "Close a ballot and count")
    @PostMapping("/{ballotId}/closing")
    @PreAuthorize(Access.RUN)
    Closed close(@PathVariable String id, @PathVariable String ballotId) {
        Meeting meeting = meetings.get(id);
        inThisMeeting(id, ballotId);
        Ballot ballot = run.close(meeting, ballotId).orThrow();
        if (!(ballot instanceof Ballot.Closed closed)) {
            throw new IllegalStateException("closing leaves a closed ballot");
        }
        return new Closed(
                ballotId, closed.result(), closed.figures(), closed.result() == Ballot.Result.PASSED ? ballotId : null);
    }

    private Ballot inThisMeeting(String id, String ballotId) {
        return ballots.find(ballotId)
                .filter(ballot -> ballot.question().meetingId().equals(id))
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This ballot")));
    }
}
