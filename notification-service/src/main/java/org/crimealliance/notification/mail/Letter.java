package org.crimealliance.notification.mail;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says: kept only until it is sent, because it may carry a personal link or a document.
 *
 * @param text the whole mail as plain text
 * @param html the same as HTML
 * @param calendar what calendars take from it, if anything
 * @param origin whose letter it is; null in one that was written before there was such a thing
 * @param link the sealed address that stands in text and HTML, if one does: it is opened for the sending alone
 */
public record Letter(
        String text,
        String html,
        @Nullable Calendar calendar,
        List<Attachment> attachments,
        @Nullable Origin origin,
        @Nullable String link) {

    public Letter {
        attachments = List.copyOf(attachments);
    }

    /** As it leaves: its own link opened, never another that somebody typed. */
    Letter opened(UnaryOperator<String> opener) {
        if (link == null) {
            return this;
        }
        String address = opener.apply(link);
        return new Letter(
                text.replace(link, address),
                html.replace(link, address.replace("&", "&amp;").replace("\"", "&quot;")),
                calendar,
                attachments,
                origin,
                null);
    }

    /** iTIP: {@code method} is REQUEST or CANCEL. */
    public record Calendar(String method, String text) {}

    /** A document, its bytes in base64 as they came. */
    public record Attachment(String fileName, String mediaType, String base64) {

        /** A mail as it came. */
        public static final String MESSAGE = "message/rfc822";
    }

    /**
     * Where an answer goes.
     *
     * @param office whose mailbox a person reads; one of the settings {@code alliance.notification.offices}
     * @param series what it is one of many of, if so: people may want to get no more of them
     */
    public record Origin(String office, @Nullable String series) {}
}
