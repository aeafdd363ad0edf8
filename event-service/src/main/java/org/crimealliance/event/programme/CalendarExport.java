package org.crimealliance.event.programme;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The programme as iCalendar (RFC 5545); times in UTC, which every calendar shows in its reader's zone. */
final class CalendarExport {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LINE = 75;

    private final StringBuilder out = new StringBuilder();

    private CalendarExport() {}

    static String of(Programme programme) {
        CalendarExport export = new CalendarExport();
        export.line("BEGIN:VCALENDAR");
        export.line("VERSION:2.0");
        export.line("PRODID:-//Alliance of NGOs on Crime Prevention//Congress programme//EN");
        export.line("CALSCALE:GREGORIAN");
        export.line("METHOD:PUBLISH");
        export.line("X-WR-CALNAME:" + text(programme.congressName()));
        export.line("X-WR-TIMEZONE:" + programme.zone().getId());
        programme.entries().forEach(entry -> export.event(entry, programme.publishedAt()));
        export.line("END:VCALENDAR");
        return export.out.toString();
    }

    private void event(Programme.Entry entry, Instant publishedAt) {
        line("BEGIN:VEVENT");
        line("UID:" + entry.uid());
        line("SEQUENCE:" + entry.sequence());
        line("DTSTAMP:" + UTC.format(publishedAt));
        line("DTSTART:" + UTC.format(entry.start()));
        line("DTEND:" + UTC.format(entry.end()));
        line("SUMMARY:" + text(entry.title()));
        line("LOCATION:" + text(entry.room()));
        line("DESCRIPTION:" + text(entry.organisation() + " (" + entry.mode().word() + ", " + entry.code() + ")"));
        line("CATEGORIES:" + text(entry.theme()));
        line("STATUS:CONFIRMED");
        line("END:VEVENT");
    }

    private static String text(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replace("\r", "\\n");
    }

    /** Folded after 75 octets, never within a character. */
    private void line(String content) {
        int octets = 0;
        for (int i = 0; i < content.length(); ) {
            int codePoint = content.codePointAt(i);
            String character = Character.toString(codePoint);
            int size = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE) {
                out.append("\r\n ");
                octets = 1;
            }
            out.append(character);
            octets += size;
            i += Character.charCount(codePoint);
        }
        out.append("\r\n");
    }
}
