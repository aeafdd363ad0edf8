package org.crimealliance.membership.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crimealliance.membership.office.Officer.Appointed;
import org.crimealliance.membership.office.Officer.NotAppointed;
import org.crimealliance.membership.office.Officer.TermEnded;
import org.crimealliance.membership.office.Seats.Held;
import org.crimealliance.platform.outcome.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One seat, one holder. */
class SeatsTest {

    private static final LocalDate TODAY = LocalDate.parse("2021-01-01");
    private static final Seats NONE = new Seats(List.of());

    private static Officer.Term term(String who, String from, String until) {
        return new Officer.Term(
                Office.CHAIR,
                who,
                who + "@example.org",
                LocalDate.parse(from),
                until == null ? null : LocalDate.parse(until));
    }

    private static Held held(String who, String from, String until) {
        return Held.of(who + from, new Appointed(term(who, from, until), null));
    }

    private static Outcome<Seats> take(Seats seats, Held wanted, int number) {
        return seats.take(Office.CHAIR, wanted, number, Map.of(), TODAY);
    }

    private static String code(Outcome<Seats> outcome) {
        return outcome instanceof Outcome.Refused<Seats>(var refusal) ? refusal.code() : "taken";
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "open",
            value = {
                "2018-10-01, 2020-09-30, taken",
                "2018-10-01, 2020-10-01, office-filled",
                "2018-10-01, open, office-filled",
                "2021-01-01, 2021-02-01, office-filled",
                "2022-09-30, open, office-filled",
                "2022-10-01, open, taken"
            })
    void a_seat_is_taken_again_after_the_last_day_of_its_holder(String from, String until, String outcome) {
        Seats held = take(NONE, held("ada", "2020-10-01", "2022-09-30"), 1).orThrow();
        assertThat(code(take(held, held("ben", from, until), 1))).isEqualTo(outcome);
    }

    @Test
    void an_open_term_holds_its_seat_for_good() {
        Seats held = take(NONE, held("ada", "2020-10-01", null), 1).orThrow();
        assertThat(take(held, held("ben", "2030-10-01", null), 1))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(
                                        ((Outcome.Refused<?>) refused).refusal().message())
                                .isEqualTo("No seat is free for that time in the office chair, which has 1."
                                        + " It is held by ada, from 2020-10-01."));
    }

    @Test
    void of_two_seats_both_are_taken_and_no_third() {
        Seats one = take(NONE, held("ada", "2020-10-01", "2022-09-30"), 2).orThrow();
        Seats two = take(one, held("ben", "2021-10-01", "2023-09-30"), 2).orThrow();
        assertThat(code(take(two, held("cleo", "2021-01-01", "2021-09-30"), 2))).isEqualTo("taken");
        assertThat(code(take(two, held("cleo", "2021-01-01", "2021-10-01"), 2))).isEqualTo("office-filled");
        assertThat(code(take(two, held("cleo", "2022-10-01", "2023-01-01"), 2))).isEqualTo("taken");
    }

    @Test
    void a_seat_that_two_hold_one_after_the_other_is_one_seat() {
        Seats one = take(NONE, held("ada", "2020-10-01", "2021-03-31"), 2).orThrow();
        Seats two = take(one, held("ben", "2021-04-01", "2021-09-30"), 2).orThrow();
        assertThat(code(take(two, held("cleo", "2020-01-01", null), 2))).isEqualTo("taken");
        Seats three = take(two, held("dan", "2021-01-01", "2021-01-31"), 2).orThrow();
        assertThat(code(take(three, held("cleo", "2020-01-01", null), 2))).isEqualTo("office-filled");
    }

    @Test
    void nobody_holds_one_office_twice_at_a_time() {
        Seats one = take(NONE, held("ada", "2020-10-01", "2022-09-30"), 2).orThrow();
        assertThat(code(take(one, held("ada", "2022-09-30", null), 2))).isEqualTo("terms-overlap");
        assertThat(code(take(one, held("ada", "2022-10-01", null), 2))).isEqualTo("taken");
    }

    @Test
    void taken_again_by_the_same_term_nothing_changes() {
        Seats one = take(NONE, held("ada", "2020-10-01", null), 1).orThrow();
        assertThat(take(one, held("ada", "2020-10-01", null), 1).orThrow()).isEqualTo(one);
    }

    @Test
    void a_term_that_ended_early_gives_its_seat_back() {
        Seats one = take(NONE, held("ada", "2020-10-01", "2022-09-30"), 1).orThrow();
        Map<String, Officer> known = Map.of(
                "ada2020-10-01",
                new TermEnded(term("ada", "2020-10-01", "2022-09-30"), LocalDate.parse("2021-03-31"), null));
        assertThat(code(one.take(Office.CHAIR, held("ben", "2021-03-31", null), 1, known, TODAY)))
                .isEqualTo("office-filled");
        assertThat(code(one.take(Office.CHAIR, held("ben", "2021-04-01", null), 1, known, TODAY)))
                .isEqualTo("taken");
    }

    @Test
    void who_was_not_appointed_after_all_holds_no_seat() {
        Seats one = take(NONE, held("ada", "2020-10-01", null), 1).orThrow();
        Map<String, Officer> known =
                Map.of("ada2020-10-01", new NotAppointed(term("ada", "2020-10-01", null), "no seat"));
        assertThat(one.take(Office.CHAIR, held("ben", "2021-01-01", null), 1, known, TODAY)
                        .orThrow()
                        .terms())
                .extracting(Held::name)
                .containsExactly("ben");
    }

    @Test
    void ten_thousand_terms_leave_a_hundred_that_are_over_and_all_that_are_not() {
        Seats seats = NONE;
        LocalDate day = LocalDate.parse("1980-01-01");
        for (int i = 0; i < 10_000; i++) {
            String date = day.plusDays(i).toString();
            seats = take(seats, held("officer" + i, date, date), 1).orThrow();
        }
        seats = take(seats, held("coming", "2022-01-01", null), 1).orThrow();
        assertThat(seats.terms()).hasSize(Seats.KEPT + 1);
        assertThat(seats.terms().getLast().name()).isEqualTo("coming");
        assertThat(seats.terms().getFirst().name()).isEqualTo("officer9900");
    }

    @Test
    void the_oldest_terms_are_forgotten_first_whenever_they_were_entered() {
        List<String> years = IntStream.range(1900, 1900 + Seats.KEPT + 1)
                .mapToObj(String::valueOf)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(years, new Random(years.size()));
        Seats seats = NONE;
        for (String year : years) {
            seats = take(seats, held("officer" + year, year + "-01-01", year + "-12-31"), 1)
                    .orThrow();
        }
        seats = take(seats, held("coming", "2022-01-01", null), 1).orThrow();
        assertThat(seats.terms())
                .hasSize(Seats.KEPT + 1)
                .extracting(Held::name)
                .doesNotContain("officer1900")
                .contains("officer1901", "coming");
    }
}
