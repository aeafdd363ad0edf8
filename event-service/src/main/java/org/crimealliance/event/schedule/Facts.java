package org.crimealliance.event.schedule;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.Dossier;
import org.crimealliance.event.congress.Grid;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.congress.Room;
import org.crimealliance.event.congress.Slot;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;

/** What moving and solving need to know of the meetings of one congress. */
record Facts(Grid grid, Map<String, Meeting> meetings) {

    /** Local hours that are decent for an audience, half-open. */
    private static final LocalTime DECENT_FROM = LocalTime.of(8, 0);

    private static final LocalTime DECENT_UNTIL = LocalTime.of(22, 0);

    /** One meeting, as far as its place depends on it. */
    record Meeting(
            String id,
            String code,
            String title,
            Mode mode,
            String organisationId,
            String theme,
            Set<String> people,
            Set<LocalDate> unavailable,
            @Nullable ZoneId audienceZone) {

        static Meeting of(String id, Dossier dossier) {
            Set<String> people = new TreeSet<>();
            dossier.people().forEach(person -> people.add(person.personId()));
            return new Meeting(
                    id,
                    dossier.code(),
                    dossier.title(),
                    dossier.mode(),
                    dossier.organisation().organisationId(),
                    dossier.theme(),
                    people,
                    Set.copyOf(dossier.unavailable()),
                    dossier.audienceZone());
        }

        boolean sharesSomebodyWith(Meeting other) {
            return people.stream().anyMatch(other.people::contains);
        }

        /** Whether a slot lies outside decent hours where the audience lives. */
        boolean isUnkind(Slot slot) {
            if (audienceZone == null) {
                return false;
            }
            LocalTime from = slot.start().atZone(audienceZone).toLocalTime();
            LocalTime until = slot.end().atZone(audienceZone).toLocalTime();
            return from.isBefore(DECENT_FROM) || until.isAfter(DECENT_UNTIL) || until.isBefore(from);
        }
    }

    Facts {
        meetings = Map.copyOf(meetings);
    }

    static Facts of(Grid grid, List<Stored<AncillaryMeeting>> all) {
        Map<String, Meeting> meetings = new HashMap<>();
        all.forEach(stored ->
                meetings.put(stored.id(), Meeting.of(stored.id(), stored.state().dossier())));
        return new Facts(grid, meetings);
    }

    Meeting meeting(String id) {
        Meeting meeting = meetings.get(id);
        if (meeting == null) {
            throw new IllegalStateException("the schedule names a meeting that the congress does not have: " + id);
        }
        return meeting;
    }

    /** Why this meeting cannot be at this place beside the others, in words; empty if it can. */
    List<String> obstacles(String meetingId, int slot, String room, List<Entry> others) {
        Meeting meeting = meeting(meetingId);
        List<String> obstacles = new ArrayList<>();
        Room target = grid.room(room).orElse(null);
        if (target == null || target.mode() != meeting.mode()) {
            obstacles.add(meeting.code() + " is " + meeting.mode().word() + " and needs a "
                    + meeting.mode().heldIn() + ", which " + room + " is not");
        }
        LocalDate day = grid.slots().get(slot).day();
        if (meeting.unavailable().contains(day)) {
            obstacles.add(meeting.code() + " cannot be held on " + day);
        }
        for (Entry other : others) {
            if (other.slot() == slot && !other.meetingId().equals(meetingId)) {
                Meeting neighbour = meeting(other.meetingId());
                if (meeting.sharesSomebodyWith(neighbour)) {
                    obstacles.add(meeting.code() + " and " + neighbour.code() + " share somebody at the same time");
                }
            }
        }
        return obstacles;
    }

    boolean fits(String meetingId, int slot, String room, List<Entry> others) {
        return obstacles(meetingId, slot, room, others).isEmpty();
    }
}
