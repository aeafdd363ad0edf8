package org.crimealliance.event.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.congress.Room;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.platform.outcome.Outcome;
import org.junit.jupiter.api.Test;

class MoveMeetingTest {

    private static final Room ROOM_1 = new Room("Room 1", Mode.HYBRID, 80);
    private static final Room ROOM_2 = new Room("Room 2", Mode.HYBRID, 80);
    private static final Room CHANNEL = new Room("Channel 1", Mode.VIRTUAL, 0);

    private final Facts facts = Plans.facts(
            Plans.grid(1, 2, 1),
            Plans.meeting("a", Mode.HYBRID, "p"),
            Plans.meeting("b", Mode.HYBRID, "q"),
            Plans.meeting("c", Mode.HYBRID, "p"),
            Plans.meeting("d", Mode.HYBRID, "r"));
    private final Entry a = new Entry("a", 0, "Room 1", true);
    private final Entry b = new Entry("b", 1, "Room 1", false);
    private final Entry c = new Entry("c", 2, "Room 1", false);
    private final Schedule schedule = Plans.schedule(List.of("a", "b", "c", "d"), List.of(), List.of(a, b, c));

    @Test
    void to_a_free_place_it_goes_alone_and_stays_pinned() {
        MoveMeeting.Effect effect = move("a", 3, ROOM_2).orThrow();
        Entry moved = new Entry("a", 3, "Room 2", true);
        assertThat(effect.steps()).containsExactly(new MoveMeeting.Step("a", Optional.of(a), moved));
        assertThat(effect.next().entries()).containsExactlyInAnyOrder(moved, b, c);
        assertThat(effect.conflicts()).isEmpty();
    }

    @Test
    void to_a_taken_place_the_two_change_places() {
        MoveMeeting.Effect effect = move("c", 1, ROOM_1).orThrow();
        assertThat(effect.next().entries())
                .containsExactlyInAnyOrder(a, new Entry("c", 1, "Room 1", false), new Entry("b", 2, "Room 1", false));
        assertThat(effect.steps()).extracting(MoveMeeting.Step::meetingId).containsExactly("c", "b");
    }

    @Test
    void what_clashes_then_is_named() {
        assertThat(move("c", 0, ROOM_2).orThrow().conflicts())
                .containsExactly("c and a share somebody at the same time");
        assertThat(move("b", 3, CHANNEL).orThrow().conflicts())
                .containsExactly("b is hybrid and needs a room, which Channel 1 is not");
    }

    @Test
    void where_it_is_already_nothing_changes() {
        assertThat(move("b", 1, ROOM_1).orThrow()).isEqualTo(new MoveMeeting.Effect(schedule, List.of(), List.of()));
    }

    @Test
    void a_meeting_without_a_place_takes_a_free_one_and_no_other() {
        assertThat(move("d", 3, ROOM_1).orThrow().next().entryOf("d")).contains(new Entry("d", 3, "Room 1", false));
        assertThat(code(move("d", 1, ROOM_1))).isEqualTo("place-taken");
    }

    @Test
    void a_pinned_meeting_gives_its_place_to_nobody_and_who_was_not_selected_has_none() {
        assertThat(code(move("b", 0, ROOM_1))).isEqualTo("pinned");
        assertThat(code(move("x", 3, ROOM_1))).isEqualTo("not-selected");
    }

    private Outcome<MoveMeeting.Effect> move(String meetingId, int slot, Room room) {
        return MoveMeeting.of(schedule, meetingId, facts.grid().slots().get(slot), room, facts);
    }

    private static String code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }
}
