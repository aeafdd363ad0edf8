package org.crimealliance.platform.calendar;

import java.net.URI;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens, as calendars show it (RFC 5545, VEVENT).
 *
 * @param uid the same as long as there is the entry
 * @param sequence grows with every change; calendars ignore what is older than what they have
 * @param start with the zone in which it keeps its local time
 * @param end after {@code start}
 * @param place in words, for LOCATION
 * @param link for joining or reading more
 */
public record CalendarEntry(
        String uid,
        int sequence,
        Status status,
        String summary,
        @Nullable String description,
        ZonedDateTime start,
        ZonedDateTime end,
        @Nullable String place,
        @Nullable URI link,
        @Nullable Person organizer,
        List<Attendee> attendees) {

    /** STATUS of the event. */
    public enum Status {
        TENTATIVE,
        CONFIRMED,
        CANCELLED
    }

    /** What an attendee has answered (PARTSTAT). */
    public enum Answer {
        NEEDS_ACTION,
        ACCEPTED,
        DECLINED,
        TENTATIVE
    }

    /** A name and a mail address. */
    public record Person(String name, String email) {}

    /** Somebody who is invited. */
    public record Attendee(Person person, Answer answer) {}

    public CalendarEntry {
        attendees = List.copyOf(attendees);
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("a calendar entry ends after it starts: " + start + " to " + end);
        }
    }

    /** The same entry for one attendee only: a mail to one must not tell who else is invited. */
    public CalendarEntry to(Attendee attendee) {
        return new CalendarEntry(
                uid, sequence, status, summary, description, start, end, place, link, organizer, List.of(attendee));
    }

    CalendarEntry withStatus(Status other) {
        return new CalendarEntry(
                uid, sequence, other, summary, description, start, end, place, link, organizer, attendees);
    }
}
