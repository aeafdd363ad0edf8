package org.crimealliance.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private static JWK key;

    private final AtomicInteger asked = new AtomicInteger();
    private boolean away;

    @BeforeAll
    static void a_key() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("known").generate().toPublicJWK();
    }

    @Test
    void keys_that_are_known_stay_known_while_the_issuer_is_away() throws Exception {
        IssuerKeys keys = keys(Duration.ofMillis(50));
        assertThat(keys.get(of("known"), null)).containsExactly(key);
        away = true;
        await().untilAsserted(() -> {
            assertThat(keys.get(of("known"), null)).containsExactly(key);
            assertThat(asked).hasValueGreaterThan(1);
        });
    }

    @Test
    void an_issuer_that_never_answered_is_an_outage_and_no_unknown_key() {
        away = true;
        assertThatThrownBy(() -> keys(Duration.ofMinutes(5)).get(of("known"), null))
                .isInstanceOf(KeySourceException.class);
    }

    @Test
    void invented_key_ids_are_unknown_and_do_not_make_the_issuer_work() throws Exception {
        IssuerKeys keys = keys(Duration.ofMinutes(5));
        assertThat(keys.get(of("known"), null)).containsExactly(key);
        for (int i = 0; i < 100; i++) {
            assertThat(keys.get(of("invented-" + i), null)).isEmpty();
        }
        assertThat(asked).hasValueLessThanOrEqualTo(3);
    }

    private static JWKSelector of(String id) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(id).build());
    }

    private IssuerKeys keys(Duration askedAgainAfter) {
        return new IssuerKeys(
                URI.create("http://issuer.test/jwks"),
                url -> {
                    asked.incrementAndGet();
                    if (away) {
                        throw new IOException("away");
                    }
                    return new Resource(new JWKSet(key).toString(), "application/json");
                },
                askedAgainAfter);
    }
}
