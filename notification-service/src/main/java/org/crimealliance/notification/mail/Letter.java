package org.crimealliance.notification.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says: kept only until it is sent, because it may carry a personal link or a document.
 *
 * @param text the whole mail as plain text
 * @param html the same as HTML
 * @param calendar what calendars take from it, if anything
 */
public record Letter(String text, String html, @Nullable Calendar calendar, List<Attachment> attachments) {

    public Letter {
        attachments = List.copyOf(attachments);
    }

    /** iTIP: {@code method} is REQUEST or CANCEL. */
    public record Calendar(String method, String text) {}

    /** A document, its bytes in base64 as they came. */
    public record Attachment(String fileName, String mediaType, String base64) {}
}
