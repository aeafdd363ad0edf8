package org.crimealliance.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.crimealliance.platform.security.IssuerKeys;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Whose token it is, for counting only: the services check tokens themselves. A token that is not genuine has no subject,
 * so that inventing subjects gains nothing, and leaves nothing behind. Of a genuine one a hash is kept.
 */
@Component
final class TokenSubjects {

    private final JwtDecoder decoder;
    private final Cache<String, String> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    TokenSubjects(@Value("${spring.security.oauth2.resourceserver.jwt.jwk-set-uri}") String jwkSet) {
        this.decoder = NimbusJwtDecoder.withJwkSource(IssuerKeys.at(jwkSet)).build();
    }

    /** Of a token that was found genuine lately; costs a hash. */
    Optional<String> known(String token) {
        return Optional.ofNullable(known.getIfPresent(hash(token)));
    }

    /** Costs the check of a signature where the token is not known. */
    Optional<String> of(String token) {
        Optional<String> subject = known(token).or(() -> read(token));
        subject.ifPresent(genuine -> known.put(hash(token), genuine));
        return subject;
    }

    Set<String> held() {
        return known.asMap().keySet();
    }

    private Optional<String> read(String token) {
        try {
            return Optional.ofNullable(decoder.decode(token).getSubject());
        } catch (JwtException | IllegalStateException notGenuine) {
            return Optional.empty();
        }
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
