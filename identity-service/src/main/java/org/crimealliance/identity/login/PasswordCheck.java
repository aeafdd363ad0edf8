package org.crimealliance.identity.login;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.account.EmailAddress;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Whether a password belongs to an address. Takes as long for an address that nobody has. A hash costs 16 MB and much
 * computing by design, so only a few are computed at once.
 */
@Component
class PasswordCheck {

    private static final int AT_ONCE = 4;

    private final Accounts accounts;
    private final PasswordEncoder passwords;
    private final String nobodysHash;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    PasswordCheck(Accounts accounts, PasswordEncoder passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.nobodysHash = String.valueOf(passwords.encode(RandomToken.next()));
    }

    /** The id of the account, if all is right. */
    Optional<String> accountOf(String email, String password) {
        Optional<Account> account = accounts.entitled(email).filter(known -> known.passwordHash() != null);
        String hash = account.map(Account::passwordHash).orElse(nobodysHash);
        slots.acquireUninterruptibly();
        try {
            return passwords.matches(password, hash) && account.isPresent()
                    ? Optional.of(EmailAddress.accountId(email))
                    : Optional.empty();
        } finally {
            slots.release();
        }
    }
}
