package org.crimealliance.identity.account;

/** How many passkeys sign an account in; for whoever has to say which ways are left without knowing passkeys. */
public interface PasskeyCount {

    int of(Account account);
}
