package org.crimealliance.event.registration;

import java.text.Normalizer;
import java.util.Locale;

/** When two mail addresses are one person's. */
final class MailAddress {

    private MailAddress() {}

    /** Without the blanks around it, composed, in lower case; dots and +tags are kept, they may be two people. */
    static String normalised(String typed) {
        return Normalizer.normalize(typed.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
