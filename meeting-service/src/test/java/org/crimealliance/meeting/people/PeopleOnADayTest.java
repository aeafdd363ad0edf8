package org.crimealliance.meeting.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleOnADayTest {

    private static final LocalDate DAY = LocalDate.parse("2020-12-10");

    @ParameterizedTest
    @CsvSource({
        "treasurer,        2020-01-01,           ,           , true",
        "treasurer,        2020-12-10,           ,           , true", // from the first day of the term
        "treasurer,        2020-12-11,           ,           , false",
        "treasurer,        2019-01-01, 2020-12-10,           , true", // until its last day
        "treasurer,        2019-01-01, 2020-12-09,           , false",
        "treasurer,        2019-01-01,           , 2020-12-11, true",
        "treasurer,        2019-01-01,           , 2020-12-10, false", // given up that day
        "auditor,          2020-01-01,           ,           , false",
        "congress-manager, 2020-01-01,           ,           , false"
    })
    void a_seat_of_the_board_is_filled_during_the_term(
            String office, LocalDate from, @Nullable LocalDate until, @Nullable LocalDate endedOn, boolean seat) {
        Officer officer = new Officer("o1", office, "Officer", "officer@example.org", from, until, endedOn);
        assertThat(officer.hasSeatOn(DAY)).isEqualTo(seat);
    }

    @ParameterizedTest
    @CsvSource({", true", "2020-12-11, true", "2020-12-10, true", "2020-12-09, false"})
    void a_member_is_active_until_the_last_day(@Nullable LocalDate endsOn, boolean active) {
        Contact contact = new Contact("A. Muster", "a.muster@example.org", null);
        assertThat(new Member("m1", "ordinary", "Verein", contact, endsOn).isActiveOn(DAY))
                .isEqualTo(active);
    }
}
