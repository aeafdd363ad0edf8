package org.crimealliance.identity.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.crimealliance.identity.login.RandomToken;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Client secrets are 256 random bits: a plain hash protects them, and costs microseconds where a password's hash costs a
 * tenth of a second at every token request.
 */
final class SecretHash implements PasswordEncoder {

    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
        return secret == null ? null : RandomToken.hash(secret.toString());
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
        return secret != null
                && hash != null
                && MessageDigest.isEqual(
                        RandomToken.hash(secret.toString()).getBytes(StandardCharsets.US_ASCII),
                        hash.getBytes(StandardCharsets.US_ASCII));
    }
}
