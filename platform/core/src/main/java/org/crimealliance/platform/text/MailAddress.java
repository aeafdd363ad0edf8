package org.crimealliance.platform.text;

import java.text.Normalizer;
import java.util.Locale;

/** A mail address is kept and mailed as it was typed; whether two are the same is asked of one form of both. */
public final class MailAddress {

    private static volatile boolean smtpUtf8;

    private MailAddress() {}

    /** @param offered whether the platform's mail server offers SMTPUTF8: all of a process mail by the same one */
    static void serverOffersSmtpUtf8(boolean offered) {
        smtpUtf8 = offered;
    }

    /** Whether our mail server takes mail for it: of other letters than A to Z before the @ only SMTPUTF8 knows. */
    public static boolean canBeMailed(String address) {
        return smtpUtf8
                || address.substring(0, address.lastIndexOf('@') + 1).chars().allMatch(c -> c < 0x80);
    }

    /** The form to compare and to look up by, never to be mailed. Dots and +tags stay: they may be two people. */
    public static String comparable(String typed) {
        return Normalizer.normalize(typed.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
