package org.crimealliance.platform.security;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Metrics and what health tells beyond a word are for whoever runs the platform: callers from known addresses
 * ({@code alliance.metrics-from}). An address is the connection's own, or what a trusted proxy says of it.
 */
public final class KnownReaders implements AuthorizationManager<RequestAuthorizationContext> {

    private final Pattern addresses;

    public KnownReaders(String addresses) {
        this.addresses = Pattern.compile(addresses);
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        return new AuthorizationDecision(
                addresses.matcher(context.getRequest().getRemoteAddr()).matches());
    }
}
