package org.crimealliance.event.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.congress.Room;
import org.crimealliance.event.congress.Slot;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.event.schedule.Schedule.Promotion;
import org.crimealliance.event.schedule.Schedule.Waiting;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.junit.jupiter.api.Test;

class ReleasePlaceTest {

    private static final Instant NOW = Instant.parse("2021-02-01T00:00:00Z");

    private static final Provenance CAUSE = new Provenance("link:reconfirm", "the decline");

    @Test
    void the_head_of_the_same_mode_gets_the_place_exactly_once() {
        Facts facts = facts(
                Plans.meeting("a", Mode.HYBRID, "p1"),
                Plans.meeting("v", Mode.VIRTUAL, "p2"),
                Plans.meeting("w1", Mode.VIRTUAL, "p3"),
                Plans.meeting("w2", Mode.HYBRID, "p4"),
                Plans.meeting("w3", Mode.HYBRID, "p5"));
        Schedule schedule = Plans.schedule(
                List.of("a", "v"),
                List.of(waiting("w1", Mode.VIRTUAL), waiting("w2", Mode.HYBRID), waiting("w3", Mode.HYBRID)),
                List.of(entry("a", 0, "Room 1"), entry("v", 0, "Channel 1")));
        Schedule after = ReleasePlace.of(schedule, "a", facts, NOW, CAUSE);
        assertThat(after.entries()).containsExactly(entry("v", 0, "Channel 1"), entry("w2", 0, "Room 1"));
        assertThat(after.promotions()).containsExactly(new Promotion("w2", 0, "Room 1", CAUSE));
        assertThat(after.waiting(Mode.HYBRID)).containsExactly("w3");
        assertThat(after.waiting(Mode.VIRTUAL)).containsExactly("w1");
        assertThat(ReleasePlace.of(after, "a", facts, NOW, CAUSE)).isEqualTo(after);
    }

    @Test
    void another_meeting_moves_so_that_the_head_can_have_a_place() {
        // the head shares p1 with a, which sits at the same time as the place that became free
        Facts facts = facts(
                Plans.meeting("a", Mode.HYBRID, "p1"),
                Plans.meeting("b", Mode.HYBRID, "p2"),
                Plans.meeting("c", Mode.HYBRID, "p3"),
                Plans.meeting("head", Mode.HYBRID, "p1"));
        Schedule schedule = Plans.schedule(
                List.of("a", "b", "c"),
                List.of(waiting("head", Mode.HYBRID)),
                List.of(entry("a", 0, "Room 1"), entry("b", 0, "Room 2"), entry("c", 1, "Room 1")));
        Schedule after = ReleasePlace.of(schedule, "b", facts, NOW, CAUSE);
        assertThat(Plans.check(facts, after.entries()).conflicts())
                .extracting(ScheduleChecker.Conflict::rule)
                .containsOnly(ScheduleChecker.Rule.NOT_PLACED); // b, which left
        assertThat(after.entryOf("head")).contains(entry("head", 1, "Room 1"));
        assertThat(after.entryOf("c")).contains(entry("c", 0, "Room 2"));
        assertThat(after.notes().getLast().text()).contains("moved");
    }

    @Test
    void the_next_on_the_list_is_taken_where_nothing_helps_the_head_and_the_reason_is_kept() {
        Facts facts = facts(
                Plans.meeting("a", Mode.HYBRID, "p1"),
                Plans.meeting("b", Mode.HYBRID, "p2"),
                Plans.meeting("head", Mode.HYBRID, "p1"),
                Plans.meeting("next", Mode.HYBRID, "p9"));
        Schedule schedule = Plans.schedule(
                List.of("a", "b"),
                List.of(waiting("head", Mode.HYBRID), waiting("next", Mode.HYBRID)),
                List.of(new Entry("a", 0, "Room 1", true), entry("b", 0, "Room 2")));
        Schedule after = ReleasePlace.of(schedule, "b", facts, NOW, CAUSE);
        assertThat(after.entryOf("next")).contains(entry("next", 0, "Room 2"));
        assertThat(after.waiting(Mode.HYBRID)).containsExactly("head");
        assertThat(after.notes()).anySatisfy(note -> {
            assertThat(note.meetingId()).isEqualTo("head");
            assertThat(note.text()).contains("share somebody");
        });
    }

    @Test
    void a_place_that_nobody_waits_for_or_can_take_stays_free() {
        Facts facts = facts(
                Plans.meeting("a", Mode.HYBRID, "p1"),
                Plans.meeting("b", Mode.HYBRID, "p2"),
                Plans.meeting("head", Mode.HYBRID, "p1"));
        List<Entry> entries = List.of(new Entry("a", 0, "Room 1", true), entry("b", 0, "Room 2"));
        Schedule nobody = Plans.schedule(List.of("a", "b"), List.of(waiting("w", Mode.VIRTUAL)), entries);
        assertThat(ReleasePlace.of(nobody, "b", facts, NOW, CAUSE)).isEqualTo(nobody.without("b"));
        Schedule none = Plans.schedule(List.of("a", "b"), List.of(waiting("head", Mode.HYBRID)), entries);
        Schedule after = ReleasePlace.of(none, "b", facts, NOW, CAUSE);
        assertThat(after.entries()).containsExactly(new Entry("a", 0, "Room 1", true));
        assertThat(after.waiting(Mode.HYBRID)).containsExactly("head");
        assertThat(after.notes())
                .extracting(Schedule.Note::text)
                .containsExactly(
                        "Passed over for the place that became free: head and a share somebody at the same time.",
                        "Its place stays free: none on the waiting list can be held there.");
    }

    @Test
    void before_there_is_a_plan_the_head_joins_the_chosen() {
        Facts facts = facts(Plans.meeting("a", Mode.HYBRID, "p1"), Plans.meeting("w", Mode.HYBRID, "p2"));
        Schedule after = ReleasePlace.of(
                Plans.schedule(List.of("a"), List.of(waiting("w", Mode.HYBRID)), List.of()), "a", facts, NOW, CAUSE);
        assertThat(after.chosen()).containsExactly("w");
        assertThat(after.promotions()).containsExactly(new Promotion("w", null, null, CAUSE));
    }

    @Test
    void two_can_never_have_one_place() {
        assertThatThrownBy(() -> Plans.schedule(
                        List.of("a", "b"), List.of(), List.of(entry("a", 0, "Room 1"), entry("b", 0, "Room 1"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_move_to_a_taken_place_is_an_exchange() {
        Facts facts = facts(Plans.meeting("a", Mode.HYBRID, "p1"), Plans.meeting("b", Mode.HYBRID, "p2"));
        Schedule schedule =
                Plans.schedule(List.of("a", "b"), List.of(), List.of(entry("a", 0, "Room 1"), entry("b", 1, "Room 2")));
        MoveMeeting.Effect effect = MoveMeeting.of(schedule, "a", slot(facts, 1), room(facts, "Room 2"), facts)
                .orThrow();
        assertThat(effect.conflicts()).isEmpty();
        assertThat(effect.steps()).hasSize(2);
        assertThat(effect.next().entryOf("a")).contains(entry("a", 1, "Room 2"));
        assertThat(effect.next().entryOf("b")).contains(entry("b", 0, "Room 1"));
    }

    @Test
    void a_move_tells_its_conflicts_and_respects_pins() {
        Facts facts = facts(
                Plans.meeting("a", Mode.HYBRID, "p1"),
                Plans.meeting("b", Mode.HYBRID, "p1"),
                Plans.meeting("c", Mode.HYBRID, "p3"));
        Schedule schedule = Plans.schedule(
                List.of("a", "b", "c"),
                List.of(),
                List.of(entry("a", 0, "Room 1"), entry("b", 1, "Room 1"), new Entry("c", 1, "Room 2", true)));
        assertThat(MoveMeeting.of(schedule, "a", slot(facts, 1), room(facts, "Channel 1"), facts)
                        .orThrow()
                        .conflicts())
                .hasSize(2); // needs a room, and shares somebody with b
        assertThat(MoveMeeting.of(schedule, "a", slot(facts, 1), room(facts, "Room 2"), facts))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(((Refusal) refused.refusal()).code()).isEqualTo("pinned"));
    }

    private static Facts facts(Facts.Meeting... meetings) {
        return Plans.facts(Plans.grid(1, 2, 1), meetings);
    }

    private static Slot slot(Facts facts, int index) {
        return facts.grid().slots().get(index);
    }

    private static Room room(Facts facts, String name) {
        return facts.grid().room(name).orElseThrow();
    }

    private static Waiting waiting(String id, Mode mode) {
        return new Waiting(id, mode);
    }

    private static Entry entry(String id, int slot, String room) {
        return new Entry(id, slot, room, false);
    }
}
