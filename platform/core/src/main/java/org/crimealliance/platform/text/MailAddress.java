package org.crimealliance.platform.text;

import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail address is kept and mailed as it was typed; whether two are the same is asked of one form of both.
 *
 * <p>It is a dot-atom, an @ and a domain name of two labels or more (RFC 5321): no quotes, no address of a machine, no host
 * without a domain. A domain in letters other than A to Z has a form in which it is asked for (A-labels), and programs do
 * not agree on it: IDNA2003 makes strasse of straße, IDNA2008 does not; each drops or replaces signs that look like nothing.
 * Where one of them would change what was typed, beyond its case, the mail might go to somebody else: such a domain is
 * taken only as it stands in the DNS, {@code xn--...}.
 */
public final class MailAddress {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String ATOM_UTF8 = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\p{L}\\p{M}\\p{N}-]+";
    private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
    private static final Pattern DOT_ATOM_UTF8 = Pattern.compile(ATOM_UTF8 + "(?:\\." + ATOM_UTF8 + ")*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern FIGURES = Pattern.compile("[0-9]+");
    private static final int LONGEST_LOCAL_PART = 64; // octets
    private static final int LONGEST = 254; // octets (RFC 5321, 4.5.3.1.3)

    private static volatile boolean smtpUtf8;

    private MailAddress() {}

    /** @param offered whether the platform's mail server offers SMTPUTF8: all of a process mail by the same one */
    static void serverOffersSmtpUtf8(boolean offered) {
        smtpUtf8 = offered;
    }

    /** Whether it is one, and our mail server takes mail for it. */
    public static boolean isOne(String address) {
        return problem(address) == null;
    }

    /** Whether our mail server takes mail for it: of other letters than A to Z before the @ only SMTPUTF8 knows. */
    public static boolean canBeMailed(String address) {
        return smtpUtf8
                || address.substring(0, address.lastIndexOf('@') + 1).chars().allMatch(c -> c < 0x80);
    }

    /** Why it is none, in words. */
    static @Nullable String problem(String address) {
        if (!canBeMailed(address)) {
            return "may have only the letters A to Z, figures and signs before the @; most mail servers take no others";
        }
        int at = address.lastIndexOf('@');
        String local = address.substring(0, Math.max(at, 0));
        String domain = address.substring(at + 1);
        if (!(smtpUtf8 ? DOT_ATOM_UTF8 : DOT_ATOM).matcher(local).matches()
                || local.length() > LONGEST_LOCAL_PART
                || (isAscii(domain) && domainOnTheWire(domain).isEmpty())) {
            return "is not a mail address, such as name@example.org";
        }
        String wire = domainOnTheWire(domain).orElse(null);
        if (wire == null) {
            return "has a domain that may be read as another one; write it as it stands in the DNS, xn--...";
        }
        return at + 1 + wire.length() > LONGEST ? "is longer than a mail address may be" : null;
    }

    /**
     * The domain in A-labels and small letters; empty if it is none, or if programs do not agree on them. The JDK knows
     * IDNA2003 alone: what that leaves as it is, is the same to UTS 46 and IDNA2008.
     */
    public static Optional<String> domainOnTheWire(String domain) {
        List<String> labels = new ArrayList<>();
        for (String label : composed(domain).split("\\.", -1)) {
            String wire = isAscii(label) ? label : asciiOf(label);
            if (!LABEL.matcher(wire).matches()) {
                return Optional.empty();
            }
            labels.add(wire);
        }
        boolean name = labels.size() > 1 && !FIGURES.matcher(labels.getLast()).matches();
        return name ? Optional.of(String.join(".", labels)) : Optional.empty();
    }

    private static String asciiOf(String label) {
        try {
            String ascii = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
            return IDN.toUnicode(ascii).equals(label) ? ascii : "";
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    /** The form to compare and to look up by, never to be mailed. Dots and +tags stay: they may be two people. */
    public static String comparable(String typed) {
        String composed = composed(typed.strip());
        int domain = composed.lastIndexOf('@') + 1;
        return composed.substring(0, domain)
                + domainOnTheWire(composed.substring(domain)).orElse(composed.substring(domain));
    }

    public static boolean areSame(String typed, String other) {
        return comparable(typed).equals(comparable(other));
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
