package org.crimealliance.event.congress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {

    private static final List<DaySlot> FULL = List.of(slot(9, 10), slot(11, 12), slot(14, 15), slot(16, 17));
    private static final List<DaySlot> HALF = List.of(slot(9, 10), slot(11, 12));

    @Test
    void kyoto_has_20_slots_and_160_places_of_which_100_are_hybrid() {
        Grid grid = kyoto().orThrow().grid();
        assertThat(grid.slots().stream()
                        .collect(Collectors.groupingBy(Slot::day, java.util.TreeMap::new, Collectors.counting()))
                        .values())
                .containsExactly(2L, 4L, 4L, 4L, 4L, 2L);
        assertThat(grid.slots()).hasSize(20);
        assertThat(grid.places()).isEqualTo(160);
        assertThat(grid.places(Mode.HYBRID)).isEqualTo(100);
        assertThat(grid.places(Mode.VIRTUAL)).isEqualTo(60);
    }

    @Test
    void nine_on_the_first_day_in_kyoto_is_another_hour_and_even_another_day_elsewhere() {
        Slot first = kyoto().orThrow().grid().slots().getFirst();
        assertThat(first.day()).isEqualTo(LocalDate.of(2021, 3, 7));
        assertThat(at(first, "Asia/Tokyo")).isEqualTo(LocalDateTime.of(2021, 3, 7, 9, 0));
        assertThat(at(first, "Europe/Vienna")).isEqualTo(LocalDateTime.of(2021, 3, 7, 1, 0));
        assertThat(at(first, "Asia/Kathmandu")).isEqualTo(LocalDateTime.of(2021, 3, 7, 5, 45));
        assertThat(at(first, "America/New_York")).isEqualTo(LocalDateTime.of(2021, 3, 6, 19, 0));
    }

    @Test
    void slots_that_overlap_make_no_grid() {
        Outcome<Congress> outcome = congress(List.of(slot(9, 12), slot(11, 13)), rooms());
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(((Refusal) refused.refusal()).code()).isEqualTo("invalid-grid"));
    }

    @Test
    void two_rooms_of_one_name_make_no_grid_and_none_makes_none() {
        List<Room> rooms = new ArrayList<>(rooms());
        rooms.add(new Room("Room 1", Mode.VIRTUAL, 0));
        assertThat(problems(congress(FULL, rooms)))
                .containsExactly(new FieldProblem("hybridRooms", "the name Room 1 appears twice"));
        assertThat(problems(congress(FULL, List.of())))
                .containsExactly(new FieldProblem("hybridRooms", "there must be a room or a channel"));
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true", "31, true", "32, false"})
    void a_congress_ends_one_to_thirty_one_days_after_it_begins(int days, boolean opens) {
        Outcome<Congress> outcome = congress(LocalDate.of(2021, 3, 7), days, FULL, HALF, HALF);
        assertThat(outcome instanceof Outcome.Done).isEqualTo(opens);
        if (!opens) {
            assertThat(problems(outcome))
                    .containsExactly(new FieldProblem("lastDay", "must be 1 to 31 days after the first day"));
        }
    }

    @Test
    void a_slot_has_a_length_and_begins_when_the_one_before_it_is_over() {
        List<DaySlot> empty = List.of(slot(9, 10), slot(11, 11));
        List<DaySlot> overlapping = List.of(slot(9, 11), slot(10, 12));
        List<DaySlot> touching = List.of(slot(9, 10), slot(10, 11));
        LocalDate day = LocalDate.of(2021, 3, 7);
        assertThat(problems(congress(day, 2, empty, HALF, HALF)))
                .containsExactly(new FieldProblem("fullDaySlots", "slot 2 ends before it begins"));
        assertThat(problems(congress(day, 2, FULL, overlapping, HALF)))
                .containsExactly(new FieldProblem("halfDaySlots.first", "slot 2 begins before the one before it ends"));
        assertThat(problems(congress(day, 2, FULL, HALF, List.of(slot(12, 9)))))
                .containsExactly(new FieldProblem("halfDaySlots.last", "slot 1 ends before it begins"));
        Grid grid = congress(day, 2, touching, HALF, HALF).orThrow().grid();
        assertThat(grid.slots()).hasSize(6).extracting(Slot::index).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(grid.slots().get(2).end()).isEqualTo(grid.slots().get(3).start());
    }

    @Test
    void each_day_has_its_own_slots_when_the_clocks_leap() {
        List<DaySlot> night = List.of(new DaySlot(LocalTime.of(2, 30), LocalTime.of(4, 0)));
        LocalDate leap = LocalDate.of(2021, 3, 28);
        String message = "on 2021-03-28, 02:30 does not exist: the clocks go forward to 03:00 then";
        assertThat(problems(congress(leap, 2, FULL, night, HALF, "Europe/Vienna")))
                .containsExactly(new FieldProblem("halfDaySlots.first", message));
        assertThat(problems(congress(leap.minusDays(2), 2, FULL, HALF, night, "Europe/Vienna")))
                .containsExactly(new FieldProblem("halfDaySlots.last", message));
        assertThat(congress(leap, 2, night, HALF, night, "Europe/Vienna")).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void slots_and_rooms_are_found_by_what_they_are_called() {
        Grid grid = kyoto().orThrow().grid();
        assertThat(grid.slotAt(grid.slots().get(3).start()))
                .contains(grid.slots().get(3));
        assertThat(grid.slotAt(grid.slots().get(3).start().plusSeconds(1))).isEmpty();
        assertThat(grid.room("Channel 2")).contains(new Room("Channel 2", Mode.VIRTUAL, 0));
        assertThat(grid.room("The garden")).isEmpty();
    }

    @Test
    void the_call_is_closed_and_all_else_stays() {
        Congress open = kyoto().orThrow();
        assertThat(open.call()).isEqualTo(Congress.Call.OPEN);
        Congress closed = open.withCall(Congress.Call.CLOSED);
        assertThat(closed.call()).isEqualTo(Congress.Call.CLOSED);
        assertThat(closed.withCall(Congress.Call.OPEN)).isEqualTo(open);
    }

    @Test
    void a_slot_at_a_time_that_the_clocks_leap_over_makes_no_grid() {
        assertThat(problems(vienna(LocalDate.of(2021, 3, 27), new DaySlot(LocalTime.of(2, 30), LocalTime.of(4, 0)))))
                .containsExactly(new FieldProblem(
                        "fullDaySlots", "on 2021-03-28, 02:30 does not exist: the clocks go forward to 03:00 then"));
    }

    @Test
    void a_slot_at_a_time_that_comes_twice_asks_which() {
        LocalDate before = LocalDate.of(2021, 10, 30);
        LocalTime start = LocalTime.of(2, 30);
        LocalTime end = LocalTime.of(4, 0);
        assertThat(problems(vienna(before, new DaySlot(start, end))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("comes twice", "2021-10-31T02:30+02:00 or 2021-10-31T02:30+01:00"));
        assertThat(problems(vienna(before, new DaySlot(start, end, "+09:00")))).hasSize(1);
        Grid first = vienna(before, new DaySlot(start, end, "+02:00")).orThrow().grid();
        assertThat(first.slots().getFirst().start()).isEqualTo(Instant.parse("2021-10-31T00:30:00Z"));
        Grid second =
                vienna(before, new DaySlot(start, end, "+01:00")).orThrow().grid();
        assertThat(second.slots().getFirst().start()).isEqualTo(Instant.parse("2021-10-31T01:30:00Z"));
    }

    @Test
    void slots_that_overlap_only_as_the_clocks_go_back_make_no_grid() {
        assertThat(problems(vienna(
                        LocalDate.of(2021, 10, 30),
                        new DaySlot(LocalTime.of(2, 0), LocalTime.of(2, 20), "+01:00"),
                        new DaySlot(LocalTime.of(2, 30), LocalTime.of(2, 50), "+02:00"))))
                .containsExactly(new FieldProblem("fullDaySlots", "on 2021-10-31, the slot at 02:30 has no time"));
    }

    @Test
    void a_slot_through_the_hour_that_comes_twice_is_as_long_as_it_really_is() {
        Grid grid = vienna(LocalDate.of(2021, 10, 30), new DaySlot(LocalTime.of(1, 0), LocalTime.of(4, 0)))
                .orThrow()
                .grid();
        Slot slot = grid.slots().getFirst();
        assertThat(Duration.between(slot.start(), slot.end())).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void slots_that_touch_as_the_clocks_go_back_make_a_grid() {
        assertThat(vienna(
                        LocalDate.of(2021, 10, 30),
                        new DaySlot(LocalTime.of(2, 0), LocalTime.of(2, 30), "+02:00"),
                        new DaySlot(LocalTime.of(2, 30), LocalTime.of(2, 50), "+02:00")))
                .isInstanceOf(Outcome.Done.class);
    }

    private static Outcome<Congress> vienna(LocalDate firstDay, DaySlot... full) {
        return OpenCongress.of(
                "vienna-2021",
                "Crime Congress",
                "Vienna",
                "AT",
                ZoneId.of("Europe/Vienna"),
                firstDay,
                firstDay.plusDays(2),
                List.of(full),
                List.of(),
                List.of(),
                rooms(),
                50);
    }

    private static List<FieldProblem> problems(Outcome<Congress> outcome) {
        return ((Outcome.Refused<Congress>) outcome).refusal().errors();
    }

    private static Outcome<Congress> kyoto() {
        return congress(FULL, rooms());
    }

    private static Outcome<Congress> congress(
            LocalDate firstDay, int days, List<DaySlot> full, List<DaySlot> first, List<DaySlot> last) {
        return congress(firstDay, days, full, first, last, "Asia/Tokyo");
    }

    private static Outcome<Congress> congress(
            LocalDate firstDay, int days, List<DaySlot> full, List<DaySlot> first, List<DaySlot> last, String zone) {
        return OpenCongress.of(
                "kyoto-2021",
                "Crime Congress",
                "Kyoto",
                "JP",
                ZoneId.of(zone),
                firstDay,
                firstDay.plusDays(days),
                full,
                first,
                last,
                rooms(),
                50);
    }

    private static Outcome<Congress> congress(List<DaySlot> full, List<Room> rooms) {
        return OpenCongress.of(
                "kyoto-2021",
                "Crime Congress",
                "Kyoto",
                "JP",
                ZoneId.of("Asia/Tokyo"),
                LocalDate.of(2021, 3, 7),
                LocalDate.of(2021, 3, 12),
                full,
                HALF,
                HALF,
                rooms,
                50);
    }

    private static List<Room> rooms() {
        List<Room> rooms = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            rooms.add(new Room("Room " + i, Mode.HYBRID, 80));
        }
        for (int i = 1; i <= 3; i++) {
            rooms.add(new Room("Channel " + i, Mode.VIRTUAL, 0));
        }
        return rooms;
    }

    private static DaySlot slot(int from, int to) {
        return new DaySlot(LocalTime.of(from, 0), LocalTime.of(to, 0));
    }

    private static LocalDateTime at(Slot slot, String zone) {
        return slot.start().atZone(ZoneId.of(zone)).toLocalDateTime();
    }
}
