package org.crimealliance.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.crimealliance.notification.letter.Draft.Detail;
import org.crimealliance.notification.mail.Letter;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftTest {

    private static final Recipient NOOR = new Recipient("Noor", "noor@example.org");
    private static final Letter.Calendar ENTRY = new Letter.Calendar("REQUEST", "BEGIN:VCALENDAR");
    private static final Letter.Attachment DOCUMENT = new Letter.Attachment("a.pdf", "application/pdf", "AA==");

    private final Draft draft = Draft.of("welcome", "de", NOOR, "X");

    @Test
    void whatever_is_added_leaves_the_rest_as_it_was() {
        Draft whole = draft.with("number", "7")
                .with("amount", "8")
                .leadingTo("https://example.org/")
                .with(ENTRY)
                .with(DOCUMENT);
        assertThat(whole)
                .isEqualTo(new Draft(
                        "welcome",
                        Locale.GERMAN,
                        NOOR,
                        List.of("X"),
                        List.of(new Detail("number", "7"), new Detail("amount", "8")),
                        "https://example.org/",
                        ENTRY,
                        List.of(DOCUMENT)));
    }

    @Test
    void a_fact_that_is_not_known_is_no_line() {
        assertThat(draft.with("number", null)).isEqualTo(draft);
        assertThat(draft.with("number", " ")).isEqualTo(draft);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "invoice, treasurer, none",
                "meeting-moved, secretary, meetings",
                "minutes, secretary, minutes",
                "promoted, congress, ancillary-meetings",
                "programme-moved, congress, programme",
                "registration-offered, congress, none",
                "login-link, secretary, none",
                "account-recovered, secretary, none",
                "passkey-added, secretary, none"
            })
    void each_letter_is_of_an_office_and_may_be_one_of_a_series(String template, String office, String series) {
        assertThat(Offices.of(template)).isEqualTo(new Letter.Origin(office, series));
    }
}
