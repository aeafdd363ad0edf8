package org.crimealliance.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.crimealliance.platform.security.IssuerKeys;
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

    private final JwtDecoder decoder;
    private final Cache<String, Optional<String>> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    TokenSubjects(@Value("${spring.security.oauth2.resourceserver.jwt.jwk-set-uri}") String jwkSet) {
        this.decoder = NimbusJwtDecoder.withJwkSource(IssuerKeys.at(jwkSet)).build();
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
