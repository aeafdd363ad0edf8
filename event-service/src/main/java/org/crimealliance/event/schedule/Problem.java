package org.crimealliance.event.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.schedule.Schedule.Entry;

/**
 * The schedule as numbers, for the solver: meetings and places are indexes, what two meetings cost each other at the same
 * time is a table, and so is what a meeting costs in a slot.
 */
final class Problem {

    /** One hard conflict outweighs everything soft together. */
    static final int HARD = 100_000;

    private static final int SAME_ORGANISATION = 20;
    private static final int UNKIND_HOURS = 10;
    private static final int SAME_THEME = 2;
    private static final int MOVED = 30;

    final List<String> meetingIds;
    final int slots;
    final int rooms;
    final boolean[] pinned;
    final int[] start;
    private final int[][] together;
    private final int[][] alone;
    private final int[][] placesOf;
    private final Facts facts;

    private Problem(
            List<String> meetingIds,
            int slots,
            int rooms,
            boolean[] pinned,
            int[] start,
            int[][] together,
            int[][] alone,
            int[][] placesOf,
            Facts facts) {
        this.meetingIds = meetingIds;
        this.slots = slots;
        this.rooms = rooms;
        this.pinned = pinned;
        this.start = start;
        this.together = together;
        this.alone = alone;
        this.placesOf = placesOf;
        this.facts = facts;
    }

    /**
     * Places the chosen meetings. Where a plan exists, it is the start, and every meeting moved to another time costs.
     * The same input gives the same problem: meetings are taken in the order of their ids.
     */
    static Problem of(Schedule schedule, Facts facts) {
        List<String> ids = schedule.chosen().stream().sorted().toList();
        int slots = facts.grid().slots().size();
        int rooms = facts.grid().rooms().size();
        Map<String, Integer> roomIndex = new HashMap<>();
        for (int r = 0; r < rooms; r++) {
            roomIndex.put(facts.grid().rooms().get(r).name(), r);
        }
        Map<Mode, int[]> places = new HashMap<>();
        for (Mode mode : Mode.values()) {
            places.put(mode, placesFor(mode, facts, slots, rooms));
        }
        int n = ids.size();
        boolean[] pinned = new boolean[n];
        int[] start = new int[n];
        int[][] alone = new int[n][slots];
        int[][] together = new int[n][n];
        int[][] placesOf = new int[n][];
        for (int i = 0; i < n; i++) {
            Facts.Meeting meeting = facts.meeting(ids.get(i));
            Entry entry = schedule.entryOf(ids.get(i)).orElse(null);
            pinned[i] = entry != null && entry.pinned();
            start[i] = entry == null ? -1 : entry.slot() * rooms + roomIndex.getOrDefault(entry.room(), 0);
            placesOf[i] = places.getOrDefault(meeting.mode(), new int[0]);
            for (int s = 0; s < slots; s++) {
                var slot = facts.grid().slots().get(s);
                alone[i][s] = (meeting.unavailable().contains(slot.day()) ? HARD : 0)
                        + (meeting.isUnkind(slot) ? UNKIND_HOURS : 0)
                        + (entry != null && entry.slot() != s ? MOVED : 0);
            }
            for (int k = 0; k < i; k++) {
                Facts.Meeting other = facts.meeting(ids.get(k));
                together[i][k] = (meeting.sharesSomebodyWith(other) ? HARD : 0)
                        + (meeting.organisationId().equals(other.organisationId()) ? SAME_ORGANISATION : 0)
                        + (meeting.theme().equals(other.theme()) ? SAME_THEME : 0);
                together[k][i] = together[i][k];
            }
        }
        return new Problem(ids, slots, rooms, pinned, start, together, alone, placesOf, facts);
    }

    private static int[] placesFor(Mode mode, Facts facts, int slots, int rooms) {
        List<Integer> places = new ArrayList<>();
        for (int s = 0; s < slots; s++) {
            for (int r = 0; r < rooms; r++) {
                if (facts.grid().rooms().get(r).mode() == mode) {
                    places.add(s * rooms + r);
                }
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    int size() {
        return meetingIds.size();
    }

    int places() {
        return slots * rooms;
    }

    int[] placesOf(int meeting) {
        return placesOf[meeting];
    }

    int slotOf(int place) {
        return place / rooms;
    }

    int alone(int meeting, int slot) {
        return alone[meeting][slot];
    }

    int together(int one, int other) {
        return together[one][other];
    }

    /** The whole cost of an assignment: {@link #HARD} times its hard conflicts, plus what is soft. */
    long cost(int[] placeOf) {
        long cost = 0;
        for (int i = 0; i < placeOf.length; i++) {
            if (placeOf[i] < 0) {
                cost += HARD;
                continue;
            }
            cost += alone[i][slotOf(placeOf[i])];
            for (int k = 0; k < i; k++) {
                if (placeOf[k] >= 0 && slotOf(placeOf[k]) == slotOf(placeOf[i])) {
                    cost += together[i][k];
                }
            }
        }
        return cost;
    }

    List<Entry> entries(int[] placeOf) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < placeOf.length; i++) {
            if (placeOf[i] >= 0) {
                entries.add(new Entry(
                        meetingIds.get(i),
                        slotOf(placeOf[i]),
                        facts.grid().rooms().get(placeOf[i] % rooms).name(),
                        pinned[i]));
            }
        }
        return entries;
    }

    int[] occupants(int[] placeOf) {
        int[] occupant = new int[places()];
        Arrays.fill(occupant, -1);
        for (int i = 0; i < placeOf.length; i++) {
            if (placeOf[i] >= 0) {
                occupant[placeOf[i]] = i;
            }
        }
        return occupant;
    }
}
