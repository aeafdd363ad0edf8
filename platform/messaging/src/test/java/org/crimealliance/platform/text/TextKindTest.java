package org.crimealliance.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.time.Duration;
import org.crimealliance.platform.testkit.OddTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Łucja Ó",
                "Ω Мир 東京 한국",
                "می\u200cخواهم", // a joiner inside a word
                "👩🏽\u200d🚀 🏳️\u200d🌈",
                "❤\ufe0f",
                "العدالة 12",
                "\u2067العدالة\u2069 Wien",
                "\u202bשלום\u202c Wien",
                "\u2067א \u202bב\u202c\u2069",
                "שלום\u200f!",
                "co\u00adoperation",
                "a\u00a0b",
            })
    void what_people_write_stays_as_it_is(String text) {
        assertThat(TextKind.LINE.take(text)).isEqualTo(text);
        assertThat(TextKind.PARAGRAPHS.take(text)).isEqualTo(text);
    }

    @Test
    void letters_and_their_accents_are_put_together() {
        assertThat(TextKind.LINE.take("Lo\u0301dz\u0301")).isEqualTo("Lódź");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\n", "\u00a0 \u3000", "\r\n\t"})
    void what_is_blank_is_empty(String text) {
        assertThat(TextKind.LINE.take(" " + text))
                .isEqualTo(TextKind.PARAGRAPHS.take(text))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " name ",
                "\tname\n",
                "\u00a0name\u3000",
                "\ufeffname\u200b",
                "\u200dname\u200c\u2060",
                "name\r\n"
            })
    void what_nobody_sees_at_the_ends_goes(String text) {
        assertThat(TextKind.LINE.take(text)).isEqualTo("name");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', must be on one line",
        "'a\u2028b', must be on one line",
        "'a\u0085b', must be on one line",
        "'a\tb', must not contain control characters",
        "'a\u0001b', must not contain control characters",
        "'\u001f', must not contain control characters",
        "'a\u007f', must not contain control characters",
        "'\u009fa', must not contain control characters",
        "'\u200b', must have something that can be seen",
        "'\u200d \u2060', must have something that can be seen",
        "'\u3164', must have something that can be seen",
        "'\u200e', must have something that can be seen",
        "'\u202a\u202c', must have something that can be seen",
        "'a\ufffe', contains something that is no character",
        "'a\ufdd0', contains something that is no character",
        "'\u202eexe.txt', must close each change of direction that it opens",
        "'a\u2067b', must close each change of direction that it opens",
        "'a\u2069', must close each change of direction that it opens",
        "'a\u202c', must close each change of direction that it opens",
        "'\u2067a\u202c', must close each change of direction that it opens",
        "'\u2067\u202ba\u2069\u202c', must close each change of direction that it opens",
    })
    void what_nobody_can_have_meant_is_refused_in_words(String text, String why) {
        assertThatThrownBy(() -> TextKind.LINE.take(text))
                .isInstanceOfSatisfying(
                        UnacceptableTextException.class,
                        e -> assertThat(e.reason()).isEqualTo(why));
    }

    @Test
    void halves_of_characters_are_refused() {
        assertThatThrownBy(() -> TextKind.LINE.take("a\ud800b")).hasMessage("contains something that is no character");
        assertThatThrownBy(() -> TextKind.LINE.take("\udc00")).hasMessage("contains something that is no character");
    }

    @Test
    void a_text_of_several_lines_keeps_them_and_its_tabs() {
        assertThat(TextKind.PARAGRAPHS.take("a\r\nb\rc\u2028d\n\te ")).isEqualTo("a\nb\nc\nd\n\te");
        assertThatThrownBy(() -> TextKind.PARAGRAPHS.take("a\u0001")).hasMessage("must not contain control characters");
        assertThatThrownBy(() -> TextKind.PARAGRAPHS.take("\u202ea\nb\u202c")) // a direction ends with its line
                .hasMessage("must close each change of direction that it opens");
    }

    @Test
    void a_mail_address_is_kept_as_it_was_typed_and_compared_in_one_form() {
        String apart = Normalizer.normalize("Pawel@Ó.Example.org", Normalizer.Form.NFD);
        assertThat(TextKind.ADDRESS.take(" " + apart)).isEqualTo(apart);
        assertThat(MailAddress.comparable(apart)).isEqualTo("pawel@xn--kda.example.org");
        assertThatThrownBy(() -> TextKind.ADDRESS.take("a@example.org\nBcc: b")).hasMessage("must be on one line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paweł@example.org", "o\u0301@example.org", "\u200bx\u200bx@example.org", "张@example.org"})
    void an_address_that_our_server_cannot_mail_is_refused_and_never_altered(String address) {
        assertThatThrownBy(() -> TextKind.ADDRESS.take(address)).hasMessageContaining("only the letters A to Z");
        assertThat(MailAddress.canBeMailed("pawel@żubr.example.org")).isTrue(); // domains have a form for all servers
        MailAddress.serverOffersSmtpUtf8(true);
        try {
            assertThat(TextKind.ADDRESS.take("paweł@example.org")).isEqualTo("paweł@example.org");
        } finally {
            MailAddress.serverOffersSmtpUtf8(false);
        }
    }

    @Test
    void a_password_is_nobodys_business() {
        assertThat(TextKind.VERBATIM.take(" o\u0301\u0001 ")).isEqualTo(" o\u0301\u0001 ");
    }

    @Test
    void thirty_marks_on_a_letter_are_enough() {
        assertThat(TextKind.LINE.take("e" + "\u0323".repeat(30))).isNotEmpty();
        assertThatThrownBy(() -> TextKind.LINE.take("e" + "\u0323".repeat(31)))
                .hasMessage("has more marks on one letter than any writing");
    }

    /** Putting marks in order takes the square of their number. */
    @Test
    void two_megabytes_of_marks_cost_nothing() {
        String marks = "e" + "\u0301\u0323".repeat(500_000);
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> TextKind.PARAGRAPHS.take(marks))
                        .isInstanceOf(UnacceptableTextException.class));
    }

    @Test
    void what_was_taken_is_taken_again_as_it_is() {
        for (TextKind kind : TextKind.values()) {
            for (String odd : new OddTexts().some(1_000)) {
                try {
                    String taken = kind.take(odd);
                    assertThat(kind.take(taken)).as("%s of %s", kind, odd).isEqualTo(taken);
                } catch (UnacceptableTextException refused) {
                    assertThat(refused.reason()).isNotBlank();
                }
            }
        }
    }

    @Test
    void a_name_that_reads_from_the_right_stands_by_itself_in_a_sentence() {
        assertThat(Isolated.name("Verein 12")).isEqualTo("Verein 12");
        assertThat(Isolated.name("العدالة 12")).isEqualTo("\u2068العدالة 12\u2069");
    }
}
