package org.crimealliance.platform.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import biweekly.property.DateOrDateTimeProperty;
import biweekly.util.DateTimeComponents;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A parser that nobody here wrote, which believes the VTIMEZONE it is given, finds our moments in every zone. */
class VTimeZoneTest {

    private static final List<Integer> YEARS = List.of(2020, 2021, 2023, 2026);

    /** Those of the JDK: one of the parsers adds thousands of its own to this JVM. */
    static Stream<String> zones() {
        return new TreeSet<>(List.of(TimeZone.getAvailableIDs()))
                .stream().filter(ZoneId.getAvailableZoneIds()::contains);
    }

    /** Without changes, with two a year, with several, with one of half an hour, on both sides of the line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Kathmandu",
                "Europe/Vienna",
                "America/St_Johns",
                "Africa/Casablanca",
                "Australia/Lord_Howe",
                "Pacific/Apia"
            })
    void every_moment_in_a_few_zones_is_the_same_to_another_program(String id) {
        sameMoments(id);
        calledByItsOwnName(id);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("zones")
    void every_moment_of_an_entrys_year_is_the_same_to_another_program(String id) {
        sameMoments(id);
    }

    private static void sameMoments(String id) {
        ZoneId zone = ZoneId.of(id);
        for (int year : YEARS) {
            List<CalendarEntry> entries =
                    instants(zone, year).map(at -> entry(at.atZone(zone))).toList();
            biweekly.ICalendar read = Biweekly.parse(ICalendar.publish("All", entries, Instant.EPOCH))
                    .first();
            assertThat(read.getEvents()).hasSameSizeAs(entries);
            for (int i = 0; i < entries.size(); i++) {
                VEvent event = read.getEvents().get(i);
                assertThat(moment(read, event.getDateStart()))
                        .isEqualTo(entries.get(i).start().toInstant());
                assertThat(moment(read, event.getDateEnd()))
                        .isEqualTo(entries.get(i).end().toInstant());
            }
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("zones")
    void a_zone_is_called_by_its_own_name(String id) {
        calledByItsOwnName(id);
    }

    private static void calledByItsOwnName(String id) {
        ZonedDateTime noon = LocalDateTime.parse("2021-06-15T12:00").atZone(ZoneId.of(id));
        String text = ICalendar.publish("One", List.of(entry(noon)), Instant.EPOCH);
        if (text.contains("DTSTART;")) {
            assertThat(text.replace("\r\n ", ""))
                    .contains("\r\nTZID:" + id + "\r\n")
                    .contains("DTSTART;TZID=" + id + ":20210615T120000");
        } else {
            assertThat(ZoneId.of(id).getRules().getOffset(noon.toInstant()).getTotalSeconds())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Moscow,      2021-06-15T12:00, 2021-06-15T09:00:00Z",
        "America/Costa_Rica, 2021-06-15T09:00, 2021-06-15T15:00:00Z",
        "Europe/Stockholm,   2021-06-15T12:00, 2021-06-15T10:00:00Z",
        "Asia/Calcutta,      2021-06-15T12:00, 2021-06-15T06:30:00Z",
        "Etc/GMT+2,          2021-06-15T12:00, 2021-06-15T14:00:00Z"
    })
    void zones_that_were_wrong_once(String zone, LocalDateTime local, Instant moment) {
        String text = ICalendar.request(entry(local.atZone(ZoneId.of(zone))), Instant.EPOCH);
        assertThat(text).contains("DTSTART;TZID=" + zone);
        assertThat(Biweekly.parse(text)
                        .first()
                        .getEvents()
                        .getFirst()
                        .getDateStart()
                        .getValue()
                        .toInstant())
                .isEqualTo(moment);
    }

    @Test
    void years_that_a_rule_made_are_told_by_it() {
        assertThat(VTimeZone.lines(ZoneId.of("Europe/Vienna"), Year.of(2020), Year.of(2021)))
                .containsExactly(
                        "BEGIN:VTIMEZONE",
                        "TZID:Europe/Vienna",
                        "BEGIN:DAYLIGHT",
                        "DTSTART:20190331T020000",
                        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
                        "TZOFFSETFROM:+0100",
                        "TZOFFSETTO:+0200",
                        "END:DAYLIGHT",
                        "BEGIN:STANDARD",
                        "DTSTART:20191027T030000",
                        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
                        "TZOFFSETFROM:+0200",
                        "TZOFFSETTO:+0100",
                        "END:STANDARD",
                        "END:VTIMEZONE");
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, BYMONTH=3;BYDAY=2SU, BYMONTH=11;BYDAY=1SU",
        "Australia/Sydney, BYMONTH=4;BYDAY=1SU, BYMONTH=10;BYDAY=1SU",
        "Europe/London, BYMONTH=3;BYDAY=-1SU, BYMONTH=10;BYDAY=-1SU",
        "Pacific/Auckland, BYMONTH=4;BYDAY=1SU, BYMONTH=9;BYDAY=-1SU"
    })
    void programs_that_pass_over_single_dates_have_rules_to_read(String zone, String one, String other) {
        assertThat(VTimeZone.lines(ZoneId.of(zone), Year.of(2020), Year.of(2022)))
                .contains("RRULE:FREQ=YEARLY;" + one, "RRULE:FREQ=YEARLY;" + other)
                .noneMatch(line -> line.startsWith("RDATE"));
    }

    /** The Friday from 23 March on is the fourth one as long as it is not the 29th. */
    @Test
    void the_fourth_of_its_day_is_told_as_the_fourth() {
        assertThat(VTimeZone.lines(ZoneId.of("Asia/Jerusalem"), Year.of(2026), Year.of(2027)))
                .contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=4FR");
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Jerusalem, 2024, 2025", // 24 and 29 March: the fourth Friday, then the fifth
        "America/Santiago, 2024, 2025", // 3 and 8 September: the first Sunday, then the second
        "America/Nuuk, 2029, 2030" // 24 and 30 March, before the last Sunday: the last Saturday but one, then the last
    })
    void a_day_that_is_not_always_the_same_of_its_month_is_told_one_by_one(String zone, int first, int last) {
        assertThat(VTimeZone.lines(ZoneId.of(zone), Year.of(first), Year.of(last)))
                .anyMatch(line -> line.startsWith("RDATE:"))
                .noneMatch(line -> line.startsWith("RRULE"));
    }

    @Test
    void years_of_which_no_rule_made_every_change_are_told_one_by_one() {
        // Fiji's governments decided each year, and at last that there should be none
        assertThat(VTimeZone.lines(ZoneId.of("Pacific/Fiji"), Year.of(2019), Year.of(2021)))
                .containsSubsequence(
                        "BEGIN:DAYLIGHT",
                        "DTSTART:20181104T020000",
                        "RDATE:20191110T020000,20201220T020000",
                        "END:DAYLIGHT",
                        "BEGIN:STANDARD")
                .noneMatch(line -> line.startsWith("RRULE"));
    }

    @Test
    void a_zone_without_changes_has_one_observance() {
        assertThat(VTimeZone.lines(ZoneId.of("Etc/GMT+2"), Year.of(2021), Year.of(2021)))
                .containsExactly(
                        "BEGIN:VTIMEZONE",
                        "TZID:Etc/GMT+2",
                        "BEGIN:STANDARD",
                        "DTSTART:20210101T000000",
                        "TZOFFSETFROM:-0200",
                        "TZOFFSETTO:-0200",
                        "END:STANDARD",
                        "END:VTIMEZONE");
    }

    /** Before there was railway time, each town had its own. */
    @Test
    void old_local_times_have_seconds_and_end_with_the_first_change() {
        assertThat(VTimeZone.lines(ZoneId.of("Europe/Vienna"), Year.of(1893), Year.of(1893)))
                .containsExactly(
                        "BEGIN:VTIMEZONE",
                        "TZID:Europe/Vienna",
                        "BEGIN:STANDARD",
                        "DTSTART:18930101T000000",
                        "TZOFFSETFROM:+010521",
                        "TZOFFSETTO:+010521",
                        "END:STANDARD",
                        "BEGIN:STANDARD",
                        "DTSTART:18930401T000000",
                        "TZOFFSETFROM:+010521",
                        "TZOFFSETTO:+0100",
                        "END:STANDARD",
                        "END:VTIMEZONE");
    }

    @Test
    void half_hours_west_of_greenwich_are_negative_as_a_whole() {
        assertThat(VTimeZone.lines(ZoneId.of("America/St_Johns"), Year.of(2021), Year.of(2021)))
                .contains("TZOFFSETTO:-0330", "TZOFFSETTO:-0230");
        assertThat(VTimeZone.lines(ZoneId.of("Europe/London"), Year.of(2021), Year.of(2021)))
                .contains("TZOFFSETTO:+0000");
    }

    /**
     * By what the parser makes of the VTIMEZONE. Not by its dates: near a change of the clocks, it asks for the offset with
     * the time in UTC taken for local.
     */
    private static Instant moment(biweekly.ICalendar calendar, DateOrDateTimeProperty property) {
        DateTimeComponents c = property.getValue().getRawComponents();
        LocalDateTime local =
                LocalDateTime.of(c.getYear(), c.getMonth(), c.getDate(), c.getHour(), c.getMinute(), c.getSecond());
        if (c.isUtc()) {
            return local.toInstant(ZoneOffset.UTC);
        }
        TimeZone zone = calendar.getTimezoneInfo().getTimezone(property).getTimeZone();
        int millis = zone.getOffset(
                GregorianCalendar.AD,
                c.getYear(),
                c.getMonth() - 1,
                c.getDate(),
                1,
                local.toLocalTime().toSecondOfDay() * 1000);
        return local.toInstant(ZoneOffset.ofTotalSeconds(millis / 1000));
    }

    /** Noon of each month, the first and the last moments of the year, and what lies around each change of the clocks. */
    private static Stream<Instant> instants(ZoneId zone, int year) {
        List<Instant> instants = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            instants.add(LocalDateTime.of(year, month, 15, 12, 0).atZone(zone).toInstant());
        }
        Instant begin = LocalDateTime.of(year, 1, 1, 0, 0).atZone(zone).toInstant();
        Instant end = LocalDateTime.of(year, 12, 31, 22, 0).atZone(zone).toInstant();
        instants.add(begin);
        instants.add(end);
        ZoneRules rules = zone.getRules();
        for (ZoneOffsetTransition change = rules.nextTransition(begin);
                change != null && change.getInstant().isBefore(end.minus(Duration.ofHours(3)));
                change = rules.nextTransition(change.getInstant())) {
            for (int minutes : List.of(-121, -91, -61, -31, -1, 0, 29, 59, 61, 89, 121)) {
                instants.add(change.getInstant().plus(Duration.ofMinutes(minutes)));
            }
        }
        return instants.stream();
    }

    private static CalendarEntry entry(ZonedDateTime start) {
        return new CalendarEntry(
                "uid@example.org",
                0,
                CalendarEntry.Status.CONFIRMED,
                "A meeting",
                null,
                start,
                start.plusMinutes(90),
                null,
                null,
                null,
                List.of());
    }
}
