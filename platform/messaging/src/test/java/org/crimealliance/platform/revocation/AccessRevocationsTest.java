package org.crimealliance.platform.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class AccessRevocationsTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final AccessRevocations revocations = new AccessRevocations();

    @Test
    void a_token_given_under_an_access_that_was_revoked_is_refused_and_a_later_one_is_not() {
        revocations.revoke("ada", NOON);
        assertThat(isRefused(ours("ada", 0))).isTrue();
        assertThat(isRefused(ours("ada", NOON.minusMillis(1).toEpochMilli()))).isTrue();
        assertThat(isRefused(ours("ada", NOON.toEpochMilli()))).isFalse();
        assertThat(isRefused(ours("ben", 0))).isFalse();
    }

    @Test
    void the_clock_of_who_made_the_token_decides_nothing() {
        revocations.revoke("ada", NOON);
        Instant ahead = NOON.plus(Duration.ofMinutes(2));
        Instant behind = NOON.minus(Duration.ofMinutes(2));
        assertThat(isRefused(
                        token("ada").issuedAt(ahead).claim("access_from", 0).build()))
                .isTrue();
        assertThat(isRefused(token("ada")
                        .issuedAt(behind)
                        .expiresAt(NOON)
                        .claim("access_from", NOON.toEpochMilli())
                        .build()))
                .isFalse();
    }

    @Test
    void of_a_token_that_is_not_ours_the_time_of_issue_counts() {
        revocations.revoke("ada", NOON);
        assertThat(isRefused(token("ada").issuedAt(NOON.minusSeconds(1)).build()))
                .isTrue();
        assertThat(isRefused(token("ada").issuedAt(NOON).build())).isFalse();
        assertThat(isRefused(token("ada").build())).as("says nothing of it").isTrue();
    }

    @Test
    void told_twice_or_in_another_order_the_latest_counts() {
        revocations.revoke("ada", NOON);
        revocations.revoke("ada", NOON.minusSeconds(60));
        assertThat(revocations.size()).isEqualTo(1);
        revocations.revoke("ada", NOON);
        assertThat(isRefused(ours("ada", NOON.minusSeconds(30).toEpochMilli()))).isTrue();
        assertThat(revocations.size()).isEqualTo(1);
    }

    @Test
    void what_no_token_can_be_older_than_is_forgotten() {
        revocations.revoke("ada", NOON);
        revocations.revoke("ben", NOON.plusSeconds(1));
        revocations.forgetBefore(NOON.plusSeconds(1));
        assertThat(revocations.size()).isEqualTo(1);
        assertThat(isRefused(ours("ben", 0))).isTrue();
    }

    @Test
    void a_token_of_nobody_is_left_to_others_to_refuse() {
        assertThat(isRefused(Jwt.withTokenValue("t")
                        .header("alg", "RS256")
                        .claim("x", "y")
                        .build()))
                .isFalse();
    }

    private boolean isRefused(Jwt token) {
        return revocations.validate(token).hasErrors();
    }

    private static Jwt ours(String subject, long accessFrom) {
        return token(subject).claim("access_from", accessFrom).build();
    }

    private static Jwt.Builder token(String subject) {
        return Jwt.withTokenValue("t").header("alg", "RS256").subject(subject);
    }
}
