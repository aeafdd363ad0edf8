package org.crimealliance.portal.session;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who reads the page that is being made. */
public final class CurrentReader {

    private CurrentReader() {}

    /** Null for somebody without a session. */
    public static @Nullable Me me() {
        return Me.of(SecurityContextHolder.getContext().getAuthentication());
    }
}
