package org.crimealliance.platform.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Whose access was taken back, and from when: a token that was given before is not valid any more. Asked for each request,
 * so it is kept in memory; {@link RevocationFeed} fills it.
 *
 * <p>Our own tokens carry the beginning of the access they were given under ({@link #ACCESS_FROM}), which the issuer takes
 * from the same record that a revocation changes: no clock decides, and a token that was being made while access was
 * revoked is refused too. Of other tokens the time of issue counts.
 */
public final class AccessRevocations implements OAuth2TokenValidator<Jwt> {

    /** The claim: milliseconds since the epoch, as text; zero while access was never revoked. */
    public static final String ACCESS_FROM = "access_from";

    /** No access token lives as long; what was revoked before has nothing left to refuse. */
    public static final Duration KEPT = Duration.ofHours(1);

    private static final OAuth2TokenValidatorResult REFUSED = OAuth2TokenValidatorResult.failure(
            new OAuth2Error("invalid_token", "The access that this token was given under has been revoked.", null));

    private final ConcurrentMap<String, Instant> bySubject = new ConcurrentHashMap<>();

    /** Whatever the subject was given before {@code from} is void. Told twice or in another order, the latest counts. */
    void revoke(String subject, Instant from) {
        bySubject.merge(subject, from, (known, told) -> told.isAfter(known) ? told : known);
    }

    void forgetBefore(Instant time) {
        bySubject.values().removeIf(from -> from.isBefore(time));
    }

    int size() {
        return bySubject.size();
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        String subject = token.getSubject();
        Instant revoked = subject == null ? null : bySubject.get(subject);
        return revoked != null && wasGivenBefore(token, revoked) ? REFUSED : OAuth2TokenValidatorResult.success();
    }

    private static boolean wasGivenBefore(Jwt token, Instant revoked) {
        String accessFrom = token.getClaimAsString(ACCESS_FROM);
        if (accessFrom != null) {
            return Long.parseLong(accessFrom) < revoked.toEpochMilli();
        }
        Instant issued = token.getIssuedAt();
        return issued == null || issued.isBefore(revoked); // one that does not say is never newer
    }
}
