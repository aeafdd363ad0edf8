package org.crimealliance.meeting.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumRuleTest {

    @ParameterizedTest
    @CsvSource({"9, 5", "8, 4", "1, 1", "0, 0", "13, 7"})
    void half_of_the_filled_seats_is_rounded_up(int seats, int quorum) {
        assertThat(QuorumRule.HALF.of(seats)).isEqualTo(quorum);
        assertThat(series(QuorumRule.HALF).quorumOf(seats)).isEqualTo(quorum);
    }

    @Test
    void without_a_rule_nobody_has_to_be_there() {
        assertThat(series(null).quorumOf(9)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 9, 6, true", "2, 3, 10, 7, true", "3, 3, 9, 9, true", "4, 3, 9, 12, false"})
    void a_share_is_at_most_all_seats(int numerator, int denominator, int seats, int quorum, boolean acceptable) {
        QuorumRule rule = new QuorumRule(QuorumRule.Base.FILLED_SEATS, numerator, denominator);
        assertThat(rule.of(seats)).isEqualTo(quorum);
        assertThat(rule.isAtMostAll()).isEqualTo(acceptable);
    }

    private static Series series(@Nullable QuorumRule quorum) {
        return new Series("s1", "board", "Board", Series.Kind.BOARD, Series.Audience.BOARD, quorum);
    }
}
