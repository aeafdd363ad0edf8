package org.crimealliance.notification.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crimealliance.notification.mail.Letter;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a letter before it is put into words.
 *
 * @param template names the letter and its texts in the message bundles
 * @param language of the texts; English unless German is wished
 * @param values {@code {0}}, {@code {1}} ... in the texts
 * @param details labelled facts, in order
 * @param action the one address to click, if there is something to do; sealed where it is personal
 */
record Draft(
        String template,
        Locale language,
        Recipient to,
        List<Object> values,
        List<Detail> details,
        @Nullable String action,
        Letter.@Nullable Calendar calendar,
        List<Letter.Attachment> attachments) {

    /** A fact with the key of its label. */
    record Detail(String label, String value) {}

    static Draft of(String template, @Nullable String language, Recipient to, Object... values) {
        return new Draft(template, locale(language), to, List.of(values), List.of(), null, null, List.of());
    }

    static Locale locale(@Nullable String language) {
        return language != null && language.toLowerCase(Locale.ROOT).startsWith("de") ? Locale.GERMAN : Locale.ENGLISH;
    }

    Draft with(String label, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return this;
        }
        List<Detail> more = new ArrayList<>(details);
        more.add(new Detail(label, value));
        return new Draft(template, language, to, values, List.copyOf(more), action, calendar, attachments);
    }

    Draft leadingTo(String url) {
        return new Draft(template, language, to, values, details, url, calendar, attachments);
    }

    Draft with(Letter.Calendar entry) {
        return new Draft(template, language, to, values, details, action, entry, attachments);
    }

    Draft with(Letter.Attachment document) {
        return new Draft(template, language, to, values, details, action, calendar, List.of(document));
    }
}
