package org.crimealliance.meeting.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumRuleTest {

    @ParameterizedTest
    @CsvSource({"9, 5", "8, 4", "1, 1", "0, 0", "13, 7"})
    void half_of_the_filled_seats_is_rounded_up(int seats, int quorum) {
        assertThat(QuorumRule.HALF.of(seats)).isEqualTo(quorum);
    }
}
