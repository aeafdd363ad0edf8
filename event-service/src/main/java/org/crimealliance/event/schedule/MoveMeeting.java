package org.crimealliance.event.schedule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crimealliance.event.congress.Room;
import org.crimealliance.event.congress.Slot;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;

/** A meeting is moved by hand; where the target is taken, the two change places. */
final class MoveMeeting {

    /** One meeting that the move concerns. */
    record Step(String meetingId, Optional<Entry> from, Entry to) {}

    /** What a move would make of the schedule. */
    record Effect(Schedule next, List<Step> steps, List<String> conflicts) {}

    private MoveMeeting() {}

    static Outcome<Effect> of(Schedule schedule, String meetingId, Slot slot, Room room, Facts facts) {
        if (!schedule.chosen().contains(meetingId)) {
            return Outcome.refused(Refusal.conflict("not-selected", "This meeting was not selected for a place."));
        }
        Optional<Entry> from = schedule.entryOf(meetingId);
        Optional<Entry> taken = schedule.entryAt(slot.index(), room.name());
        if (taken.isPresent() && taken.get().meetingId().equals(meetingId)) {
            return Outcome.done(new Effect(schedule, List.of(), List.of()));
        }
        if (taken.isPresent() && taken.get().pinned()) {
            return Outcome.refused(
                    Refusal.conflict("pinned", "The meeting at that place is pinned; unpin it to change places."));
        }
        if (taken.isPresent() && from.isEmpty()) {
            return Outcome.refused(Refusal.conflict(
                    "place-taken", "That place is taken, and this meeting has none to give in exchange."));
        }
        List<Entry> next = new ArrayList<>(schedule.entries());
        List<Step> steps = new ArrayList<>();
        from.ifPresent(next::remove);
        Entry to = new Entry(
                meetingId, slot.index(), room.name(), from.map(Entry::pinned).orElse(false));
        steps.add(new Step(meetingId, from, to));
        taken.ifPresent(other -> {
            next.remove(other);
            Entry back = other.to(from.orElseThrow().slot(), from.orElseThrow().room());
            next.add(back);
            steps.add(new Step(other.meetingId(), taken, back));
        });
        next.add(to);
        Set<String> conflicts = new LinkedHashSet<>();
        for (Step step : steps) {
            conflicts.addAll(facts.obstacles(
                    step.meetingId(), step.to().slot(), step.to().room(), next));
        }
        return Outcome.done(new Effect(schedule.withEntries(next), steps, List.copyOf(conflicts)));
    }
}
