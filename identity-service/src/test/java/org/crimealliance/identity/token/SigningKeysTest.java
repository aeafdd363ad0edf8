package org.crimealliance.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crimealliance.identity.token.SigningKeys.Numbered;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_key_stays_published_while_tokens_of_it_may_live() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
        List<Numbered> keys =
                List.of(new Numbered(1, MADE.minus(Duration.ofDays(90)), key), new Numbered(2, MADE, key));
        assertThat(SigningKeys.withoutFaded(keys, MADE.plus(Duration.ofHours(47))))
                .hasSize(2);
        assertThat(SigningKeys.withoutFaded(keys, MADE.plus(Duration.ofHours(49))))
                .extracting(Numbered::number)
                .containsExactly(2);
    }
}
