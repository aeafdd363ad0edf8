package org.crimealliance.platform.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * One text of one person: {@code person:<key>:<base64url of nonce, ciphertext and tag>}, AES-GCM, bound to the key's id.
 *
 * @param keyId {@code <person>#<which key of theirs>}
 */
public record PersonSeal(String keyId, String sealed) {

    private static final String SCHEME = "person:";
    private static final Pattern KEY_ID = Pattern.compile("[^:#\\p{Cntrl}\"\\\\]{1,200}#[A-Za-z0-9_-]{1,30}");
    private static final Pattern FORM = Pattern.compile(SCHEME + "(" + KEY_ID + "):([A-Za-z0-9_-]{38,})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** Each time another text. */
    public static String seal(SecretKey key, String keyId, String text) {
        if (!KEY_ID.matcher(keyId).matches()) {
            throw new IllegalArgumentException("this cannot be the id of a person's key: " + keyId);
        }
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, keyId, nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] both = ByteBuffer.allocate(NONCE + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return SCHEME + keyId + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    /** Empty for a text that is not sealed. */
    public static Optional<PersonSeal> of(String text) {
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new PersonSeal(form.group(1), form.group(2))) : Optional.empty();
    }

    /** Whether there may be a sealed text in this JSON: cheap, and never wrongly no. */
    public static boolean mayBeIn(String json) {
        return json.contains("\"" + SCHEME);
    }

    /** Throws {@link IllegalStateException} where it was sealed with another key. */
    public String open(SecretKey key) {
        byte[] both = Base64.getUrlDecoder().decode(sealed);
        byte[] nonce = Arrays.copyOf(both, NONCE);
        byte[] rest = Arrays.copyOfRange(both, NONCE, both.length);
        return new String(cipher(Cipher.DECRYPT_MODE, key, keyId, nonce, rest), StandardCharsets.UTF_8);
    }

    private static byte[] cipher(int mode, SecretKey key, String keyId, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(keyId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what is sealed for " + keyId + " is not of this key", e);
        }
    }
}
