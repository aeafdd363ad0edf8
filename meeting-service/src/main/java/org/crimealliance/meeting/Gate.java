package org.crimealliance.meeting;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crimealliance.meeting.ballot.BallotRecord;
import org.crimealliance.meeting.invitation.Invitations;
import org.crimealliance.meeting.meeting.MeetingGate;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/** What a meeting asks of invitations and ballots. Who may read what stands here alone; {@link Access} says who may call. */
@Component
class Gate implements MeetingGate {

    /** The Board's: they see its drafts, its votes, and where it meets. */
    private static final Set<String> SEATS =
            Set.of("ROLE_CHAIR", "ROLE_VICE_CHAIR", "ROLE_TREASURER", "ROLE_SECRETARY", "ROLE_BOARD");

    /** Auditors and the congress team know of all meetings besides; a member, of those with an invitation. */
    private static final Set<String> OFFICES = Stream.concat(
                    SEATS.stream(), Stream.of("ROLE_AUDITOR", "ROLE_CONGRESS_MANAGER"))
            .collect(Collectors.toUnmodifiableSet());

    private final Invitations invitations;
    private final BallotRecord ballots;

    Gate(Invitations invitations, BallotRecord ballots) {
        this.invitations = invitations;
        this.ballots = ballots;
    }

    @Override
    public void mayRead(String meetingId) {
        if (!holds(OFFICES) && !isInvited(meetingId)) {
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
        String memberId = SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? token.getToken().getClaimAsString("member_id")
                : null;
        return memberId != null && invitations.isInvited(meetingId, memberId);
    }

    private static boolean holds(Set<String> roles) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null && caller.getAuthorities().stream().anyMatch(held -> roles.contains(held.getAuthority()));
    }
}
