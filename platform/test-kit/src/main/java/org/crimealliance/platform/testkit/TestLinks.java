package org.crimealliance.platform.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.regex.Pattern;
import org.crimealliance.platform.seal.LinkOpener;
import org.crimealliance.platform.seal.LinkSealer;

/** Both ends of the sealed links, with a pair of keys that lives in this JVM: tests read the mail, so to speak. */
public final class TestLinks {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+/[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

    private static final KeyPair PAIR = newPair();

    private TestLinks() {}

    public static String publicKey() {
        return Base64.getEncoder().encodeToString(PAIR.getPublic().getEncoded());
    }

    public static String privateKey() {
        return Base64.getEncoder().encodeToString(PAIR.getPrivate().getEncoded());
    }

    public static LinkSealer sealer() {
        return new LinkSealer(publicKey());
    }

    /** The address in a sealed link; fails the test for one that came unsealed. */
    public static String open(String sealed) {
        if (!sealed.startsWith("sealed:")) {
            throw new AssertionError("this link is not sealed: " + sealed);
        }
        return new LinkOpener(privateKey()).open(sealed);
    }

    /** Whether there is an address that ends in a token of 256 bits: whoever reads it can follow it. */
    static boolean worksIn(String text) {
        return text.contains("://") && LINK.matcher(text).find();
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
