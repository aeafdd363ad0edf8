package org.crimealliance.identity.account;

import java.text.Normalizer;
import java.util.Locale;
import org.crimealliance.platform.id.Ids;

/** How mail addresses are compared: without outer spaces, without regard to case, in one Unicode form. */
public final class EmailAddress {

    private EmailAddress() {}

    /** The key under which an address is counted or compared. */
    public static String key(String email) {
        return Normalizer.normalize(email.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** The id of the account of this address. */
    public static String accountId(String email) {
        return Ids.derived("account", key(email));
    }
}
