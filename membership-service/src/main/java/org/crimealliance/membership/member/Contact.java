package org.crimealliance.membership.member;

import org.jspecify.annotations.Nullable;

/** The person that mail goes to. */
public record Contact(String name, String email, @Nullable String language) {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    /** A mail address as RFC 5321 writes it, with a domain of at least two labels; for validation. */
    public static final String MAIL_ADDRESS = ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")+";
}
