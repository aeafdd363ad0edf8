package org.crimealliance.notification.mail;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Random parts of addresses, 80 bits each, in characters that servers leave alone. */
public final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS = 80;
    private static final int RADIX = 32;

    private Tokens() {}

    public static String next() {
        return new BigInteger(BITS, RANDOM).setBit(BITS).toString(RADIX).substring(1);
    }

    public static boolean same(@Nullable String known, String shown) {
        return known != null
                && MessageDigest.isEqual(
                        known.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }
}
