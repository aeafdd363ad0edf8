package org.crimealliance.membership.secondperson;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, as the token says.
 *
 * @param subject the account
 * @param roles at that moment, in order
 */
public record Person(String subject, String name, @Nullable String email, List<String> roles) {

    /** Two accounts with one mail address are one person. */
    public boolean isSameAs(Person other) {
        return subject.equals(other.subject) || hasAddress(other.email);
    }

    public boolean hasAddress(@Nullable String address) {
        return email != null && address != null && folded(email).equals(folded(address));
    }

    private static String folded(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
