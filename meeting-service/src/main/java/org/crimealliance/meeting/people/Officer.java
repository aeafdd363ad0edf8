package org.crimealliance.meeting.people;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in an office.
 *
 * @param until the last day of the term, absent where it is open
 * @param endedOn the day the office was given up, absent while it is held
 */
public record Officer(
        String officeId,
        String office,
        String name,
        String email,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable LocalDate endedOn) {

    private static final Set<String> NO_SEAT = Set.of("auditor", "congress-manager");

    /** Whether it is a filled seat of the Board on that day. */
    public boolean hasSeatOn(LocalDate day) {
        return !NO_SEAT.contains(office)
                && !from.isAfter(day)
                && (until == null || !until.isBefore(day))
                && (endedOn == null || endedOn.isAfter(day));
    }
}
