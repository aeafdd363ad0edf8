package org.crimealliance.membership.secondperson;

import java.util.List;
import org.crimealliance.platform.text.MailAddress;
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
        return email != null && address != null && MailAddress.areSame(email, address);
    }
}
