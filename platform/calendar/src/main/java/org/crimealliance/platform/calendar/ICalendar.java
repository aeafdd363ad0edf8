package org.crimealliance.platform.calendar;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes {@link CalendarEntry} as iCalendar text (RFC 5545; iTIP, RFC 5546). Local times are written with their zone and
 * its rules (VTIMEZONE), so that a calendar anywhere shows the right moment on both sides of a daylight-saving change.
 * {@code stamp} becomes DTSTAMP: the moment of domain time at which the text is made.
 */
public final class ICalendar {

    /** Media type of a mail part or response with this text; add {@code ; method=REQUEST} where it is a mail part. */
    public static final String MEDIA_TYPE = "text/calendar; charset=utf-8";

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ICalendar() {}

    /** An invitation, or its change: METHOD REQUEST. */
    public static String request(CalendarEntry entry, Instant stamp) {
        return text("REQUEST", List.of(entry), stamp, List.of());
    }

    /** Takes an invitation back: METHOD CANCEL, STATUS CANCELLED. */
    public static String cancel(CalendarEntry entry, Instant stamp) {
        return text("CANCEL", List.of(entry.withStatus(CalendarEntry.Status.CANCELLED)), stamp, List.of());
    }

    /** A feed to subscribe to, or a file to look at: METHOD PUBLISH. It asks nobody for an answer. */
    public static String publish(String name, Collection<CalendarEntry> entries, Instant stamp) {
        return text("PUBLISH", entries, stamp, List.of("X-WR-CALNAME:" + escaped(printable(name))));
    }

    private static String text(
            String method, Collection<CalendarEntry> entries, Instant stamp, List<String> properties) {
        List<String> lines = new ArrayList<>(
                List.of("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Alliance Platform//EN", "CALSCALE:GREGORIAN"));
        lines.add("METHOD:" + method);
        lines.addAll(properties);
        zones(entries)
                .forEach((zone, years) ->
                        lines.addAll(VTimeZone.lines(ZoneId.of(zone), years.getFirst(), years.getLast())));
        entries.forEach(entry -> lines.addAll(event(entry, stamp, method.equals("REQUEST"))));
        lines.add("END:VCALENDAR");
        return folded(String.join("\r\n", lines) + "\r\n");
    }

    /** Lines of at most 75 octets (RFC 5545, 3.1), never cut inside a character. */
    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length() + text.length() / 32);
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            int size = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (character == '\r' || character == '\n') {
                octets = 0;
            } else if (octets + size > 75) {
                folded.append("\r\n ");
                octets = 1 + size;
            } else {
                octets += size;
            }
            folded.appendCodePoint(character);
        }
        return folded.toString();
    }

    private static List<String> event(CalendarEntry entry, Instant stamp, boolean asks) {
        List<String> lines = new ArrayList<>();
        lines.add("BEGIN:VEVENT");
        lines.add("DTSTAMP:" + UTC.format(stamp));
        lines.add("UID:" + escaped(printable(entry.uid())));
        lines.add("SEQUENCE:" + entry.sequence());
        lines.add("DTSTART" + moment(entry.start()));
        lines.add("DTEND" + moment(entry.end()));
        lines.add("SUMMARY:" + escaped(printable(entry.summary())));
        lines.add("STATUS:" + entry.status());
        if (entry.description() != null) {
            lines.add("DESCRIPTION:" + escaped(multiline(entry.description())));
        }
        if (entry.place() != null) {
            lines.add("LOCATION:" + escaped(printable(entry.place())));
        }
        if (entry.link() != null) {
            lines.add("URL:" + entry.link());
        }
        if (entry.organizer() != null) {
            lines.add("ORGANIZER;CN=" + parameter(entry.organizer().name()) + ":" + mailto(entry.organizer()));
        }
        if (asks) {
            lines.add("X-MICROSOFT-DISALLOW-COUNTER:TRUE"); // a new time is nothing that a program could settle
        }
        for (CalendarEntry.Attendee invited : entry.attendees()) {
            lines.add("ATTENDEE;CN=" + parameter(invited.person().name())
                    + ";PARTSTAT=" + invited.answer().name().replace('_', '-')
                    + (asks ? ";RSVP=TRUE:" : ":")
                    + mailto(invited.person()));
        }
        lines.add("END:VEVENT");
        return lines;
    }

    /** Each zone that stands in an entry, with all years in which one of them begins or ends. */
    private static Map<String, TreeSet<Year>> zones(Collection<CalendarEntry> entries) {
        Map<String, TreeSet<Year>> zones = new TreeMap<>();
        for (CalendarEntry entry : entries) {
            for (ZonedDateTime time : List.of(entry.start(), entry.end())) {
                if (named(time.getZone())) {
                    zones.computeIfAbsent(time.getZone().getId(), id -> new TreeSet<>())
                            .add(Year.from(time));
                }
            }
        }
        return zones;
    }

    /**
     * A local time of its zone; in UTC where the zone is a mere offset, and in the second of two hours of the same name,
     * because readers take a local time for the first (RFC 5545, 3.3.5).
     */
    private static String moment(ZonedDateTime time) {
        boolean first = time.toLocalDateTime().atZone(time.getZone()).isEqual(time);
        return first && named(time.getZone())
                ? ";TZID=" + time.getZone().getId() + ":" + VTimeZone.LOCAL.format(time)
                : ":" + UTC.format(time);
    }

    private static boolean named(ZoneId zone) {
        return !(zone instanceof ZoneOffset) && !zone.normalized().equals(ZoneOffset.UTC);
    }

    private static URI mailto(CalendarEntry.Person person) {
        try {
            return new URI("mailto", printable(person.email()), null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a mail address", e);
        }
    }

    /** Quotes end a parameter's value, whatever stands in it. */
    private static String parameter(String text) {
        return '"' + printable(text).replace('"', '\'') + '"';
    }

    /** A value of type TEXT (RFC 5545, 3.3.11). */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String multiline(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cntrl}&&[^\n]]+", " ");
    }
}
