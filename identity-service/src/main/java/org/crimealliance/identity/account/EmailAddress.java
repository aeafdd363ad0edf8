package org.crimealliance.identity.account;

import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.text.MailAddress;

/** How mail addresses are compared, and which account is whose. */
public final class EmailAddress {

    private EmailAddress() {}

    /** The key under which an address is counted or compared. */
    public static String key(String email) {
        return MailAddress.comparable(email);
    }

    /** The id of the account of this address. */
    public static String accountId(String email) {
        return Ids.derived("account", key(email));
    }
}
