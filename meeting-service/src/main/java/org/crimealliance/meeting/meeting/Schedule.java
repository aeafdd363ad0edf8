package org.crimealliance.meeting.meeting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When a meeting is, and in which zone its own clock is read. */
public record Schedule(Instant start, Instant end, ZoneId zone) {

    /** The meeting's date where it takes place. */
    public LocalDate date() {
        return startIn(zone).toLocalDate();
    }

    /** The calendar year under which the series counts it: that of its date where it takes place. */
    public int year() {
        return date().getYear();
    }

    public ZonedDateTime startIn(ZoneId reader) {
        return start.atZone(reader);
    }

    public ZonedDateTime endIn(ZoneId reader) {
        return end.atZone(reader);
    }

    Schedule at(Instant newStart, Instant newEnd) {
        return new Schedule(newStart, newEnd, zone);
    }
}
