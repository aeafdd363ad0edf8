package org.crimealliance.membership.invoice;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** ISO 11649: {@code RF}, two check digits (modulo 97), up to 21 letters and digits. */
final class CreditorReference {

    private static final Pattern FORM = Pattern.compile("RF[0-9]{2}[A-Z0-9]{1,21}");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private CreditorReference() {}

    static String of(String text) {
        String body = text.toUpperCase(Locale.ROOT);
        if (!body.matches("[A-Z0-9]{1,21}")) {
            throw new IllegalArgumentException(text + " is not 1 to 21 letters and digits");
        }
        return "RF%02d%s".formatted(98 - remainder(body + "RF00"), body);
    }

    static boolean isValid(String reference) {
        String bare = reference.replace(" ", "").toUpperCase(Locale.ROOT);
        return FORM.matcher(bare).matches() && remainder(bare.substring(4) + bare.substring(0, 4)) == 1;
    }

    /** In groups of four, as people read it. */
    static String printed(String reference) {
        return reference.replaceAll("(.{4})(?!$)", "$1 ");
    }

    private static int remainder(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().forEach(c -> digits.append(Character.getNumericValue(c)));
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue();
    }
}
