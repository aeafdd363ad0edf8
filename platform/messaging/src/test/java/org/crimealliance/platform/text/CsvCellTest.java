package org.crimealliance.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.crimealliance.platform.testkit.OddTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "=1+1|'=1+1",
                "@SUM(A1)|'@SUM(A1)",
                "+cmd|'+cmd",
                "-1+A1|'-1+A1",
                "＝1+1|'＝1+1",
                "Verein A;=1+1;B|Verein A;'=1+1;B",
                "a,=1|a,'=1",
                "a; =1|a; '=1",
                "a;\"=1\"|a;\"'=1\"",
                "a;-2+A1|a;'-2+A1",
                ";;=1|;;'=1",
                "a-b=c;d@e|a-b=c;d@e"
            })
    void what_a_spreadsheet_would_compute_is_shown_wherever_it_splits(String cell, String harmless) {
        assertThat(CsvCell.harmless(cell)).isEqualTo(harmless);
    }

    @Test
    void tabs_and_line_breaks_begin_cells_too() {
        assertThat(CsvCell.harmless("\t=1")).isEqualTo("'\t'=1");
        assertThat(CsvCell.harmless("\r=1")).isEqualTo("'\r'=1");
        assertThat(CsvCell.harmless("a\t=1\n=2\r\n=3")).isEqualTo("a\t'=1\n'=2\r\n'=3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Noor",
                "-5",
                "-1234.50",
                "-1,5",
                "+43 1 26060-0",
                "+43 (1) 260/60",
                "2-3",
                "a;-5;b",
                "a;+43 1 2"
            })
    void figures_with_a_sign_stay_as_they_are(String cell) {
        assertThat(CsvCell.harmless(cell)).isEqualTo(cell);
    }

    @Test
    void however_an_odd_text_is_split_no_piece_is_a_formula_and_nothing_is_lost() {
        Pattern formula = Pattern.compile("[=@＝＋－＠]|[+-](?![0-9][0-9 ()./-]*$)");
        for (String odd : new OddTexts().some(1_000)) {
            for (String text : new String[] {odd, "=" + odd, odd + ";=" + odd + ",@" + odd}) {
                String harmless = CsvCell.harmless(text);
                assertThat(Arrays.stream(harmless.split("[;,\t\r\n]"))
                                .map(piece -> piece.replaceFirst("^[ \u00a0\"]+", "")))
                        .noneMatch(piece -> formula.matcher(piece).lookingAt());
                assertThat(harmless.replace("'", "")).isEqualTo(text.replace("'", ""));
            }
        }
    }
}
