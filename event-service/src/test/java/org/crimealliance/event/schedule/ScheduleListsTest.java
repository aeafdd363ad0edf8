package org.crimealliance.event.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.event.schedule.Schedule.Note;
import org.crimealliance.event.schedule.Schedule.Promotion;
import org.crimealliance.event.schedule.Schedule.Waiting;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.testkit.StoredSize;
import org.junit.jupiter.api.Test;

/** Who has a place, who waits, who is still to be told; and a solved plan taken over into it. */
class ScheduleListsTest {

    private static final Instant NOW = Instant.parse("2021-01-20T09:00:00Z");
    private static final Provenance CAUSE = Provenance.current();

    private final Facts facts = Plans.facts(
            Plans.grid(1, 1, 1),
            Plans.meeting("a", Mode.HYBRID, "p"),
            Plans.meeting("b", Mode.HYBRID, "q"),
            Plans.meeting("c", Mode.VIRTUAL, "p"),
            Plans.meeting("d", Mode.HYBRID, "r"));

    @Test
    void a_selection_begins_anew_without_a_plan() {
        Schedule before = Plans.schedule(List.of("a"), List.of(), List.of()).noted(NOW, "a", "why");
        Schedule selected = before.select("s2", List.of("b"), List.of(new Waiting("d", Mode.HYBRID)))
                .orThrow();
        assertThat(selected)
                .isEqualTo(new Schedule(
                        "congress",
                        List.of("b"),
                        List.of(new Waiting("d", Mode.HYBRID)),
                        List.of(),
                        List.of(),
                        before.notes(),
                        null,
                        "s2"));
        assertThat(Schedule.empty("congress").chosen()).isEmpty();
    }

    @Test
    void a_selection_is_refused_where_there_is_a_plan() {
        Schedule planned = Plans.schedule(List.of("a"), List.of(), List.of(new Entry("a", 0, "Room 1", false)));
        assertThat(planned.select("s2", List.of("b"), List.of()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("already-placed"));
    }

    @Test
    void ten_thousand_wait_are_promoted_and_noted_and_the_next_is_refused_in_words() {
        List<Waiting> all = waiting(Schedule.MOST_WAITING);
        Schedule selected =
                Schedule.empty("congress").select("s1", List.of(), all).orThrow();
        assertThat(StoredSize.of(selected)).isBetween(100_000, StoredSize.LARGEST / 4);
        Schedule promoted = new Schedule(
                "congress",
                all.stream().map(Waiting::meetingId).toList(),
                List.of(),
                List.of(),
                all.stream()
                        .map(one -> new Promotion(one.meetingId(), 1000, "A hall with a long name", CAUSE))
                        .toList(),
                all.stream()
                        .map(one -> new Note(NOW, one.meetingId(), "n".repeat(1000)))
                        .toList(),
                "job",
                "s1");
        assertThat(StoredSize.of(promoted)).as("all of them at once").isLessThan(StoredSize.LARGEST / 2);
        assertThat(Schedule.empty("congress").select("s1", List.of(), waiting(Schedule.MOST_WAITING + 1)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().message())
                                .isEqualTo("At most 10,000 meetings can wait for a place, and 10,001 would."
                                        + " Withdraw some of them first."));
    }

    private static List<Waiting> waiting(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Waiting(
                        UUID.nameUUIDFromBytes(("m" + number).getBytes(StandardCharsets.UTF_8))
                                .toString(),
                        Mode.HYBRID))
                .toList();
    }

    @Test
    void who_leaves_is_on_no_list_and_nobody_else_is_touched() {
        Schedule schedule = new Schedule(
                "congress",
                List.of("a", "b"),
                List.of(new Waiting("c", Mode.VIRTUAL), new Waiting("d", Mode.HYBRID)),
                List.of(new Entry("a", 0, "Room 1", false), new Entry("b", 1, "Room 1", false)),
                List.of(new Promotion("a", 0, "Room 1", CAUSE), new Promotion("b", 1, "Room 1", CAUSE)),
                List.of(),
                "job",
                "s1");
        Schedule left = schedule.without("a").without("d");
        assertThat(left.chosen()).containsExactly("b");
        assertThat(left.waiting()).extracting(Waiting::meetingId).containsExactly("c");
        assertThat(left.entries()).extracting(Entry::meetingId).containsExactly("b");
        assertThat(left.promotions()).extracting(Promotion::meetingId).containsExactly("b");
        assertThat(schedule.told(new Promotion("a", 0, "Room 1", CAUSE)).promotions())
                .extracting(Promotion::meetingId)
                .containsExactly("b");
    }

    @Test
    void the_last_thousand_notes_are_kept() {
        Schedule schedule = Schedule.empty("congress");
        for (int i = 1; i <= 1001; i++) {
            schedule = schedule.noted(NOW, "a", "note " + i);
        }
        assertThat(schedule.notes()).hasSize(1000);
        assertThat(schedule.notes().getFirst().text()).isEqualTo("note 2");
    }

    @Test
    void no_two_meetings_have_one_place_and_no_meeting_two() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.empty("congress")
                        .withEntries(List.of(new Entry("a", 0, "Room 1", false), new Entry("b", 0, "Room 1", false))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.empty("congress")
                        .withEntries(List.of(new Entry("a", 0, "Room 1", false), new Entry("a", 1, "Room 1", false))));
    }

    @Test
    void a_plan_is_taken_over_without_those_who_left_and_with_a_free_place_for_those_who_came() {
        Schedule schedule = Plans.schedule(List.of("b", "c", "d"), List.of(), List.of());
        Schedule solved = TakeOverPlan.of(
                schedule,
                "job",
                List.of(new Entry("a", 0, "Room 1", false), new Entry("b", 1, "Room 1", false)),
                facts);
        assertThat(solved.solvedBy()).isEqualTo("job");
        assertThat(solved.entries())
                .containsExactly(
                        new Entry("b", 1, "Room 1", false),
                        new Entry("c", 0, "Channel 1", false),
                        new Entry("d", 0, "Room 1", false));
    }

    @Test
    void who_came_takes_nobodys_place() {
        Schedule schedule = Plans.schedule(List.of("b", "d"), List.of(), List.of());
        assertThat(TakeOverPlan.of(schedule, "job", List.of(new Entry("b", 0, "Room 1", false)), facts)
                        .entries())
                .containsExactly(new Entry("b", 0, "Room 1", false), new Entry("d", 1, "Room 1", false));
    }

    @Test
    void who_came_and_fits_nowhere_stays_without_a_place() {
        Facts full = Plans.facts(
                Plans.grid(1, 0, 1), Plans.meeting("a", Mode.HYBRID, "p"), Plans.meeting("c", Mode.VIRTUAL, "p"));
        Schedule schedule = Plans.schedule(List.of("a", "c"), List.of(), List.of());
        assertThat(TakeOverPlan.of(schedule, "job", List.of(), full).entries())
                .containsExactly(new Entry("c", 0, "Channel 1", false));
    }

    @Test
    void releasing_whoever_was_not_chosen_changes_no_place() {
        Schedule schedule = Plans.schedule(
                List.of("a"), List.of(new Waiting("b", Mode.HYBRID)), List.of(new Entry("a", 0, "Room 1", false)));
        Schedule released = ReleasePlace.of(schedule, "b", facts, NOW, CAUSE);
        assertThat(released).isEqualTo(schedule.without("b"));
    }

    @Test
    void a_meeting_that_the_congress_does_not_have_is_a_broken_schedule() {
        assertThatIllegalStateException().isThrownBy(() -> facts.meeting("x"));
    }
}
