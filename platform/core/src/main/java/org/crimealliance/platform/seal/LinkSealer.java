package org.crimealliance.platform.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;

/**
 * Seals the address that somebody is to follow for the one who writes mails ({@link LinkOpener}): stores, topics and dead
 * letters never see it. What is sealed is an address still, {@code sealed:} and a JWE, and leads nowhere.
 */
public final class LinkSealer {

    static final String SCHEME = "sealed:";

    private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM);

    private final ECDHEncrypter encrypter;

    /** @param publicKey of the curve P-256, as PEM or its bare base64 */
    public LinkSealer(String publicKey) {
        if (publicKey.isBlank()) {
            throw new IllegalStateException("Links are sealed for whoever mails them: set ALLIANCE_MAIL_PUBLIC_KEY, or"
                    + " ALLIANCE_SECRETS to a folder with the file mail-public-key.");
        }
        try {
            encrypter = new ECDHEncrypter((ECPublicKey) Pem.publicKey(publicKey));
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalStateException("The mail-public-key is none of the curve P-256.", e);
        }
    }

    /** Each time another text, which only the private key opens. */
    public String seal(String link) {
        try {
            JWEObject sealed = new JWEObject(HEADER, new Payload(link));
            sealed.encrypt(encrypter);
            return SCHEME + sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
