package org.crimealliance.membership.secondperson;

import java.util.List;
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
        List<String> roles = token.getClaimAsStringList("roles");
        String name = token.getClaimAsString("name");
        return new Person(
                caller.getName(),
                name == null ? caller.getName() : name,
                token.getClaimAsString("email"),
                roles == null ? List.of() : roles.stream().sorted().toList());
    }
}
