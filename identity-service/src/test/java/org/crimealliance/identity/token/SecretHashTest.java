package org.crimealliance.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretHashTest {

    private final SecretHash hash = new SecretHash();

    @Test
    void a_secret_is_known_by_its_hash_and_nothing_else_is() {
        String kept = hash.encode("a secret");
        assertThat(kept).isNotNull().isNotEqualTo("a secret");
        assertThat(hash.matches("a secret", kept)).isTrue();
        assertThat(hash.matches("another", kept)).isFalse();
    }

    @Test
    void where_there_is_none_none_matches() {
        assertThat(hash.encode(null)).isNull();
        assertThat(hash.matches(null, hash.encode("a secret"))).isFalse();
        assertThat(hash.matches("a secret", null)).isFalse();
    }
}
