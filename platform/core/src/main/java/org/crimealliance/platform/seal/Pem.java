package org.crimealliance.platform.seal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Keys of elliptic curves as OpenSSL writes them; without the dashed lines too, as they fit into a variable. */
final class Pem {

    private static final Pattern LINES = Pattern.compile("-----[A-Z ]+-----");

    private Pem() {}

    static PublicKey publicKey(String pem) throws GeneralSecurityException {
        return factory().generatePublic(new X509EncodedKeySpec(blocks(pem).getFirst()));
    }

    static List<PrivateKey> privateKeys(String pem) throws GeneralSecurityException {
        List<PrivateKey> keys = new ArrayList<>();
        for (byte[] block : blocks(pem)) {
            keys.add(factory().generatePrivate(new PKCS8EncodedKeySpec(block)));
        }
        return keys;
    }

    private static KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance("EC");
    }

    private static List<byte[]> blocks(String pem) {
        return LINES.splitAsStream(pem)
                .filter(block -> !block.isBlank())
                .map(block -> Base64.getMimeDecoder().decode(block))
                .toList();
    }
}
