package org.crimealliance.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.crimealliance.platform.testkit.OddTexts;
import org.junit.jupiter.api.Test;

class LettersTest {

    @Test
    void times_are_told_in_the_zone_of_the_meeting_with_its_city() {
        Instant start = Instant.parse("2021-01-14T14:30:00Z");
        Instant end = Instant.parse("2021-01-14T16:00:00Z");
        assertThat(Times.span(start, end, ZoneId.of("Europe/Vienna"), Locale.ENGLISH))
                .isEqualTo("14 January 2021, 15:30–17:00 (Vienna)");
        assertThat(Times.span(start, end, ZoneId.of("Europe/Vienna"), Locale.GERMAN))
                .isEqualTo("14. Januar 2021, 15:30–17:00 (Wien)");
        assertThat(Times.span(start, end, ZoneId.of("America/New_York"), Locale.ENGLISH))
                .isEqualTo("14 January 2021, 09:30–11:00 (New York)");
        assertThat(Times.span(start, end, ZoneId.of("Asia/Tokyo"), Locale.ENGLISH))
                .isEqualTo("14 January 2021, 23:30–15 January 2021, 01:00 (Tokyo)");
        assertThat(Times.day(LocalDate.of(2020, 12, 7), Locale.ENGLISH)).isEqualTo("7 December 2020");
    }

    @Test
    void every_text_there_is_in_english_is_there_in_german() throws Exception {
        assertThat(keys("letters_de")).isEqualTo(keys("letters"));
    }

    @Test
    void whoever_wishes_german_gets_it_and_all_others_english() {
        Recipient reader = new Recipient("A", "a@example.org");
        assertThat(Draft.of("welcome", "de-AT", reader).language()).isEqualTo(Locale.GERMAN);
        assertThat(Draft.of("welcome", "fr", reader).language()).isEqualTo(Locale.ENGLISH);
        assertThat(Draft.of("welcome", null, reader).language()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void no_text_keeps_a_letter_from_being_written() {
        Words words = new Words(null); // puts into words; enters nothing
        List<String> texts = new OddTexts().some(1_000);
        for (int i = 0; i < texts.size(); i += 4) {
            Draft odd = Draft.of(
                            "application-rejected",
                            "en",
                            new Recipient(texts.get(i), "a@example.org"),
                            texts.get(i + 1))
                    .with("reason", texts.get(i + 2));
            assertThatCode(() -> {
                        words.letter(odd);
                        assertThat(words.subject(odd)).doesNotContain("\n", "\r");
                    })
                    .as("%s", odd)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_name_that_reads_from_the_right_does_not_turn_the_words_beside_it() {
        Draft draft =
                Draft.of("welcome", "en", new Recipient("\u05d0\u05e8\u05d2\u05d5\u05df 12", "a@example.org"), "X");
        assertThat(new Words(null).letter(draft).text()).contains("\u2068\u05d0\u05e8\u05d2\u05d5\u05df 12\u2069");
    }

    private static Set<String> keys(String bundle) throws Exception {
        Properties texts = new Properties();
        try (var in = LettersTest.class.getResourceAsStream("/i18n/" + bundle + ".properties")) {
            texts.load(in);
        }
        return new TreeSet<>(texts.stringPropertyNames());
    }
}
