package org.crimealliance.platform.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ICalendarTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final Instant STAMP = Instant.parse("2020-12-01T09:30:00Z");

    @Test
    void a_request_says_everything_that_a_calendar_needs() throws Exception {
        String text = ICalendar.request(informal(), STAMP);
        assertThat(unfolded(text))
                .contains("METHOD:REQUEST")
                .contains("UID:meeting-11@example.org")
                .contains("SEQUENCE:2")
                .contains("STATUS:TENTATIVE")
                .contains("DTSTAMP:20201201T093000Z")
                .contains("DTSTART;TZID=Europe/Vienna:20201207T153000")
                .contains("DTEND;TZID=Europe/Vienna:20201207T170000")
                .contains("LOCATION:Video conference\\, link below")
                .contains("URL:https://meet.example.org/11")
                .contains("BEGIN:VTIMEZONE")
                .contains("X-MICROSOFT-DISALLOW-COUNTER:TRUE")
                .contains("PARTSTAT=NEEDS-ACTION")
                .contains("DESCRIPTION:Agenda:\\n1. Minutes\n")
                .contains("ORGANIZER;CN=\"The Board\":mailto:board@example.org\n")
                .contains("ATTENDEE;CN=\"Noor Vantongeren\";PARTSTAT")
                .contains("RSVP=TRUE:mailto:noor@example.org")
                .doesNotContain("\n\n");
        assertThat(parse(text).validate().hasErrors()).isFalse();
        assertThat(unfolded(text).lines().allMatch(line -> !line.contains("\r")))
                .isTrue();
    }

    @Test
    void a_cancellation_is_marked_on_the_calendar_and_on_the_event() throws Exception {
        String text = ICalendar.cancel(informal(), STAMP);
        assertThat(unfolded(text))
                .contains("METHOD:CANCEL")
                .contains("STATUS:CANCELLED")
                .doesNotContain("RSVP", "DISALLOW-COUNTER");
        assertThat(parse(text).validate().hasErrors()).isFalse();
    }

    @Test
    void a_feed_has_all_entries_and_each_zone_once() throws Exception {
        CalendarEntry kyoto = entry(ZonedDateTime.of(2021, 3, 8, 10, 0, 0, 0, ZoneId.of("Asia/Tokyo")));
        String text = ICalendar.publish("Meetings\r\nof the Alliance", List.of(informal(), informal(), kyoto), STAMP);
        Calendar calendar = parse(text);
        assertThat(calendar.getComponents("VEVENT")).hasSize(3);
        assertThat(calendar.getComponents("VTIMEZONE")).hasSize(2);
        assertThat(unfolded(text)).contains("METHOD:PUBLISH").contains("X-WR-CALNAME:Meetings of the Alliance");
    }

    @Test
    void an_empty_feed_is_a_calendar_too() {
        assertThat(ICalendar.publish("Nothing yet", List.of(), STAMP)).contains("BEGIN:VCALENDAR");
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        // the last hours before, the first after: both changes of 2021, in Vienna and in New York
        "Europe/Vienna,    2021-03-28T01:30:00, 2021-03-28T00:30:00Z",
        "Europe/Vienna,    2021-03-28T03:30:00, 2021-03-28T01:30:00Z",
        "Europe/Vienna,    2021-10-31T01:30:00, 2021-10-30T23:30:00Z",
        "Europe/Vienna,    2021-10-31T03:30:00, 2021-10-31T02:30:00Z",
        "America/New_York, 2021-03-14T01:30:00, 2021-03-14T06:30:00Z",
        "America/New_York, 2021-03-14T03:30:00, 2021-03-14T07:30:00Z",
        "America/New_York, 2021-11-07T03:30:00, 2021-11-07T08:30:00Z",
        "Asia/Tokyo,       2021-03-08T10:00:00, 2021-03-08T01:00:00Z",
        "Asia/Kathmandu,   2021-03-08T10:00:00, 2021-03-08T04:15:00Z",
    })
    void every_reader_gets_the_same_moment(String zone, LocalDateTime local, Instant moment) throws Exception {
        String text = ICalendar.request(entry(local.atZone(ZoneId.of(zone))), STAMP);
        VEvent event = (VEvent) parse(text).getComponents("VEVENT").getFirst();
        DtStart<Temporal> start = event.<Temporal>getStartDate().orElseThrow();
        assertThat(Instant.from(start.getDate())).isEqualTo(moment);
        assertThat(unfolded(text)).contains("TZID:" + zone);
        DtEnd<Temporal> end = event.<Temporal>getEndDate().orElseThrow();
        assertThat(Instant.from(end.getDate())).isEqualTo(moment.plus(Duration.ofMinutes(90)));
    }

    @Test
    void the_hour_that_comes_twice_keeps_its_length() throws Exception {
        // 02:30 summer time to 02:30 winter time: an hour long
        ZonedDateTime start = Instant.parse("2021-10-31T00:30:00Z").atZone(VIENNA);
        CalendarEntry entry = between(start, start.plusHours(1));
        VEvent event = (VEvent)
                parse(ICalendar.request(entry, STAMP)).getComponents("VEVENT").getFirst();
        assertThat(Instant.from(event.<Temporal>getStartDate().orElseThrow().getDate()))
                .isEqualTo(start.toInstant());
        assertThat(Instant.from(event.<Temporal>getEndDate().orElseThrow().getDate()))
                .isEqualTo(start.toInstant().plusSeconds(3600));
    }

    @Test
    void offsets_are_written_in_utc() {
        ZonedDateTime start = ZonedDateTime.of(2021, 3, 8, 10, 0, 0, 0, ZoneOffset.ofHours(9));
        assertThat(unfolded(ICalendar.request(entry(start), STAMP)))
                .contains("DTSTART:20210308T010000Z")
                .doesNotContain("VTIMEZONE");
        assertThat(unfolded(ICalendar.request(entry(start.withZoneSameInstant(ZoneId.of("UTC"))), STAMP)))
                .contains("DTSTART:20210308T010000Z");
    }

    @Test
    void text_cannot_add_lines_or_parameters() throws Exception {
        String evil = "Meeting\r\nATTENDEE:mailto:evil@example.org\";X=\"";
        CalendarEntry entry = new CalendarEntry(
                "uid-1\r\nX-EVIL:1",
                0,
                CalendarEntry.Status.CONFIRMED,
                evil,
                evil,
                informal().start(),
                informal().end(),
                evil,
                null,
                new CalendarEntry.Person(evil, "board@example.org"),
                List.of(new CalendarEntry.Attendee(
                        new CalendarEntry.Person(evil, "noor@example.org"), CalendarEntry.Answer.ACCEPTED)));
        Calendar calendar = parse(ICalendar.request(entry, STAMP));
        VEvent event = (VEvent) calendar.getComponents("VEVENT").getFirst();
        assertThat(event.getProperties(Property.ATTENDEE)).hasSize(1);
        assertThat(event.getProperties("X-EVIL")).isEmpty();
    }

    @Test
    void names_in_every_script_come_back_as_they_were() throws Exception {
        for (String name :
                List.of("Zoë Ångström", "Νίκη Παππά", "山田 花子", "نور الدين", "😀 O'Neil, jr.; PhD", "x".repeat(500))) {
            CalendarEntry entry = between(informal().start(), informal().end(), name);
            VEvent event = (VEvent) parse(ICalendar.request(entry, STAMP))
                    .getComponents("VEVENT")
                    .getFirst();
            assertThat(event.getProperty(Property.SUMMARY).orElseThrow().getValue())
                    .isEqualTo(name);
        }
    }

    @Test
    void lines_are_at_most_75_octets() {
        String text = ICalendar.request(between(informal().start(), informal().end(), "山".repeat(200)), STAMP);
        assertThat(text.lines()
                        .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length)
                        .max()
                        .orElseThrow())
                .isLessThanOrEqualTo(75);
    }

    /** The first and the last characters of one, two, three and four octets. */
    @ParameterizedTest
    @ValueSource(ints = {'a', '~', 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x1f600})
    void a_line_is_full_before_the_next_begins_and_never_cut_inside_a_character(int character) {
        String sign = Character.toString(character);
        int octets = sign.getBytes(StandardCharsets.UTF_8).length;
        for (int length = 1; length <= 160; length++) {
            String summary = sign.repeat(length);
            String text =
                    ICalendar.request(between(informal().start(), informal().end(), summary), STAMP);
            assertThat(unfolded(text)).contains("SUMMARY:" + summary + "\n");
            String[] lines = text.substring(text.indexOf("SUMMARY:"), text.indexOf("\r\nSTATUS:"))
                    .split("\r\n");
            for (int i = 0; i < lines.length; i++) {
                int used = lines[i].getBytes(StandardCharsets.UTF_8).length;
                assertThat(used).isLessThanOrEqualTo(75).isGreaterThan(i == lines.length - 1 ? 1 : 75 - octets);
            }
        }
    }

    @Test
    void a_mail_to_one_tells_nobody_else_who_is_invited() {
        CalendarEntry.Attendee one = informal().attendees().getFirst();
        CalendarEntry.Attendee other = new CalendarEntry.Attendee(
                new CalendarEntry.Person("Somebody Else", "else@example.org"), CalendarEntry.Answer.ACCEPTED);
        CalendarEntry all = informal().to(one);
        assertThat(all).isEqualTo(informal());
        assertThat(all.to(other).attendees()).containsExactly(other);
    }

    @Test
    void an_entry_ends_after_it_starts() {
        assertThatThrownBy(() -> between(informal().end(), informal().start()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static CalendarEntry informal() {
        return new CalendarEntry(
                "meeting-11@example.org",
                2,
                CalendarEntry.Status.TENTATIVE,
                "Informal meeting",
                "Agenda:\n1. Minutes",
                ZonedDateTime.of(2020, 12, 7, 15, 30, 0, 0, VIENNA),
                ZonedDateTime.of(2020, 12, 7, 17, 0, 0, 0, VIENNA),
                "Video conference, link below",
                URI.create("https://meet.example.org/11"),
                new CalendarEntry.Person("The Board", "board@example.org"),
                List.of(new CalendarEntry.Attendee(
                        new CalendarEntry.Person("Noor Vantongeren", "noor@example.org"),
                        CalendarEntry.Answer.NEEDS_ACTION)));
    }

    private static CalendarEntry entry(ZonedDateTime start) {
        return between(start, start.plusMinutes(90));
    }

    private static CalendarEntry between(ZonedDateTime start, ZonedDateTime end) {
        return between(start, end, "A meeting");
    }

    private static CalendarEntry between(ZonedDateTime start, ZonedDateTime end, String summary) {
        return new CalendarEntry(
                "uid@example.org",
                0,
                CalendarEntry.Status.CONFIRMED,
                summary,
                null,
                start,
                end,
                null,
                null,
                null,
                List.of());
    }

    private static Calendar parse(String text) throws Exception {
        return new CalendarBuilder().build(new StringReader(text));
    }

    private static String unfolded(String text) {
        return text.replace("\r\n ", "").replace("\r\n", "\n");
    }
}
