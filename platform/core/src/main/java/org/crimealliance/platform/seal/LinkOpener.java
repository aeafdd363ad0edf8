package org.crimealliance.platform.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** Opens what a {@link LinkSealer} has sealed. */
public final class LinkOpener {

    private final List<ECDHDecrypter> decrypters;

    /** @param privateKeys of the curve P-256, as PEM (PKCS #8); the one in use first, older ones after it */
    public LinkOpener(String privateKeys) {
        if (privateKeys.isBlank()) {
            throw new IllegalStateException("Links come sealed: set ALLIANCE_MAIL_PRIVATE_KEY, or ALLIANCE_SECRETS to a"
                    + " folder with the file mail-private-key.");
        }
        List<ECDHDecrypter> all = new ArrayList<>();
        try {
            for (PrivateKey key : Pem.privateKeys(privateKeys)) {
                all.add(new ECDHDecrypter((ECPrivateKey) key));
            }
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalStateException("The mail-private-key is none of the curve P-256.", e);
        }
        decrypters = List.copyOf(all);
    }

    /** The address; one that is not sealed, as earlier versions sent them, is itself. */
    public String open(String link) {
        if (!link.startsWith(LinkSealer.SCHEME)) {
            return link;
        }
        JOSEException last = new JOSEException("there is no key");
        for (ECDHDecrypter decrypter : decrypters) {
            try {
                JWEObject sealed = JWEObject.parse(link.substring(LinkSealer.SCHEME.length()));
                sealed.decrypt(decrypter);
                return sealed.getPayload().toString();
            } catch (JOSEException e) {
                last = e;
            } catch (ParseException e) {
                throw new UnopenedLinkException(e);
            }
        }
        throw new UnopenedLinkException(last);
    }
}
