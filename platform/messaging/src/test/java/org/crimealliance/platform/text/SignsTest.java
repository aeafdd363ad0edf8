package org.crimealliance.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of character is, to its first and last. */
class SignsTest {

    @ParameterizedTest
    @ValueSource(ints = {' ', '\t', '\n', '\r', 0x85, 0xA0, 0x2003, 0x2028, 0x3000})
    void what_a_keyboard_makes_without_ink_is_blank_and_so_cannot_be_seen(int c) {
        assertThat(Signs.isBlank(c)).isTrue();
        assertThat(Signs.isInvisible(c)).isTrue();
        assertThat(Signs.isDroppedAtEnds((char) c)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xAD,
                0x34F,
                0x115F,
                0x1160,
                0x17B4,
                0x180B,
                0x2800,
                0x3164,
                0xFFA0, // fillers
                0x200B,
                0x200D,
                0x202A,
                0x2060,
                0x2067,
                0xFEFF, // joiners and directions
                0xFE00,
                0xFE0F,
                0xE0000,
                0xE0001,
                0xE0100,
                0xE0FFF // selectors and tags
            })
    void joiners_directions_selectors_and_fillers_cannot_be_seen(int c) {
        assertThat(Signs.isInvisible(c)).isTrue();
        assertThat(Signs.isBlank(c)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {'a', '0', 0x301, 0x4E00, 0xFDFF, 0xFE10, 0xDFFFF, 0xE1000, 0x1F600})
    void everything_else_can_be_seen(int c) {
        assertThat(Signs.isInvisible(c)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "00AD, true",
        "200B, true",
        "200C, true",
        "200D, true",
        "2060, true",
        "FEFF, true",
        "200E, false",
        "200F, false",
        "2067, false",
        "FE0F, false",
        "0061, false"
    })
    void joiners_mean_nothing_at_the_ends_and_directions_do(String code, boolean dropped) {
        assertThat(Signs.isDroppedAtEnds((char) Integer.parseInt(code, 16))).isEqualTo(dropped);
    }

    @Test
    void seven_characters_end_a_line() {
        assertThat(IntStream.rangeClosed(0, 0x10FFFF).filter(Signs::endsLine))
                .containsExactly(0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029);
    }

    @ParameterizedTest
    @CsvSource({"0301, true", "20DD, true", "0903, false", "0061, false"})
    void marks_stand_on_letters_and_take_no_room(String code, boolean mark) {
        assertThat(Signs.isMark(Integer.parseInt(code, 16))).isEqualTo(mark);
    }

    @Test
    void halves_and_the_sixty_six_that_unicode_keeps_for_nobody_are_no_characters() {
        assertThat(IntStream.rangeClosed(0, 0x10FFFF)
                        .filter(Signs::isNoCharacter)
                        .count())
                .isEqualTo(0x800 + 66);
        assertThat(IntStream.of(0xD800, 0xDFFF, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF)
                        .filter(Signs::isNoCharacter))
                .hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x202A, 0x202B, 0x202D, 0x202E})
    void embeddings_and_overrides_are_closed_by_their_own_sign(int c) {
        assertThat(isClosed(c, 0x202C)).isTrue();
        assertThat(isClosed(c, 0x2069)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x2066, 0x2067, 0x2068})
    void isolates_are_closed_by_theirs(int c) {
        assertThat(isClosed(c, 0x2069)).isTrue();
        assertThat(isClosed(c, 0x202C)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x2065, 0x206A, 'a'})
    void what_opens_no_direction_needs_no_end(int c) {
        Directions directions = new Directions();
        assertThat(directions.goOn(c)).isTrue();
        assertThat(directions.areOpen()).isFalse();
        assertThat(directions.goOn(0x2069)).isFalse();
    }

    private static boolean isClosed(int by, int end) {
        Directions directions = new Directions();
        assertThat(directions.goOn(by)).isTrue();
        assertThat(directions.areOpen()).isTrue();
        return directions.goOn(end) && !directions.areOpen();
    }

    @ParameterizedTest
    @CsvSource({"05D0, true", "0627, true", "202B, true", "202E, true", "2067, true", "0061, false", "0031, false"})
    void a_name_reads_from_the_right_where_one_sign_of_it_does(String code, boolean isolated) {
        String name = "A " + Character.toString(Integer.parseInt(code, 16));
        assertThat(Isolated.name(name)).isEqualTo(isolated ? "\u2068" + name + "\u2069" : name);
    }
}
