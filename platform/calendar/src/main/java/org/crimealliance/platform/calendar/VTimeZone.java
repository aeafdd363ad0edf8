package org.crimealliance.platform.calendar;

import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A time zone as calendars read it (RFC 5545, 3.6.5): each change of the clocks in a span of years, and the last one before
 * it, from the tables of the JDK. TZID is the zone's own name. Changes are written one by one, not as yearly rules: many
 * zones have none (Ramadan, votes of parliaments), and what a rule says of years without an entry helps nobody.
 */
final class VTimeZone {

    static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    /** What changes of one kind have in common. */
    private record Observance(String kind, ZoneOffset from, ZoneOffset to) {}

    private VTimeZone() {}

    static List<String> lines(ZoneId zone, Year first, Year last) {
        List<String> lines = new ArrayList<>();
        lines.add("BEGIN:VTIMEZONE");
        lines.add("TZID:" + zone.getId());
        observances(zone.getRules(), first, last).forEach((observance, onsets) -> {
            lines.add("BEGIN:" + observance.kind());
            lines.add("DTSTART:" + LOCAL.format(onsets.getFirst()));
            if (onsets.size() > 1) {
                lines.add("RDATE:" + onsets.stream().skip(1).map(LOCAL::format).collect(Collectors.joining(",")));
            }
            lines.add("TZOFFSETFROM:" + offset(observance.from()));
            lines.add("TZOFFSETTO:" + offset(observance.to()));
            lines.add("END:" + observance.kind());
        });
        lines.add("END:VTIMEZONE");
        return lines;
    }

    private static Map<Observance, List<LocalDateTime>> observances(ZoneRules rules, Year first, Year last) {
        Map<Observance, List<LocalDateTime>> observances = new LinkedHashMap<>();
        LocalDateTime begin = first.atDay(1).atStartOfDay();
        LocalDateTime end = last.plusYears(1).atDay(1).atStartOfDay();
        ZoneOffsetTransition change = rules.previousTransition(begin.toInstant(ZoneOffset.MAX));
        if (change == null) {
            ZoneOffset offset = rules.getOffset(begin);
            observances.put(new Observance("STANDARD", offset, offset), new ArrayList<>(List.of(begin)));
            change = rules.nextTransition(begin.toInstant(ZoneOffset.MAX));
        }
        while (change != null && change.getDateTimeBefore().isBefore(end)) {
            String kind = rules.isDaylightSavings(change.getInstant()) ? "DAYLIGHT" : "STANDARD";
            observances
                    .computeIfAbsent(
                            new Observance(kind, change.getOffsetBefore(), change.getOffsetAfter()),
                            same -> new ArrayList<>())
                    .add(change.getDateTimeBefore());
            change = rules.nextTransition(change.getInstant());
        }
        return observances;
    }

    /** {@code +0100}; the seconds of old local times where there are some. */
    private static String offset(ZoneOffset offset) {
        int seconds = Math.abs(offset.getTotalSeconds());
        String sign = offset.getTotalSeconds() < 0 ? "-" : "+";
        String text = "%s%02d%02d".formatted(sign, seconds / 3600, seconds / 60 % 60);
        return seconds % 60 == 0 ? text : text + "%02d".formatted(seconds % 60);
    }
}
