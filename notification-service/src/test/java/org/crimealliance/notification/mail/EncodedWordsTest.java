package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {

    private static final List<String> SIGNS = List.of("a", " ", "é", "ł", "山", "ن", "😀", "👩‍👩‍👧", "=?", "\"", "\\");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_text_comes_back_and_no_line_is_too_long(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String text = random.ints(1 + random.nextInt(300), 0, SIGNS.size())
                    .mapToObj(SIGNS::get)
                    .collect(Collectors.joining());
            int used = "List-Unsubscribe: ".length() - random.nextInt(14);
            String header = EncodedWords.of(text, used);
            assertThat(MimeUtility.decodeText(header)).as("seed %d", seed).isEqualTo(text);
            String[] lines = (" ".repeat(used) + header).split("\r\n");
            assertThat(Arrays.stream(lines).mapToInt(String::length).max().orElseThrow())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(76);
            assertThat(header.split("\\s+")).allMatch(word -> word.length() <= 75);
        }
    }

    @Test
    void plain_text_needs_none_and_what_looks_like_them_does() {
        assertThat(EncodedWords.isNeeded("Invitation: the 11th meeting")).isFalse();
        assertThat(EncodedWords.isNeeded("Zoë")).isTrue();
        assertThat(EncodedWords.isNeeded("=?UTF-8?Q?a?=")).isTrue();
        assertThat(EncodedWords.isNeeded("a\tb")).isTrue();
        assertThat(EncodedWords.isNeeded("a\u007fb")).isTrue();
    }
}
