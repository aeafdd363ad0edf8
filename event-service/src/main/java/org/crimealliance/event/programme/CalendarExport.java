package org.crimealliance.event.programme;

import java.util.List;
import org.crimealliance.platform.calendar.CalendarEntry;
import org.crimealliance.platform.calendar.ICalendar;

/** The programme as iCalendar, to look at or to subscribe to. */
final class CalendarExport {

    private CalendarExport() {}

    static String of(Programme programme) {
        return ICalendar.publish(
                programme.congressName(),
                programme.entries().stream()
                        .map(entry -> entry(programme, entry))
                        .toList(),
                programme.publishedAt());
    }

    private static CalendarEntry entry(Programme programme, Programme.Entry entry) {
        return new CalendarEntry(
                entry.uid(),
                entry.sequence(),
                CalendarEntry.Status.CONFIRMED,
                entry.title(),
                entry.organisation() + " (" + entry.mode().word() + ", " + entry.code() + ")",
                entry.start().atZone(programme.zone()),
                entry.end().atZone(programme.zone()),
                entry.room(),
                null,
                null,
                List.of());
    }
}
