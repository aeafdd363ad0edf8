package org.crimealliance.identity.account;

/** Who may read what of the accounts, in the words of {@code @PreAuthorize}. Nobody reads another's by its id. */
final class AccountReaders {

    /** Each the own, as the token has it. */
    static final String OWNER = "isAuthenticated()";

    /** All of them, to see who can sign in. */
    static final String LIST = "hasAnyRole('CHAIR','SECRETARY')";

    private AccountReaders() {}
}
