package org.crimealliance.meeting;

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

/** What a meeting asks of invitations and ballots. */
@Component
class Gate implements MeetingGate {

    private final Invitations invitations;
    private final BallotRecord ballots;

    Gate(Invitations invitations, BallotRecord ballots) {
        this.invitations = invitations;
        this.ballots = ballots;
    }

    @Override
    public void mayRead(String meetingId) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller instanceof JwtAuthenticationToken token && isOnlyMember(token)) {
            String memberId = token.getToken().getClaimAsString("member_id");
            if (memberId == null || !invitations.isInvited(meetingId, memberId)) {
                throw new RefusedException(Refusal.notFound("This meeting"));
            }
        }
    }

    @Override
    public boolean seesDrafts() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return !(caller instanceof JwtAuthenticationToken token && isOnlyMember(token));
    }

    @Override
    public Outcome<Boolean> mayClose(String meetingId) {
        return ballots.hasOpen(meetingId)
                ? Outcome.refused(
                        Refusal.conflict("ballots-open", "A ballot is still open. Close it, then close the meeting."))
                : Outcome.done(true);
    }

    private static boolean isOnlyMember(JwtAuthenticationToken token) {
        return token.getAuthorities().stream()
                .filter(authority -> String.valueOf(authority.getAuthority()).startsWith("ROLE_"))
                .allMatch(authority -> "ROLE_MEMBER".equals(authority.getAuthority()));
    }
}
