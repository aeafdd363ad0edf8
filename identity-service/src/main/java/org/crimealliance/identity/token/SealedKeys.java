package org.crimealliance.identity.token;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Signing keys as the store may hold them: encrypted JWKs (RFC 7517, section 7) by AES-GCM, under a key that a secret
 * outside of the store gives (HKDF). The number of a key is sealed with it, so that none can take another's place.
 */
final class SealedKeys {

    private static final String CONTENT = "jwk+json";
    private static final byte[] PURPOSE = "alliance signing keys".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 32;

    private final SecretKey key;

    SealedKeys(String secret) {
        try {
            this.key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(PURPOSE, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String seal(int number, RSAKey signingKey) {
        try {
            JWEObject sealed = new JWEObject(
                    new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                            .contentType(CONTENT)
                            .keyID(Integer.toString(number))
                            .build(),
                    new Payload(signingKey.toJSONString()));
            sealed.encrypt(new DirectEncrypter(key));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    RSAKey open(int number, String sealed) {
        try {
            JWEObject object = JWEObject.parse(sealed);
            object.decrypt(new DirectDecrypter(key));
            if (!Integer.toString(number).equals(object.getHeader().getKeyID())) {
                throw new IllegalStateException("Signing key " + number + " is another key's copy.");
            }
            return RSAKey.parse(object.getPayload().toString());
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(
                    "Signing key " + number + " cannot be opened: this is not the secret it was sealed with. To go on"
                            + " with this one, delete the documents of signingKeys; all access tokens end by that.",
                    e);
        }
    }
}
