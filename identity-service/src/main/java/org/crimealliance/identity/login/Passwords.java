package org.crimealliance.identity.login;

import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.crimealliance.identity.account.Access;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.account.EmailAddress;
import org.crimealliance.platform.security.Networks;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Whether a password belongs to an address, and whether a new one will do. Takes as long for an address that nobody has. A
 * hash costs 16 MB and much computing by design, so only a few are computed at once: strangers take turns by network, and
 * leave those alone who are known.
 */
@Component
class Passwords {

    /** What a password was found to be. */
    sealed interface Finding {}

    /** It belongs to the address. */
    record Right(Access access) implements Finding {}

    /** It does not, or nobody has the address. */
    record Wrong() implements Finding {}

    /** Nobody looked: too many wait already. */
    record Busy() implements Finding {}

    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    /** After how long to try again where too many wait. */
    static final Duration COME_BACK = Duration.ofSeconds(5);

    private static final int AT_ONCE = 2; // strangers, and as many who are known
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int FEW = 5; // different characters

    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private final String nobodysHash;
    private final Turns strangers = new Turns(AT_ONCE, PATIENCE);
    private final Turns known = new Turns(AT_ONCE, PATIENCE);

    Passwords(Accounts accounts, PasswordEncoder encoder) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.nobodysHash = encoded(RandomToken.next());
    }

    /** Whether the password belongs to the address that the caller says; the access is of the same reading as its hash. */
    Finding look(String password, Throttle.Caller caller) {
        Optional<Account> account = accounts.entitled(caller.email()).filter(one -> one.passwordHash() != null);
        String hash = account.map(Account::passwordHash).orElse(nobodysHash);
        return inTurn(caller, () -> encoder.matches(normalised(password), hash))
                .<Finding>map(matches -> account.filter(one -> matches)
                        .<Finding>map(one -> new Right(one.access()))
                        .orElseGet(Wrong::new))
                .orElseGet(Busy::new);
    }

    /** What is kept of an account's new password; empty where too many wait already. */
    Optional<String> hash(String password, String accountId) {
        return known.take(accountId, () -> encoded(password));
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

    private String encoded(String password) {
        return String.valueOf(encoder.encode(normalised(password)));
    }

    private <T> Optional<T> inTurn(Throttle.Caller caller, Supplier<T> computing) {
        String device = caller.device();
        return device == null
                ? strangers.take(Networks.of(caller.address()), computing)
                : known.take(device, computing);
    }
}
