package org.crimealliance.event.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.platform.provenance.Provenance;

/**
 * A meeting leaves: its place goes to the head of its mode's waiting list. If the head cannot be there, another meeting is
 * moved to make it possible; if that fails too, the next on the list is tried. The reason is written down.
 */
final class ReleasePlace {

    private ReleasePlace() {}

    /** Releasing again changes nothing: the meeting is on no list any more. */
    static Schedule of(Schedule schedule, String meetingId, Facts facts, Instant now, Provenance cause) {
        boolean wasChosen = schedule.chosen().contains(meetingId);
        Optional<Entry> freed = schedule.entryOf(meetingId);
        Schedule left = schedule.without(meetingId);
        if (!wasChosen) {
            return left;
        }
        List<String> candidates = left.waiting(facts.meeting(meetingId).mode());
        if (candidates.isEmpty()) {
            return left;
        }
        if (freed.isEmpty()) {
            return left.promote(candidates.getFirst(), null, null, cause)
                    .noted(now, candidates.getFirst(), "Promoted to the chosen meetings; there is no plan yet.");
        }
        return fill(left, freed.get(), candidates, facts, now, cause);
    }

    private static Schedule fill(
            Schedule left, Entry freed, List<String> candidates, Facts facts, Instant now, Provenance cause) {
        Schedule current = left;
        for (String candidate : candidates) {
            List<String> obstacles = facts.obstacles(candidate, freed.slot(), freed.room(), current.entries());
            if (obstacles.isEmpty()) {
                return current.promote(candidate, freed.slot(), freed.room(), cause)
                        .noted(now, candidate, "Promoted from the waiting list to the place that became free.");
            }
            Optional<Schedule> repaired = repair(current, freed, candidate, facts, now, cause);
            if (repaired.isPresent()) {
                return repaired.get();
            }
            current = current.noted(
                    now,
                    candidate,
                    "Passed over for the place that became free: " + String.join("; ", obstacles) + ".");
        }
        return current.noted(
                now, freed.meetingId(), "Its place stays free: none on the waiting list can be held there.");
    }

    /** Moves one meeting to the freed place so that the candidate can have that meeting's place. */
    private static Optional<Schedule> repair(
            Schedule current, Entry freed, String candidate, Facts facts, Instant now, Provenance cause) {
        for (Entry mover : current.entries()) {
            if (mover.pinned()
                    || facts.meeting(mover.meetingId()).mode()
                            != facts.meeting(candidate).mode()) {
                continue;
            }
            List<Entry> moved = new ArrayList<>(current.entries());
            moved.remove(mover);
            if (!facts.fits(mover.meetingId(), freed.slot(), freed.room(), moved)) {
                continue;
            }
            moved.add(mover.to(freed.slot(), freed.room()));
            if (facts.fits(candidate, mover.slot(), mover.room(), moved)) {
                return Optional.of(current.withEntries(moved)
                        .promote(candidate, mover.slot(), mover.room(), cause)
                        .noted(
                                now,
                                candidate,
                                "Promoted from the waiting list; "
                                        + facts.meeting(mover.meetingId()).code()
                                        + " moved to the place that became free to make room for it."));
            }
        }
        return Optional.empty();
    }
}
