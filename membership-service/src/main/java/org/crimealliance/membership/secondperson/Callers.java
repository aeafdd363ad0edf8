package org.crimealliance.membership.secondperson;

import java.util.List;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** Who is calling. */
@Component
public final class Callers {

    /** The person behind the token of the request that is being answered. */
    public Person current() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || !(caller.getPrincipal() instanceof Jwt token)) {
            throw new IllegalStateException("nobody is calling: " + Provenance.current());
        }
        String email = token.getClaimAsString("email");
        if (email == null || email.isBlank()) {
            // without it nobody could tell whether it concerns the caller, or who two accounts are
            throw new RefusedException(Refusal.forbidden(
                    "no-address", "Your sign-in does not say your mail address. Ask whoever runs the sign-in."));
        }
        List<String> roles = token.getClaimAsStringList("roles");
        String name = token.getClaimAsString("name");
        return new Person(
                caller.getName(),
                name == null ? caller.getName() : name,
                email,
                roles == null ? List.of() : roles.stream().sorted().toList());
    }
}
