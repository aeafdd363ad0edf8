package org.crimealliance.platform.text;

import java.text.Normalizer;
import java.util.Locale;

/** A mail address is kept and mailed as it was typed; whether two are the same is asked of one form of both. */
public final class MailAddress {

    private MailAddress() {}

    /** The form to compare and to look up by, never to be mailed. Dots and +tags stay: they may be two people. */
    public static String comparable(String typed) {
        return Normalizer.normalize(typed.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
