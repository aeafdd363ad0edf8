package org.crimealliance.portal.session;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who reads the page that is being made. */
public final class CurrentReader {

    private CurrentReader() {}

    /** Null for somebody without a session. */
    public static @Nullable Me me() {
        return Me.of(SecurityContextHolder.getContext().getAuthentication());
    }

    /** As the provider knows them; null for somebody without a session. */
    public static @Nullable String subject() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof OidcUser user
                ? user.getSubject()
                : null;
    }
}
