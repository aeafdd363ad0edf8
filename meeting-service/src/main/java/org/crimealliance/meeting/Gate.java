package org.crimealliance.meeting;

import org.crimealliance.meeting.ballot.BallotRecord;
import org.crimealliance.meeting.invitation.Invitations;
import org.crimealliance.meeting.meeting.MeetingGate;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.security.Caller;
import org.springframework.stereotype.Component;

/** What a meeting asks of invitations and ballots. Who may read what stands here alone; {@link Access} says who may call. */
@Component
class Gate implements MeetingGate {

    /** The Board's: they see its drafts, its votes, and where it meets. */
    private static final String[] SEATS = {"CHAIR", "VICE_CHAIR", "TREASURER", "SECRETARY", "BOARD"};

    /** Auditors and the congress team know of all meetings besides; a member, of those with an invitation. */
    private static final String[] OTHERS = {"AUDITOR", "CONGRESS_MANAGER"};

    private final Invitations invitations;
    private final BallotRecord ballots;

    Gate(Invitations invitations, BallotRecord ballots) {
        this.invitations = invitations;
        this.ballots = ballots;
    }

    @Override
    public void mayRead(String meetingId) {
        if (!holds(SEATS) && !holds(OTHERS) && !isInvited(meetingId)) {
            throw new RefusedException(Refusal.notFound("This meeting"));
        }
    }

    @Override
    public boolean seesDrafts() {
        return holds(SEATS);
    }

    @Override
    public boolean seesVotes() {
        return holds(SEATS);
    }

    @Override
    public boolean seesAddresses() {
        return holds(SEATS);
    }

    @Override
    public boolean mayJoin(String meetingId) {
        return holds(SEATS) || isInvited(meetingId);
    }

    @Override
    public Outcome<Boolean> mayClose(String meetingId) {
        return ballots.hasOpen(meetingId)
                ? Outcome.refused(
                        Refusal.conflict("ballots-open", "A ballot is still open. Close it, then close the meeting."))
                : Outcome.done(true);
    }

    private boolean isInvited(String meetingId) {
        return Caller.claim("member_id")
                .filter(memberId -> invitations.isInvited(meetingId, memberId))
                .isPresent();
    }

    private static boolean holds(String... roles) {
        return Caller.hasAnyRole(roles);
    }
}
