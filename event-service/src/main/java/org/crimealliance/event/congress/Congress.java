package org.crimealliance.event.congress;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A congress as it was set up. Its first and last day are half-days.
 *
 * @param key its short name, unique ({@code kyoto-2021})
 * @param onsiteSeats seats for participants on site
 * @param call whether new ancillary meetings may be proposed; closed for good when reconfirmation begins
 */
public record Congress(
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
        int onsiteSeats,
        Call call) {

    /** Whether ancillary meetings may be proposed. */
    public enum Call {
        OPEN,
        CLOSED
    }

    public Congress {
        fullDaySlots = List.copyOf(fullDaySlots);
        firstDaySlots = List.copyOf(firstDaySlots);
        lastDaySlots = List.copyOf(lastDaySlots);
        rooms = List.copyOf(rooms);
    }

    public Grid grid() {
        return Grid.of(this);
    }

    public Congress withCall(Call next) {
        return new Congress(
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
                next);
    }
}
