package org.crimealliance.event.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.crimealliance.event.congress.Grid;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.congress.Room;
import org.crimealliance.event.congress.Slot;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.event.schedule.Schedule.Waiting;

/** Grids, meetings and schedules for tests; seeded. */
final class Plans {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final List<Integer> HOURS = List.of(9, 11, 14, 16);

    private Plans() {}

    static Grid kyoto() {
        return grid(6, 5, 3);
    }

    static Grid grid(int days, int hybrid, int virtual) {
        List<Slot> slots = new ArrayList<>();
        for (int d = 0; d < days; d++) {
            LocalDate day = LocalDate.of(2021, 3, 7).plusDays(d);
            int count = days == 6 && (d == 0 || d == 5) ? 2 : 4;
            for (int s = 0; s < count; s++) {
                Instant start = day.atTime(HOURS.get(s), 0).atZone(TOKYO).toInstant();
                slots.add(new Slot(slots.size(), day, start, start.plusSeconds(4500)));
            }
        }
        List<Room> rooms = new ArrayList<>();
        for (int i = 1; i <= hybrid; i++) {
            rooms.add(new Room("Room " + i, Mode.HYBRID, 80));
        }
        for (int i = 1; i <= virtual; i++) {
            rooms.add(new Room("Channel " + i, Mode.VIRTUAL, 0));
        }
        return new Grid(TOKYO, slots, rooms);
    }

    /** Four people each, some of them in several meetings; a fifth of all days unavailable. */
    static Facts meetings(Grid grid, int hybrid, int virtual, long seed) {
        Random random = new Random(seed);
        Map<String, Facts.Meeting> meetings = new HashMap<>();
        for (int i = 0; i < hybrid + virtual; i++) {
            Set<String> people = new TreeSet<>();
            for (int p = 0; p < 4; p++) {
                people.add(random.nextInt(5) == 0 ? "shared" + random.nextInt(60) : "own" + i + "-" + p);
            }
            Set<LocalDate> unavailable = new TreeSet<>();
            for (Slot slot : grid.slots()) {
                if (slot.start().atZone(TOKYO).getHour() == 9 && random.nextInt(5) == 0) {
                    unavailable.add(slot.day());
                }
            }
            String id = "m%03d".formatted(i);
            meetings.put(
                    id,
                    new Facts.Meeting(
                            id,
                            "AM-" + i,
                            "Meeting " + i,
                            i < hybrid ? Mode.HYBRID : Mode.VIRTUAL,
                            "O" + random.nextInt(120),
                            "T" + random.nextInt(6),
                            people,
                            unavailable,
                            random.nextBoolean() ? ZoneId.of("Europe/Vienna") : null));
        }
        return new Facts(grid, meetings);
    }

    static Facts.Meeting meeting(String id, Mode mode, String... people) {
        return new Facts.Meeting(id, id, id, mode, "O" + id, "T" + id, Set.of(people), Set.of(), null);
    }

    static Facts facts(Grid grid, Facts.Meeting... meetings) {
        Map<String, Facts.Meeting> all = new HashMap<>();
        for (Facts.Meeting meeting : meetings) {
            all.put(meeting.id(), meeting);
        }
        return new Facts(grid, all);
    }

    static Schedule schedule(List<String> chosen, List<Waiting> waiting, List<Entry> entries) {
        return new Schedule("congress", chosen, waiting, entries, List.of(), List.of(), null, null);
    }

    static ScheduleChecker.Verdict check(Facts facts, List<Entry> entries) {
        Grid grid = facts.grid();
        List<ScheduleChecker.RealPlace> places = new ArrayList<>();
        grid.slots()
                .forEach(slot -> grid.rooms()
                        .forEach(room -> places.add(
                                new ScheduleChecker.RealPlace(slot.start(), slot.end(), room.name(), room.mode()))));
        List<ScheduleChecker.Entitled> entitled = facts.meetings().values().stream()
                .map(m -> new ScheduleChecker.Entitled(
                        m.id(), m.code(), m.mode(), List.copyOf(m.people()), List.copyOf(m.unavailable())))
                .toList();
        return ScheduleChecker.check(grid.zone(), places, entitled, lines(grid, entries));
    }

    static List<ScheduleChecker.Line> lines(Grid grid, List<Entry> entries) {
        return entries.stream()
                .map(e -> new ScheduleChecker.Line(
                        e.meetingId(),
                        grid.slots().get(e.slot()).start(),
                        grid.slots().get(e.slot()).end(),
                        e.room()))
                .toList();
    }
}
