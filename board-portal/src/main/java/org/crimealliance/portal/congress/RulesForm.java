package org.crimealliance.portal.congress;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crimealliance.portal.congress.CongressClient.DaySlot;
import org.crimealliance.portal.congress.CongressClient.HalfDays;
import org.crimealliance.portal.congress.CongressClient.Room;
import org.crimealliance.portal.congress.CongressClient.Rules;
import org.crimealliance.portal.frame.Form;

/** The rules of a congress as they are typed: one slot, one room, one channel a line. */
final class RulesForm {

    private RulesForm() {}

    /** The grid of Kyoto: 20 slots of five rooms and three channels, 160 places. */
    static Form suggested() {
        return Form.of(Map.of(
                "zone", "Asia/Tokyo",
                "fullDaySlots", "09:00-10:15\n10:45-12:00\n14:00-15:15\n15:45-17:00",
                "halfDaySlots.first", "14:00-15:15\n15:45-17:00",
                "halfDaySlots.last", "09:00-10:15\n10:45-12:00",
                "hybridRooms", "Room A, 100\nRoom B, 80\nRoom C, 80\nRoom D, 60\nRoom E, 60",
                "virtualChannels", "Channel 1\nChannel 2\nChannel 3",
                "onsiteSeats", 50));
    }

    static Rules read(Form form) {
        Rules rules = new Rules(
                form.text("key"),
                form.text("name"),
                form.text("city"),
                form.choice("country", Locale.getISOCountries()),
                form.zone("zone").getId(),
                form.date("firstDay"),
                form.date("lastDay"),
                slots(form, "fullDaySlots"),
                new HalfDays(slots(form, "halfDaySlots.first"), slots(form, "halfDaySlots.last")),
                rooms(form, "hybridRooms"),
                lines(form, "virtualChannels"),
                form.whole("onsiteSeats"));
        if (rules.lastDay().isBefore(rules.firstDay())) {
            form.wrong("lastDay", "wrong.order");
        }
        return rules;
    }

    private static List<String> lines(Form form, String name) {
        return form.value(name)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** One slot a line: {@code 09:00-10:15}. */
    private static List<DaySlot> slots(Form form, String name) {
        List<DaySlot> slots = new ArrayList<>();
        for (String line : lines(form, name)) {
            String[] times = line.split("\\s*[-–]\\s*", 2);
            try {
                slots.add(new DaySlot(LocalTime.parse(times[0]), LocalTime.parse(times.length > 1 ? times[1] : "")));
            } catch (DateTimeParseException e) {
                form.wrong(name, "wrong.slots");
                return List.of();
            }
        }
        return slots;
    }

    /** One room a line: its name, then after the last comma its seats. */
    private static List<Room> rooms(Form form, String name) {
        List<Room> rooms = new ArrayList<>();
        for (String line : lines(form, name)) {
            int comma = line.lastIndexOf(',');
            String seats = comma < 0 ? "" : line.substring(comma + 1).strip();
            if (!seats.matches("\\d{1,5}")) {
                form.wrong(name, "wrong.rooms");
                return List.of();
            }
            rooms.add(new Room(line.substring(0, comma).strip(), Integer.parseInt(seats)));
        }
        return rooms;
    }
}
