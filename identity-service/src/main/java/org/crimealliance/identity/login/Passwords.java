package org.crimealliance.identity.login;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.account.EmailAddress;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Whether a password belongs to an address, and whether a new one will do. Takes as long for an address that nobody has. A
 * hash costs 16 MB and much computing by design, so only a few are computed at once.
 */
@Component
class Passwords {

    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    private static final int AT_ONCE = 4;
    private static final int FEW = 5; // different characters

    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private final String nobodysHash;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    Passwords(Accounts accounts, PasswordEncoder encoder) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.nobodysHash = hash(RandomToken.next());
    }

    /** The id of the account, if all is right. */
    Optional<String> accountOf(String email, String password) {
        Optional<Account> account = accounts.entitled(email).filter(known -> known.passwordHash() != null);
        String hash = account.map(Account::passwordHash).orElse(nobodysHash);
        return inTurn(() -> encoder.matches(normalised(password), hash)) && account.isPresent()
                ? Optional.of(EmailAddress.accountId(email))
                : Optional.empty();
    }

    String hash(String password) {
        return inTurn(() -> String.valueOf(encoder.encode(normalised(password))));
    }

    /** What is wrong with a new password, in words; length counts, and what is in it does not, unless a guess would begin there. */
    static Optional<String> problem(String password, Account account) {
        String text = normalised(password).toLowerCase(Locale.ROOT);
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST) {
            return Optional.of("Use at least " + SHORTEST + " characters. A few words are easy to remember.");
        }
        if (password.length() > LONGEST) {
            return Optional.of("Use at most " + LONGEST + " characters.");
        }
        boolean own = text.equals(EmailAddress.key(account.email()))
                || text.strip().equals(account.name().strip().toLowerCase(Locale.ROOT));
        return own || text.codePoints().distinct().count() < FEW
                ? Optional.of("That would be guessed first. Use something else.")
                : Optional.empty();
    }

    /** However a keyboard composes a letter. */
    private static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private <T> T inTurn(Supplier<T> computing) {
        slots.acquireUninterruptibly();
        try {
            return computing.get();
        } finally {
            slots.release();
        }
    }
}
