package org.crimealliance.platform.security;

import java.util.Arrays;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Whoever's request this is, for rules of who may read what: {@code @PreAuthorize} says who may call at all. */
public final class Caller {

    private Caller() {}

    /** @param roles as {@code hasAnyRole} names them */
    public static boolean hasAnyRole(String... roles) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null
                && caller.getAuthorities().stream()
                        .anyMatch(held ->
                                Arrays.stream(roles).anyMatch(role -> ("ROLE_" + role).equals(held.getAuthority())));
    }

    /** What the caller's token says under this name. */
    public static Optional<String> claim(String name) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? Optional.ofNullable(token.getToken().getClaimAsString(name))
                : Optional.empty();
    }
}
