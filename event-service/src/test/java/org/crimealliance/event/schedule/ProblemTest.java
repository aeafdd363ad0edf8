package org.crimealliance.event.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.Dossier;
import org.crimealliance.event.ancillary.Dossiers;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.congress.Slot;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan costs, rule by rule: slots at 9:00, 11:00, 14:00 and 16:00 in Tokyo, an hour and a quarter each. */
class ProblemTest {

    private static final LocalDate FIRST = LocalDate.of(2021, 3, 7);

    private final Facts facts = Plans.facts(
            Plans.grid(2, 2, 1),
            meeting("a", Mode.HYBRID, "o1", "t1", Set.of("p"), Set.of(FIRST), null),
            meeting("b", Mode.HYBRID, "o1", "t2", Set.of("q"), Set.of(), "Europe/Vienna"),
            meeting("c", Mode.VIRTUAL, "o2", "t1", Set.of("p"), Set.of(), null),
            meeting("d", Mode.HYBRID, "o3", "t3", Set.of(), Set.of(), null));

    private final Problem problem = Problem.of(
            Plans.schedule(List.of("d", "c", "b", "a"), List.of(), List.of(new Entry("b", 2, "Room 2", true))), facts);

    @Test
    void meetings_are_taken_in_the_order_of_their_ids_and_a_plan_is_where_it_begins() {
        assertThat(problem.meetingIds).containsExactly("a", "b", "c", "d");
        assertThat(problem.size()).isEqualTo(4);
        assertThat(problem.places()).isEqualTo(24);
        assertThat(problem.start).containsExactly(-1, 7, -1, -1);
        assertThat(problem.pinned).containsExactly(false, true, false, false);
        assertThat(problem.placesOf(0)).startsWith(0, 1, 3, 4).hasSize(16);
        assertThat(problem.placesOf(2)).startsWith(2, 5, 8).hasSize(8);
        assertThat(problem.slotOf(7)).isEqualTo(2);
    }

    @Test
    void a_day_on_which_it_cannot_be_held_is_hard_and_unkind_hours_and_moving_are_soft() {
        assertThat(problem.alone(0, 3)).isEqualTo(Problem.HARD);
        assertThat(problem.alone(0, 4)).isZero();
        // 16:00 in Tokyo is 8:00 in Vienna; all before is too early there
        assertThat(problem.alone(1, 0)).isEqualTo(10 + 30);
        assertThat(problem.alone(1, 2)).isEqualTo(10);
        assertThat(problem.alone(1, 3)).isEqualTo(30);
    }

    @Test
    void somebody_in_both_is_hard_and_one_organisation_or_theme_is_soft() {
        assertThat(problem.together(0, 1)).isEqualTo(20);
        assertThat(problem.together(0, 2)).isEqualTo(Problem.HARD + 2).isEqualTo(problem.together(2, 0));
        assertThat(problem.together(1, 2)).isZero();
    }

    @Test
    void the_whole_costs_what_its_parts_cost_and_whoever_has_no_place_as_much_as_a_conflict() {
        assertThat(problem.cost(new int[] {12, 7, 14, 15})).isEqualTo(10 + Problem.HARD + 2);
        assertThat(problem.cost(new int[] {12, 13, 17, 15})).isEqualTo(10 + 30 + 20);
        assertThat(problem.cost(new int[] {-1, 7, 17, -1})).isEqualTo(2 * Problem.HARD + 10);
        assertThat(problem.cost(new int[] {0, 1, -1, -1})).isEqualTo(3 * Problem.HARD + 10 + 30 + 20);
    }

    @Test
    void what_a_plan_depends_on_is_read_from_the_dossiers() {
        Dossier dossier =
                Dossiers.dossier("AM-1").people("p", "q").unavailable(FIRST).build();
        Facts read = Facts.of(
                Plans.grid(1, 1, 1),
                List.of(new Stored<>("a", 1, 1, Map.of(), new AncillaryMeeting.Accepted(dossier))));
        assertThat(read.meeting("a"))
                .isEqualTo(new Facts.Meeting(
                        "a",
                        "AM-1",
                        "Meeting AM-1",
                        Mode.HYBRID,
                        "O-AM-1",
                        "Youth",
                        Set.of("p", "q"),
                        Set.of(FIRST),
                        null));
    }

    @Test
    void a_plan_reads_as_entries_and_back() {
        assertThat(problem.entries(new int[] {12, 7, 14, -1}))
                .containsExactly(
                        new Entry("a", 4, "Room 1", false),
                        new Entry("b", 2, "Room 2", true),
                        new Entry("c", 4, "Channel 1", false));
        int[] occupants = problem.occupants(new int[] {12, 7, 14, -1});
        assertThat(occupants).hasSize(24);
        assertThat(List.of(occupants[12], occupants[7], occupants[14], occupants[0]))
                .containsExactly(0, 1, 2, -1);
    }

    @ParameterizedTest
    @CsvSource({
        "2021-03-07T08:00:00Z, 2021-03-07T22:00:00Z, false",
        "2021-03-07T07:59:00Z, 2021-03-07T09:00:00Z, true",
        "2021-03-07T21:00:00Z, 2021-03-07T22:01:00Z, true",
        "2021-03-07T21:00:00Z, 2021-03-08T09:00:00Z, true" // over midnight
    })
    void decent_hours_are_eight_to_ten_in_the_evening_where_the_audience_lives(
            java.time.Instant start, java.time.Instant end, boolean unkind) {
        Slot slot = new Slot(0, FIRST, start, end);
        assertThat(meeting("a", Mode.HYBRID, "o", "t", Set.of(), Set.of(), "Etc/UTC")
                        .isUnkind(slot))
                .isEqualTo(unkind);
        assertThat(meeting("a", Mode.HYBRID, "o", "t", Set.of(), Set.of(), null).isUnkind(slot))
                .isFalse();
    }

    private static Facts.Meeting meeting(
            String id,
            Mode mode,
            String organisation,
            String theme,
            Set<String> people,
            Set<LocalDate> unavailable,
            @Nullable String audience) {
        return new Facts.Meeting(
                id,
                id,
                id,
                mode,
                organisation,
                theme,
                people,
                unavailable,
                audience == null ? null : ZoneId.of(audience));
    }
}
