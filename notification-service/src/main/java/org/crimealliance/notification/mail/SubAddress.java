package org.crimealliance.notification.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of its own in the mailbox for machines: {@code post+b.<id>.<token>@...}. What comes there is about that mail or
 * invitation, and from somebody who has got it; nothing else in a message tells either (variable envelope return path).
 */
public record SubAddress(Kind kind, String id, String token) {

    public enum Kind {
        /** Returns of a mail: reports of servers, complaints of recipients. */
        BOUNCE("b"),
        /** The organiser, as one invited person knows it. */
        CALENDAR("c");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }
    }

    private static final Pattern TAG = Pattern.compile("([bc])\\.([0-9a-f-]{36})\\.([0-9a-v]{16})");

    /** Within {@code mailbox}. */
    public String in(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        return mailbox.substring(0, at) + "+" + kind.letter + "." + id + "." + token + mailbox.substring(at);
    }

    /** Servers may change the case of an address. */
    public static Optional<SubAddress> of(String address, String mailbox) {
        int at = mailbox.lastIndexOf('@');
        String given = address.strip().toLowerCase(Locale.ROOT);
        String begin = mailbox.substring(0, at).toLowerCase(Locale.ROOT) + "+";
        String end = mailbox.substring(at).toLowerCase(Locale.ROOT);
        if (!given.startsWith(begin) || !given.endsWith(end)) {
            return Optional.empty();
        }
        Matcher tag = TAG.matcher(given.substring(begin.length(), given.length() - end.length()));
        return tag.matches()
                ? Optional.of(new SubAddress(
                        tag.group(1).equals(Kind.BOUNCE.letter) ? Kind.BOUNCE : Kind.CALENDAR,
                        tag.group(2),
                        tag.group(3)))
                : Optional.empty();
    }
}
