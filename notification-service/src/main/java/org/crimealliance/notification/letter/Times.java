package org.crimealliance.notification.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.crimealliance.platform.time.ZoneNames;

/** Times as people read them: in the zone of the meeting, with its city. */
final class Times {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final Map<String, String> GERMAN_CITIES =
            Map.of("Europe/Vienna", "Wien", "Asia/Tokyo", "Tokio", "Europe/Zurich", "Zürich", "Europe/Prague", "Prag");

    private Times() {}

    /** {@code 14 January 2021, 15:30–17:00 (Vienna)}. */
    static String span(Instant start, Instant end, ZoneId zone, Locale language) {
        ZonedDateTime from = start.atZone(zone);
        ZonedDateTime to = end.atZone(zone);
        String until = from.toLocalDate().equals(to.toLocalDate())
                ? CLOCK.format(to)
                : day(to.toLocalDate(), language) + ", " + CLOCK.format(to);
        return day(from.toLocalDate(), language) + ", " + CLOCK.format(from) + "–" + until + " (" + city(zone, language)
                + ")";
    }

    /** {@code 15 January 2021, 23:59 (Vienna)}. */
    static String moment(Instant time, ZoneId zone, Locale language) {
        ZonedDateTime at = time.atZone(zone);
        return day(at.toLocalDate(), language) + ", " + CLOCK.format(at) + " (" + city(zone, language) + ")";
    }

    static String day(LocalDate day, Locale language) {
        String pattern = language.getLanguage().equals("de") ? "d. MMMM yyyy" : "d MMMM yyyy";
        return DateTimeFormatter.ofPattern(pattern, language).format(day);
    }

    private static String city(ZoneId zone, Locale language) {
        String id = zone.getId();
        if (language.getLanguage().equals("de") && GERMAN_CITIES.containsKey(id)) {
            return GERMAN_CITIES.get(id);
        }
        return ZoneNames.shown(zone);
    }
}
