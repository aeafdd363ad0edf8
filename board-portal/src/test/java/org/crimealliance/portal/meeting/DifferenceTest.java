package org.crimealliance.portal.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import org.crimealliance.portal.meeting.Difference.Kind;
import org.crimealliance.portal.meeting.Difference.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

    @Test
    void tells_words_apart() {
        assertThat(Difference.between("the old text", "the new text"))
                .containsExactly(
                        new Piece(Kind.SAME, "the "),
                        new Piece(Kind.REMOVED, "old"),
                        new Piece(Kind.ADDED, "new"),
                        new Piece(Kind.SAME, " text"));
    }

    @ParameterizedTest
    @CsvSource({"'',a", "a,''", "'a b c','c b a'", "'one\ntwo','one\nthree\ntwo'"})
    void both_texts_can_be_put_together_again(String before, String after) {
        var pieces = Difference.between(before, after);

        assertThat(text(pieces, Kind.REMOVED)).isEqualTo(before);
        assertThat(text(pieces, Kind.ADDED)).isEqualTo(after);
    }

    @Test
    void long_texts_are_compared_by_lines_and_stay_whole() {
        String before = "a word ".repeat(5_000) + "\nend";
        String after = "a word ".repeat(5_000) + "\nother end";

        assertThat(text(Difference.between(before, after), Kind.ADDED)).isEqualTo(after);
    }

    private static String text(java.util.List<Piece> pieces, Kind side) {
        return pieces.stream()
                .filter(piece -> piece.kind() == Kind.SAME || piece.kind() == side)
                .map(Piece::text)
                .reduce("", String::concat);
    }
}
