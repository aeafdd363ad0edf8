package org.crimealliance.platform.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** What the keys of persons are wrapped with (RFC 3394) in stores and on topics: derived from a secret that all services share. */
public final class WrappingKey {

    private static final int LEAST = 32;
    private static final int BITS = 256;

    private final List<SecretKeySpec> keys;

    /** @param secrets a line each: the one in use first, older ones after it */
    public WrappingKey(String secrets) {
        List<String> each = secrets.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (each.isEmpty() || each.stream().anyMatch(secret -> secret.length() < LEAST)) {
            throw new IllegalStateException(
                    "What events tell of persons is sealed: set ALLIANCE_PERSON_SECRET, 32 characters"
                            + " or more, or ALLIANCE_SECRETS to a folder with the file person-secret.");
        }
        keys = each.stream().map(WrappingKey::derived).toList();
    }

    private static SecretKeySpec derived(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal("keys of persons".getBytes(StandardCharsets.US_ASCII)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new key for a person, wrapped. */
    public String newKey() {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(BITS);
            return wrapped(generator.generateKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Throws {@link IllegalStateException} where it was wrapped with a secret that is not here. */
    public SecretKey unwrap(String wrapped) {
        return keys.stream()
                .flatMap(key -> unwrapped(key, wrapped).stream())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("a person's key is wrapped with a secret that is not here"));
    }

    /** The same key wrapped with the secret in use; as it was where it is, or where no secret here has wrapped it. */
    public String renewed(String wrapped) {
        if (unwrapped(keys.getFirst(), wrapped).isPresent()) {
            return wrapped;
        }
        return keys.stream()
                .flatMap(key -> unwrapped(key, wrapped).stream())
                .findFirst()
                .map(this::wrapped)
                .orElse(wrapped);
    }

    private String wrapped(SecretKey person) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.WRAP_MODE, keys.getFirst());
            return Base64.getEncoder().encodeToString(cipher.wrap(person));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<SecretKey> unwrapped(SecretKeySpec key, String wrapped) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, key);
            return Optional.of(
                    (SecretKey) cipher.unwrap(Base64.getDecoder().decode(wrapped), "AES", Cipher.SECRET_KEY));
        } catch (GeneralSecurityException | IllegalArgumentException anotherSecret) {
            return Optional.empty();
        }
    }
}
