package org.crimealliance.meeting.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.crimealliance.meeting.series.Series;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

class MeetingTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final Instant NOW = Instant.parse("2020-12-01T09:00:00Z");

    @Test
    void a_calendar_entry_counts_0_tentative_1_confirmed_2_moved_3_cancelled_and_keeps_its_uid() {
        Change<Meeting> announced = Meeting.announce(details("2021-01-14T15:30:00"), true);
        Meeting tentative = announced.next();
        Meeting confirmed = tentative.confirm().orThrow().next();
        Meeting moved = confirmed
                .move(at("2021-01-21T15:30:00"), at("2021-01-21T17:00:00"))
                .orThrow()
                .next();
        Meeting cancelled = moved.cancel("not enough replies", NOW).orThrow().next();
        assertThat(List.of(tentative, confirmed, moved, cancelled))
                .extracting(meeting -> meeting.details().sequence())
                .containsExactly(0, 1, 2, 3);
        assertThat(List.of(tentative, confirmed, moved, cancelled))
                .extracting(meeting -> meeting.details().uid())
                .containsOnly("m1@meetings.alliance");
        assertThat(announced.events()).hasExactlyElementsOfTypes(MeetingEvent.Announced.class);
    }

    @Test
    void confirming_moving_to_the_same_time_or_cancelling_again_changes_nothing() {
        Meeting confirmed =
                Meeting.announce(details("2021-01-14T15:30:00"), false).next();
        assertThat(confirmed.confirm().orThrow()).isEqualTo(new Change<>(confirmed, List.of()));
        assertThat(confirmed
                        .move(at("2021-01-14T15:30:00"), at("2021-01-14T17:00:00"))
                        .orThrow())
                .isEqualTo(new Change<>(confirmed, List.of()));
        Meeting cancelled = confirmed.cancel("strike", NOW).orThrow().next();
        assertThat(cancelled.cancel("strike", NOW).orThrow()).isEqualTo(new Change<>(cancelled, List.of()));
    }

    @Test
    void a_tentative_meeting_is_not_opened_and_one_that_is_over_changes_no_more() {
        Meeting tentative =
                Meeting.announce(details("2021-01-14T15:30:00"), true).next();
        assertThat(code(tentative.open(NOW))).isEqualTo("not-confirmed");
        assertThat(code(tentative.close(1, NOW))).isEqualTo("not-in-session");
        Meeting held = tentative
                .confirm()
                .orThrow()
                .next()
                .open(NOW)
                .orThrow()
                .next()
                .close(1, NOW)
                .orThrow()
                .next();
        assertThat(held.number()).isEqualTo(1);
        assertThat(held.close(2, NOW).orThrow().next().number()).isEqualTo(1);
        assertThat(code(held.cancel("late", NOW))).isEqualTo("meeting-held");
        assertThat(code(held.move(at("2021-02-01T10:00:00"), at("2021-02-01T11:00:00"))))
                .isEqualTo("meeting-held");
        assertThat(code(held.confirm())).isEqualTo("meeting-held");
    }

    @Test
    void answers_matter_until_the_meeting_is_over() {
        Meeting tentative =
                Meeting.announce(details("2021-01-14T15:30:00"), true).next();
        Instant end = tentative.details().schedule().end();
        assertThat(tentative.takesReplies(end.minusMillis(1))).isTrue();
        assertThat(tentative.takesReplies(end)).isFalse();
        Meeting confirmed = tentative.confirm().orThrow().next();
        assertThat(confirmed.takesReplies(end.minusMillis(1))).isTrue();
        assertThat(confirmed.takesReplies(end)).isFalse();
        Meeting open = confirmed.open(NOW).orThrow().next();
        assertThat(open.takesReplies(end)).isTrue();
        assertThat(open.close(1, NOW).orThrow().next().takesReplies(NOW)).isFalse();
        assertThat(confirmed.cancel("strike", NOW).orThrow().next().takesReplies(NOW))
                .isFalse();
    }

    @Test
    void a_meeting_moved_from_december_to_january_counts_in_the_new_year() {
        Meeting december =
                Meeting.announce(details("2020-12-17T15:30:00"), false).next();
        Meeting january = december.move(at("2021-01-14T15:30:00"), at("2021-01-14T17:00:00"))
                .orThrow()
                .next();
        assertThat(december.details().schedule().year()).isEqualTo(2020);
        assertThat(january.details().schedule().year()).isEqualTo(2021);
    }

    @Test
    void the_year_is_that_of_the_meetings_own_zone() {
        Instant newYear = Instant.parse("2020-12-31T23:30:00Z");
        assertThat(new Schedule(newYear, newYear.plusSeconds(3600), VIENNA).year())
                .isEqualTo(2021);
        assertThat(new Schedule(newYear, newYear.plusSeconds(3600), ZoneId.of("America/New_York")).year())
                .isEqualTo(2020);
    }

    @Test
    void three_in_the_afternoon_in_vienna_is_ten_in_new_york_on_18_march_and_nine_on_15_april() {
        ZoneId newYork = ZoneId.of("America/New_York");
        assertThat(schedule("2021-03-18T15:00:00", "2021-03-18T16:00:00")
                        .startIn(newYork)
                        .toLocalDateTime())
                .isEqualTo(LocalDateTime.parse("2021-03-18T10:00:00"));
        assertThat(schedule("2021-04-15T15:00:00", "2021-04-15T16:00:00")
                        .startIn(newYork)
                        .toLocalDateTime())
                .isEqualTo(LocalDateTime.parse("2021-04-15T09:00:00"));
    }

    @Test
    void times_are_instants_offsets_or_local_and_nothing_else() {
        assertThat(schedule("2020-12-07T15:30:00+01:00", "2020-12-07T16:00:00Z").start())
                .isEqualTo(Instant.parse("2020-12-07T14:30:00Z"));
        assertThat(field(MeetingTime.schedule("soon", "2020-12-07T16:00:00Z", "Europe/Vienna")))
                .isEqualTo("start");
        assertThat(field(MeetingTime.schedule("2020-12-07T15:30:00", "2020-12-07T15:30:00", "Europe/Vienna")))
                .isEqualTo("end");
        assertThat(field(MeetingTime.schedule("2020-12-07T15:30:00", "2020-12-31T15:30:00", "Europe/Vienna")))
                .isEqualTo("end");
        assertThat(field(MeetingTime.schedule("2020-12-07T15:30:00", "2020-12-07T17:00:00", "GMT+1")))
                .isEqualTo("zone");
        assertThat(field(MeetingTime.schedule("+999999999-12-31T23:59", "2020-12-07T17:00:00", "Europe/Vienna")))
                .isEqualTo("end");
    }

    @Test
    void a_time_that_the_clocks_leap_over_is_refused_at_its_field() {
        assertThat(problem(MeetingTime.schedule("2021-03-28T02:30", "2021-03-28T04:00", "Europe/Vienna")))
                .isEqualTo(new FieldProblem("start", "does not exist: the clocks go forward to 03:00 then"));
        assertThat(problem(MeetingTime.schedule("2021-03-28T01:00", "2021-03-28T02:00", "Europe/Vienna"))
                        .field())
                .isEqualTo("end");
        assertThat(schedule("2021-03-28T01:59", "2021-03-28T03:00"))
                .isEqualTo(new Schedule(
                        Instant.parse("2021-03-28T00:59:00Z"), Instant.parse("2021-03-28T01:00:00Z"), VIENNA));
    }

    @Test
    void a_time_that_comes_twice_asks_which() {
        assertThat(problem(MeetingTime.schedule("2021-10-31T02:30", "2021-10-31T04:00", "Europe/Vienna")))
                .isEqualTo(new FieldProblem(
                        "start",
                        "comes twice, as the clocks go back: say which, 2021-10-31T02:30+02:00 or"
                                + " 2021-10-31T02:30+01:00"));
        assertThat(schedule("2021-10-31T02:30+02:00", "2021-10-31T02:30+01:00"))
                .isEqualTo(new Schedule(
                        Instant.parse("2021-10-31T00:30:00Z"), Instant.parse("2021-10-31T01:30:00Z"), VIENNA));
        assertThat(schedule("2021-10-31T01:59", "2021-10-31T03:00"))
                .isEqualTo(new Schedule(
                        Instant.parse("2021-10-30T23:59:00Z"), Instant.parse("2021-10-31T02:00:00Z"), VIENNA));
    }

    private static FieldProblem problem(Outcome<Schedule> outcome) {
        return ((Outcome.Refused<Schedule>) outcome).refusal().errors().getFirst();
    }

    private static Schedule schedule(String start, String end) {
        return MeetingTime.schedule(start, end, "Europe/Vienna").orThrow();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(VIENNA).toInstant();
    }

    private static Details details(String start) {
        return new Details(
                "m1",
                new Details.SeriesRef(
                        "s1", "informal", "Informal meeting", Series.Kind.INFORMAL, Series.Audience.ALL_MEMBERS),
                "m1@meetings.alliance",
                "Informal meeting",
                new Schedule(at(start), at(start).plusSeconds(5400), VIENNA),
                new Place(Place.Kind.ONLINE, "Video conference", null),
                0,
                List.of(),
                null);
    }

    private static String code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }

    private static String field(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().errors().getFirst().field();
    }
}
