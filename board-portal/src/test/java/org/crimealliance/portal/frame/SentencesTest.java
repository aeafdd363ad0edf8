package org.crimealliance.portal.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "is before the first day | This is before the first day.",
                "must have something that can be seen | This must have something that can be seen.",
                "Give another key. | Give another key.",
                "size must be between 0 and 200 | This may have at most 200 letters.",
                "size must be between 1 and 60 | This needs 1 to 60 letters.",
                "must not be blank | This is needed.",
                "must be less than or equal to 365 | This may be at most 365.",
                "must match \"[A-Z]{2}\" | This has signs that are not taken here.",
                "no such member | No such member."
            })
    void what_a_service_says_becomes_a_sentence(String said, String sentence) {
        assertThat(Sentences.of(said)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "dueInDays, Due in days: This is needed.",
        "tourDeTable[0].affiliation, Affiliation: This is needed.",
        "x, X: This is needed."
    })
    void a_field_that_the_form_has_not_is_named_in_words(String field, String sentence) {
        assertThat(Sentences.about(field, "This is needed.")).isEqualTo(sentence);
    }
}
