package org.crimealliance.event.congress;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All slots of a congress, each with the same rooms and channels; a place is a slot in one of them. */
public record Grid(ZoneId zone, List<Slot> slots, List<Room> rooms) {

    public Grid {
        slots = List.copyOf(slots);
        rooms = List.copyOf(rooms);
    }

    static Grid of(Congress congress) {
        List<Slot> slots = new ArrayList<>();
        for (LocalDate day = congress.firstDay(); !day.isAfter(congress.lastDay()); day = day.plusDays(1)) {
            for (DaySlot slot : slotsOf(congress, day)) {
                slots.add(new Slot(
                        slots.size(), day, slot.startOn(day, congress.zone()), slot.endOn(day, congress.zone())));
            }
        }
        return new Grid(congress.zone(), slots, congress.rooms());
    }

    private static List<DaySlot> slotsOf(Congress congress, LocalDate day) {
        if (day.equals(congress.firstDay())) {
            return congress.firstDaySlots();
        }
        return day.equals(congress.lastDay()) ? congress.lastDaySlots() : congress.fullDaySlots();
    }

    public int places() {
        return slots.size() * rooms.size();
    }

    public int places(Mode mode) {
        return slots.size()
                * (int) rooms.stream().filter(room -> room.mode() == mode).count();
    }

    public Optional<Slot> slotAt(Instant start) {
        return slots.stream().filter(slot -> slot.start().equals(start)).findFirst();
    }

    public Optional<Room> room(String name) {
        return rooms.stream().filter(room -> room.name().equals(name)).findFirst();
    }
}
