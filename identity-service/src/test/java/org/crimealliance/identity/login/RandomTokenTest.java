package org.crimealliance.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class RandomTokenTest {

    @Test
    void each_is_another_of_256_bits_and_known_as_one_by_its_length() {
        String token = RandomToken.next();
        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(RandomToken.next()).isNotEqualTo(token);
        assertThat(RandomToken.isOne(token)).isTrue();
        assertThat(RandomToken.isOne(token + "A")).isFalse();
    }

    @Test
    void its_hash_is_sha_256() {
        assertThat(RandomToken.hash("abc")).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }
}
