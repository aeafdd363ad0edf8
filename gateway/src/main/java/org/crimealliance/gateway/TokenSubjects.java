package org.crimealliance.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Whose token it is, for counting only: the services check tokens themselves. A token that is not genuine has no subject,
 * so that inventing subjects gains nothing.
 */
@Component
final class TokenSubjects {

    private static final int HALF_SECOND = 500;

    private final JwtDecoder decoder;
    private final Cache<String, Optional<String>> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    TokenSubjects(@Value("${spring.security.oauth2.resourceserver.jwt.jwk-set-uri}") String keys)
            throws MalformedURLException {
        // Unknown key ids and an identity service that is away must not make every request wait for it.
        this.decoder = NimbusJwtDecoder.withJwkSource(JWKSourceBuilder.<SecurityContext>create(
                                URI.create(keys).toURL(),
                                new DefaultResourceRetriever(HALF_SECOND, HALF_SECOND, 100_000))
                        .rateLimited(true)
                        .outageTolerant(true)
                        .build())
                .build();
    }

    Optional<String> of(String token) {
        return known.get(token, this::read);
    }

    private Optional<String> read(String token) {
        try {
            return Optional.ofNullable(decoder.decode(token).getSubject());
        } catch (JwtException | IllegalStateException notGenuine) {
            return Optional.empty();
        }
    }
}
