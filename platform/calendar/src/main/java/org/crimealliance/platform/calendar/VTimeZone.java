package org.crimealliance.platform.calendar;

import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A time zone as calendars read it (RFC 5545, 3.6.5): the changes of the clocks in a span of years, and the last ones before
 * it, from the tables of the JDK. TZID is the zone's own name. Where the zone's own rule made every change of these years,
 * they are written as yearly rules, the only form that every calendar reads (Outlook passes over RDATE). Elsewhere they are
 * written one by one: many zones have no rule (Ramadan, votes of parliaments).
 */
final class VTimeZone {

    static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    private static final int DAYS = 7;
    private static final int LAST = -1;
    /** Of every month there is a fourth of each day of the week, and no more. */
    private static final int MOST = 4;

    /** What changes of one kind have in common. */
    private record Observance(String kind, ZoneOffset from, ZoneOffset to) {

        static Observance of(ZoneRules rules, ZoneOffsetTransition change) {
            return new Observance(
                    rules.isDaylightSavings(change.getInstant()) ? "DAYLIGHT" : "STANDARD",
                    change.getOffsetBefore(),
                    change.getOffsetAfter());
        }

        /** @param more further onsets: RRULE, RDATE or empty */
        List<String> lines(LocalDateTime first, String more) {
            return Stream.of(
                            "BEGIN:" + kind,
                            "DTSTART:" + LOCAL.format(first),
                            more,
                            "TZOFFSETFROM:" + offset(from),
                            "TZOFFSETTO:" + offset(to),
                            "END:" + kind)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private VTimeZone() {}

    static List<String> lines(ZoneId zone, Year first, Year last) {
        List<String> observances = yearly(zone.getRules(), first, last);
        return Stream.of(
                        List.of("BEGIN:VTIMEZONE", "TZID:" + zone.getId()),
                        observances == null ? oneByOne(zone.getRules(), first, last) : observances,
                        List.of("END:VTIMEZONE"))
                .flatMap(List::stream)
                .toList();
    }

    /** From the year before, so that the first year has an offset when it begins; null where there is no such rule. */
    private static @Nullable List<String> yearly(ZoneRules rules, Year first, Year last) {
        List<ZoneOffsetTransitionRule> made = rules.getTransitionRules();
        List<Year> years = IntStream.rangeClosed(first.getValue() - 1, last.getValue())
                .mapToObj(Year::of)
                .toList();
        List<ZoneOffsetTransition> byRule = years.stream()
                .flatMap(year -> made.stream().map(rule -> rule.createTransition(year.getValue())))
                .sorted()
                .toList();
        if (made.isEmpty() || !byRule.equals(changes(rules, years.getFirst(), last))) {
            return null;
        }
        List<String> lines = new ArrayList<>();
        for (ZoneOffsetTransitionRule rule : made) {
            List<LocalDateTime> onsets = years.stream()
                    .map(year -> rule.createTransition(year.getValue()).getDateTimeBefore())
                    .toList();
            Integer week = week(onsets, rule.getDayOfMonthIndicator() < 0);
            if (week == null) {
                return null;
            }
            LocalDateTime onset = onsets.getFirst();
            lines.addAll(Observance.of(
                            rules, rule.createTransition(years.getFirst().getValue()))
                    .lines(
                            onset,
                            "RRULE:FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s"
                                    .formatted(
                                            onset.getMonthValue(),
                                            week,
                                            onset.getDayOfWeek().name().substring(0, 2))));
        }
        return lines;
    }

    /** As which of its day of the week in the month all of them fall; null if they do not. */
    private static @Nullable Integer week(List<LocalDateTime> onsets, boolean fromTheEnd) {
        LocalDateTime first = onsets.getFirst();
        boolean alike = onsets.stream()
                .allMatch(onset -> onset.getMonth() == first.getMonth()
                        && onset.getDayOfWeek() == first.getDayOfWeek()
                        && onset.toLocalTime().equals(first.toLocalTime()));
        if (!alike) {
            return null;
        }
        boolean last = onsets.stream().allMatch(onset -> onset.plusDays(DAYS).getMonth() != first.getMonth());
        int week = (first.getDayOfMonth() - 1) / DAYS + 1;
        boolean same = onsets.stream().allMatch(onset -> (onset.getDayOfMonth() - 1) / DAYS + 1 == week);
        if (last && (fromTheEnd || !same)) {
            return LAST;
        }
        return same && week <= MOST ? week : null;
    }

    private static List<ZoneOffsetTransition> changes(ZoneRules rules, Year first, Year last) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        LocalDateTime end = last.plusYears(1).atDay(1).atStartOfDay();
        ZoneOffsetTransition change =
                rules.nextTransition(first.atDay(1).atStartOfDay().toInstant(ZoneOffset.MAX));
        while (change != null && change.getDateTimeBefore().isBefore(end)) {
            changes.add(change);
            change = rules.nextTransition(change.getInstant());
        }
        return changes;
    }

    private static List<String> oneByOne(ZoneRules rules, Year first, Year last) {
        Map<Observance, List<LocalDateTime>> observances = new LinkedHashMap<>();
        LocalDateTime begin = first.atDay(1).atStartOfDay();
        ZoneOffsetTransition before = rules.previousTransition(begin.toInstant(ZoneOffset.MAX));
        if (before == null) {
            ZoneOffset offset = rules.getOffset(begin);
            observances.put(new Observance("STANDARD", offset, offset), new ArrayList<>(List.of(begin)));
        }
        Stream.concat(Stream.ofNullable(before), changes(rules, first, last).stream())
                .forEach(change -> observances
                        .computeIfAbsent(Observance.of(rules, change), same -> new ArrayList<>())
                        .add(change.getDateTimeBefore()));
        List<String> lines = new ArrayList<>();
        observances.forEach((observance, onsets) -> lines.addAll(observance.lines(
                onsets.getFirst(),
                onsets.size() == 1
                        ? ""
                        : "RDATE:" + onsets.stream().skip(1).map(LOCAL::format).collect(Collectors.joining(",")))));
        return lines;
    }

    /** {@code +0100}; the seconds of old local times where there are some. */
    private static String offset(ZoneOffset offset) {
        int seconds = Math.abs(offset.getTotalSeconds());
        String sign = offset.getTotalSeconds() < 0 ? "-" : "+";
        String text = "%s%02d%02d".formatted(sign, seconds / 3600, seconds / 60 % 60);
        return seconds % 60 == 0 ? text : text + "%02d".formatted(seconds % 60);
    }
}
