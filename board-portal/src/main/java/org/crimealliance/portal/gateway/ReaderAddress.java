package org.crimealliance.portal.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where the reader is whose page is being made. The gateway hears it with each call, as from any proxy: it counts readers,
 * not the portal, and no reader uses up what the others may ask.
 */
public final class ReaderAddress {

    public static final String HEADER = "X-Forwarded-For";

    private ReaderAddress() {}

    /** Null where no page is being made. */
    public static @Nullable String current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes page
                ? page.getRequest().getRemoteAddr()
                : null;
    }
}
