package org.crimealliance.platform.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The issuer's public keys, as its JWK set says them. They are kept: an issuer that is away for a while makes no bearer's
 * token doubtful, and tokens with invented key ids make nobody ask it more than twice in half a minute.
 */
public final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final int HALF_SECOND = 500;
    private static final int LARGEST_SET = 100_000;

    private static final Duration ASKED_AGAIN_AFTER = Duration.ofMinutes(5);
    private static final Duration WAIT_FOR_ANOTHER = Duration.ofSeconds(2);

    private final JWKSource<SecurityContext> keys;

    IssuerKeys(URI jwkSet, ResourceRetriever retriever, Duration askedAgainAfter) {
        try {
            this.keys = JWKSourceBuilder.<SecurityContext>create(jwkSet.toURL(), retriever)
                    .cache(askedAgainAfter.toMillis(), WAIT_FOR_ANOTHER.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(askedAgainAfter.toMillis() / 10)
                    .outageTolerant(Duration.ofHours(1).toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("The address of the issuer's keys is none: " + jwkSet, e);
        }
    }

    /** The keys that are published there (RFC 7517). */
    public static IssuerKeys at(String jwkSet) {
        return new IssuerKeys(
                URI.create(jwkSet),
                new DefaultResourceRetriever(HALF_SECOND, HALF_SECOND, LARGEST_SET),
                ASKED_AGAIN_AFTER);
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        try {
            return keys.get(selector, context);
        } catch (RateLimitReachedException askedEnough) {
            return List.of(); // a key that nobody knows is the token's fault
        }
    }
}
