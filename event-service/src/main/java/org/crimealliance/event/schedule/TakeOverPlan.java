package org.crimealliance.event.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crimealliance.event.congress.Room;
import org.crimealliance.event.congress.Slot;
import org.crimealliance.event.schedule.Schedule.Entry;

/** A solved plan becomes the schedule. Who left while it was being solved is not in it; who came gets a free place. */
final class TakeOverPlan {

    private TakeOverPlan() {}

    static Schedule of(Schedule schedule, String jobId, List<Entry> plan, Facts facts) {
        Set<String> chosen = new HashSet<>(schedule.chosen());
        List<Entry> entries = new ArrayList<>(plan.stream()
                .filter(entry -> chosen.contains(entry.meetingId()))
                .toList());
        Set<String> placed = new HashSet<>();
        entries.forEach(entry -> placed.add(entry.meetingId()));
        for (String meetingId : schedule.chosen()) {
            if (!placed.contains(meetingId)) {
                place(meetingId, entries, facts);
            }
        }
        return schedule.solved(jobId, entries);
    }

    private static void place(String meetingId, List<Entry> entries, Facts facts) {
        for (Slot slot : facts.grid().slots()) {
            for (Room room : facts.grid().rooms()) {
                boolean free = entries.stream().noneMatch(entry -> entry.isAt(slot.index(), room.name()));
                if (free && facts.fits(meetingId, slot.index(), room.name(), entries)) {
                    entries.add(new Entry(meetingId, slot.index(), room.name(), false));
                    return;
                }
            }
        }
    }
}
