package org.crimealliance.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.junit.jupiter.api.Test;

class SealedKeysTest {

    private final SealedKeys sealed = new SealedKeys("a secret of more than thirty-two characters");
    private final RSAKey key = key();

    @Test
    void what_is_sealed_can_be_opened_with_the_same_secret_and_shows_nothing() {
        String text = sealed.seal(7, key);
        assertThat(sealed.open(7, text)).isEqualTo(key);
        assertThat(text).doesNotContain(key.getModulus().toString());
        assertThat(sealed.seal(7, key)).as("each time another").isNotEqualTo(text);
    }

    @Test
    void another_secret_another_number_or_a_changed_letter_open_nothing() {
        String text = sealed.seal(7, key);
        assertThatThrownBy(() -> new SealedKeys("another secret of more than thirty-two letters").open(7, text))
                .hasMessageContaining("not the secret");
        assertThatThrownBy(() -> sealed.open(8, text)).hasMessageContaining("another key's copy");
        char last = text.charAt(text.length() - 3);
        String changed =
                text.substring(0, text.length() - 3) + (last == 'A' ? 'B' : 'A') + text.substring(text.length() - 2);
        assertThatThrownBy(() -> sealed.open(7, changed)).isInstanceOf(IllegalStateException.class);
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("k").generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
