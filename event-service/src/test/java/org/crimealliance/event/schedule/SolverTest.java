package org.crimealliance.event.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.event.schedule.Solver.Position;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SolverTest {

    private static final int STEPS = 1_000_000;

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void places_160_meetings_in_160_places_without_a_hard_conflict(long seed) {
        Facts facts = Plans.meetings(Plans.kyoto(), 100, 60, seed);
        Problem problem = problem(facts);
        long began = System.nanoTime();
        Position solved = new Solver(problem, 7, STEPS).solve(null);
        System.out.printf(
                "seed %d: cost %d after %d ms%n", seed, solved.bestCost(), (System.nanoTime() - began) / 1_000_000);
        List<Entry> entries = problem.entries(solved.best());
        assertThat(entries).hasSize(160);
        assertThat(solved.bestCost()).isLessThan(Problem.HARD).isEqualTo(problem.cost(solved.best()));
        assertThat(Plans.check(facts, entries).conflicts()).isEmpty();
    }

    @Tag("slow")
    @Test
    void the_same_seed_gives_the_same_plan_also_when_it_is_broken_off_and_resumed() {
        Facts facts = Plans.meetings(Plans.kyoto(), 100, 60, 4);
        Position whole = new Solver(problem(facts), 7, STEPS).solve(null);
        Position position = new Solver(problem(facts), 7, STEPS).start();
        for (int chunk = 0; chunk < STEPS / Solver.CHUNK; chunk++) {
            position = new Solver(problem(facts), 7, STEPS)
                    .advance(
                            new Position(
                                    position.current().clone(), position.best().clone(), position.bestCost()),
                            chunk);
        }
        assertThat(position.best()).isEqualTo(whole.best());
    }

    @Test
    void the_impossible_is_planned_as_well_as_it_can_be_and_its_conflict_is_named() {
        Facts facts = Plans.facts(
                Plans.grid(1, 2, 0),
                Plans.meeting("a", Mode.HYBRID, "p"),
                Plans.meeting("b", Mode.HYBRID, "p"),
                Plans.meeting("c", Mode.HYBRID, "p"),
                Plans.meeting("d", Mode.HYBRID, "p"),
                Plans.meeting("e", Mode.HYBRID, "p"));
        Problem problem = problem(facts);
        List<Entry> entries =
                problem.entries(new Solver(problem, 7, 100_000).solve(null).best());
        assertThat(Plans.check(facts, entries).conflicts())
                .hasSize(1)
                .first()
                .satisfies(
                        conflict -> assertThat(conflict.rule()).isEqualTo(ScheduleChecker.Rule.PERSON_IN_TWO_MEETINGS));
    }

    @Test
    void pinned_meetings_stay_where_they_are() {
        Facts facts = Plans.meetings(Plans.kyoto(), 20, 10, 5);
        Entry pinned = new Entry("m000", 7, "Room 3", true);
        Schedule schedule = Plans.schedule(ids(facts), List.of(), List.of(pinned));
        Problem problem = Problem.of(schedule, facts);
        assertThat(problem.entries(new Solver(problem, 7, 200_000).solve(null).best()))
                .contains(pinned);
    }

    @Tag("slow")
    @Test
    void a_plan_that_exists_is_kept_where_it_can_be() {
        Facts facts = Plans.meetings(Plans.kyoto(), 100, 60, 6);
        Problem first = problem(facts);
        List<Entry> plan = first.entries(new Solver(first, 7, STEPS).solve(null).best());
        Problem again = Problem.of(Plans.schedule(ids(facts), List.of(), plan), facts);
        List<Entry> next = again.entries(new Solver(again, 7, STEPS).solve(null).best());
        List<Entry> moved = new ArrayList<>(next);
        moved.removeIf(entry ->
                plan.stream().anyMatch(old -> old.meetingId().equals(entry.meetingId()) && old.slot() == entry.slot()));
        assertThat(moved.size()).isLessThan(16);
    }

    /** A plan that was broken off is resumed by whatever version runs then: each step stays what it was. */
    @Test
    void every_position_of_a_search_stays_what_it_was() {
        Facts facts = Plans.meetings(Plans.kyoto(), 60, 40, 11);
        Solver solver = new Solver(problem(facts), 7, 3 * Solver.CHUNK);
        assertThat(solver.chunks()).isEqualTo(3);
        Position start = solver.start();
        Position first = solver.advance(start, 0);
        Position second = solver.advance(first, 1);
        assertThat(List.of(fingerprint(start), fingerprint(first), fingerprint(second)))
                .containsExactly("615c91eb 615c91eb 154", "f32dd43a 615c91eb 154", "7047bede 615c91eb 154");
    }

    @Test
    void every_position_of_a_search_from_a_plan_with_pins_stays_what_it_was() {
        Facts facts = Plans.meetings(Plans.kyoto(), 100, 60, 12);
        Problem empty = problem(facts);
        List<Entry> plan = empty
                .entries(new Solver(empty, 3, Solver.CHUNK).solve(null).best())
                .stream()
                .map(entry -> new Entry(
                        entry.meetingId(),
                        entry.slot(),
                        entry.room(),
                        entry.meetingId().endsWith("7")))
                .toList();
        Problem problem = Problem.of(Plans.schedule(ids(facts), List.of(), plan), facts);
        Solver solver = new Solver(problem, 7, 2 * Solver.CHUNK);
        Position start = solver.start();
        Position first = solver.advance(start, 0);
        assertThat(List.of(fingerprint(start), fingerprint(first), fingerprint(solver.advance(first, 1))))
                .containsExactly("e9789795 e9789795 670", "80bd7e2b e9789795 670", "58f8b24f e9789795 670");
    }

    @ParameterizedTest
    @CsvSource({"7, ea237331 e1d9e6b9 50", "8, f3d7bea7 f64441d6 50"})
    void a_search_that_cools_down_keeps_the_best_that_it_came_by(long seed, String solved) {
        Facts facts = Plans.meetings(Plans.grid(2, 2, 1), 12, 6, 13);
        Problem problem = problem(facts);
        Solver solver = new Solver(problem, seed, Solver.CHUNK);
        assertThat(fingerprint(solver.start())).isEqualTo("d8886a0d d8886a0d 56");
        Position position = solver.solve(null);
        assertThat(fingerprint(position)).isEqualTo(solved);
        assertThat(problem.cost(position.best())).isEqualTo(position.bestCost());
    }

    /** Place 0 is a place, and a plan of it alone is a plan: it is begun from, and the search is not as hot. */
    @Test
    void who_sits_at_the_very_first_place_sits() {
        Facts facts = Plans.meetings(Plans.grid(2, 2, 1), 12, 6, 13);
        Entry first = new Entry("m003", 0, "Room 1", false);
        Problem problem = Problem.of(Plans.schedule(ids(facts), List.of(), List.of(first)), facts);
        Solver solver = new Solver(problem, 7, Solver.CHUNK);
        assertThat(problem.entries(solver.start().current())).contains(first);
        assertThat(List.of(fingerprint(solver.start()), fingerprint(solver.solve(null))))
                .containsExactly("1accebdf 1accebdf 56", "d23cf6cc 8b06d5a3 50");
    }

    @Test
    void where_all_is_pinned_nothing_moves() {
        Facts facts = Plans.facts(Plans.grid(1, 2, 0), Plans.meeting("a", Mode.HYBRID, "p"));
        Schedule schedule = Plans.schedule(List.of("a"), List.of(), List.of(new Entry("a", 0, "Room 1", true)));
        Solver solver = new Solver(Problem.of(schedule, facts), 7, Solver.CHUNK);
        Position start = solver.start();
        assertThat(solver.advance(start, 0)).isSameAs(start);
        assertThat(solver.solve(start)).isSameAs(start);
    }

    @Test
    void a_meeting_for_which_there_is_no_place_at_all_is_left_out_and_the_others_move() {
        Facts facts = Plans.facts(
                Plans.grid(1, 1, 0), Plans.meeting("a", Mode.HYBRID, "p"), Plans.meeting("b", Mode.VIRTUAL, "q"));
        Problem problem = problem(facts);
        Position solved = new Solver(problem, 7, Solver.CHUNK).solve(null);
        assertThat(problem.entries(solved.best())).extracting(Entry::meetingId).containsExactly("a");
        assertThat(solved.bestCost()).isEqualTo(Problem.HARD);
    }

    private static String fingerprint(Position position) {
        return "%08x %08x %d"
                .formatted(
                        java.util.Arrays.hashCode(position.current()),
                        java.util.Arrays.hashCode(position.best()),
                        position.bestCost());
    }

    private static Problem problem(Facts facts) {
        return Problem.of(Plans.schedule(ids(facts), List.of(), List.of()), facts);
    }

    private static List<String> ids(Facts facts) {
        Set<String> ids = new java.util.TreeSet<>(facts.meetings().keySet());
        return List.copyOf(ids);
    }
}
