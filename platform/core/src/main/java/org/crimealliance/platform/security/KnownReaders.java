package org.crimealliance.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
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
    private final Function<HttpServletRequest, String> callerAddress;

    public KnownReaders(String addresses) {
        this(addresses, HttpServletRequest::getRemoteAddr);
    }

    /** @param callerAddress where a request comes from, for who reads that off by itself */
    public KnownReaders(String addresses, Function<HttpServletRequest, String> callerAddress) {
        this.addresses = Pattern.compile(addresses);
        this.callerAddress = callerAddress;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        return new AuthorizationDecision(
                addresses.matcher(callerAddress.apply(context.getRequest())).matches());
    }
}
