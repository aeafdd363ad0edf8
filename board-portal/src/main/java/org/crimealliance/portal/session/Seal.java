package org.crimealliance.portal.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Closes what the portal gives out of its hands, to the store and to browsers, with AES-256-GCM under a key that is
 * derived from a secret: whoever has the database or the cookie without the secret reads and makes nothing. Only what this
 * portal has sealed, and for this purpose, is ever read as objects.
 */
@Component
public final class Seal {

    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);
    private static final int LEAST_SECRET = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String MARK = "HmacSHA256";
    private static final int MARK_BYTES = 12;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;
    private final SecretKey marking;

    Seal(PortalSettings settings) {
        this.key = key(settings.sessionSecret(), "AES", "alliance portal seal");
        this.marking = key(settings.sessionSecret(), MARK, "alliance portal mark");
    }

    private static SecretKey key(String secret, String algorithm, String purpose) {
        if (secret.length() < LEAST_SECRET) {
            throw new IllegalStateException("The portal needs a secret of at least " + LEAST_SECRET + " characters:"
                    + " set ALLIANCE_PORTAL_SESSION_SECRET, or the file portal-session in ALLIANCE_SECRETS.");
        }
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param purpose what it is and where it belongs; nothing sealed for one place opens at another */
    public byte[] close(String purpose, Serializable value) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(packed(value));
            byte[] all = Arrays.copyOf(nonce, NONCE + closed.length);
            System.arraycopy(closed, 0, all, NONCE, closed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for what was not sealed so, or can no longer be read: an older portal's, or under another secret. */
    public <T> Optional<T> open(String purpose, byte[] sealed, Class<T> type) {
        if (sealed.length <= NONCE) {
            return Optional.empty();
        }
        try {
            byte[] packed = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), purpose)
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
            Object value = unpacked(packed);
            return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
        } catch (GeneralSecurityException | IOException | ClassNotFoundException e) {
            LOG.debug("{} does not open", purpose, e);
            return Optional.empty();
        }
    }

    /** The same for the same text, in 24 hexadecimal digits; it tells nothing of it, and nobody else makes it. */
    public String mark(String text) {
        try {
            Mac mac = Mac.getInstance(MARK);
            mac.init(marking);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, MARK_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] packed(Serializable value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static Object unpacked(byte[] packed) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
            return in.readObject();
        }
    }
}
