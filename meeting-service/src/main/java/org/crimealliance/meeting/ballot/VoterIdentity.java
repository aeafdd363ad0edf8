package org.crimealliance.meeting.ballot;

import java.util.Optional;
import org.crimealliance.meeting.people.Officer;
import org.crimealliance.meeting.people.People;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.text.MailAddress;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/** Whose vote the caller may cast. A token's {@code email} is the officer's. */
@Component
class VoterIdentity {

    private final People people;

    VoterIdentity(People people) {
        this.people = people;
    }

    /** Refuses where the vote is neither the caller's own nor of whose proxy the caller holds. */
    void check(Authentication caller, String voterId, Optional<String> proxyHolder) {
        boolean records = caller.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .anyMatch(role -> "ROLE_CHAIR".equals(role) || "ROLE_SECRETARY".equals(role));
        if (!records
                && !isOffice(caller, voterId)
                && !proxyHolder.map(holder -> isOffice(caller, holder)).orElse(false)) {
            throw new RefusedException(Refusal.forbidden(
                    "not-your-vote", "This is the vote of somebody else, whose proxy you do not hold."));
        }
    }

    private boolean isOffice(Authentication caller, String officeId) {
        String email = caller instanceof JwtAuthenticationToken token
                ? token.getToken().getClaimAsString("email")
                : null;
        return email != null
                && people.officer(officeId)
                        .map(Officer::email)
                        .filter(address -> MailAddress.areSame(address, email))
                        .isPresent();
    }
}
