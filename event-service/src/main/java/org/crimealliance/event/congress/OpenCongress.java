package org.crimealliance.event.congress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.time.LocalMoment;

/** Makes a congress of its rules, or says what is wrong with them. */
final class OpenCongress {

    /** Longest congress, in days; bounds the grid. */
    static final int MAX_DAYS = 31;

    private OpenCongress() {}

    static Outcome<Congress> of(
            String key,
            String name,
            String city,
            String country,
            ZoneId zone,
            LocalDate firstDay,
            LocalDate lastDay,
            List<DaySlot> fullDaySlots,
            List<DaySlot> firstDaySlots,
            List<DaySlot> lastDaySlots,
            List<Room> rooms,
            int onsiteSeats) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!firstDay.isBefore(lastDay) || firstDay.plusDays(MAX_DAYS).isBefore(lastDay)) {
            problems.add(new FieldProblem("lastDay", "must be 1 to " + MAX_DAYS + " days after the first day"));
        }
        slots("fullDaySlots", fullDaySlots, problems);
        slots("halfDaySlots.first", firstDaySlots, problems);
        slots("halfDaySlots.last", lastDaySlots, problems);
        if (problems.isEmpty()) {
            for (LocalDate day = firstDay; !day.isAfter(lastDay); day = day.plusDays(1)) {
                boolean first = day.equals(firstDay);
                boolean last = day.equals(lastDay);
                clocks(
                        first ? "halfDaySlots.first" : last ? "halfDaySlots.last" : "fullDaySlots",
                        first ? firstDaySlots : last ? lastDaySlots : fullDaySlots,
                        day,
                        zone,
                        problems);
            }
        }
        Set<String> names = new HashSet<>();
        for (Room room : rooms) {
            if (!names.add(room.name())) {
                problems.add(new FieldProblem("hybridRooms", "the name " + room.name() + " appears twice"));
            }
        }
        if (rooms.isEmpty()) {
            problems.add(new FieldProblem("hybridRooms", "there must be a room or a channel"));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(Refusal.invalid(
                    "invalid-grid", "No grid can be made of these rules.", problems.toArray(FieldProblem[]::new)));
        }
        return Outcome.done(new Congress(
                key,
                name,
                city,
                country,
                zone,
                firstDay,
                lastDay,
                fullDaySlots,
                firstDaySlots,
                lastDaySlots,
                rooms,
                onsiteSeats,
                Congress.Call.OPEN));
    }

    private static void slots(String field, List<DaySlot> slots, List<FieldProblem> problems) {
        for (int i = 0; i < slots.size(); i++) {
            DaySlot slot = slots.get(i);
            if (!slot.start().isBefore(slot.end())) {
                problems.add(new FieldProblem(field, "slot " + (i + 1) + " ends before it begins"));
            }
            if (i > 0 && slot.start().isBefore(slots.get(i - 1).end())) {
                problems.add(new FieldProblem(field, "slot " + (i + 1) + " begins before the one before it ends"));
            }
        }
    }

    /** On the days on which the clocks are changed, a time of day may be none, or two. */
    private static void clocks(
            String field, List<DaySlot> slots, LocalDate day, ZoneId zone, List<FieldProblem> problems) {
        Instant free = Instant.MIN;
        for (DaySlot slot : slots) {
            int before = problems.size();
            for (LocalTime time : List.of(slot.start(), slot.end())) {
                String problem = switch (LocalMoment.of(day.atTime(time), zone)) {
                    case LocalMoment.Once once -> null;
                    case LocalMoment.Never never -> never.problem();
                    case LocalMoment.Twice twice -> twice.at(slot.meant()) == null ? twice.problem() : null;
                };
                if (problem != null) {
                    problems.add(new FieldProblem(field, "on " + day + ", " + time + " " + problem));
                }
            }
            if (problems.size() == before
                    && (slot.startOn(day, zone).isBefore(free)
                            || !slot.startOn(day, zone).isBefore(slot.endOn(day, zone)))) {
                problems.add(new FieldProblem(field, "on " + day + ", the slot at " + slot.start() + " has no time"));
            }
            free = slot.endOn(day, zone);
        }
    }
}
