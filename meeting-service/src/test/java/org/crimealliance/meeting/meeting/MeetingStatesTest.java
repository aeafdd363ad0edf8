package org.crimealliance.meeting.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.crimealliance.meeting.series.Series;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a meeting may do in each state, and what others are told of it. */
class MeetingStatesTest {

    private static final Instant NOW = Instant.parse("2020-12-07T14:30:00Z");
    private static final Meeting TENTATIVE =
            MeetingSamples.tentative("s1", Series.Kind.INFORMAL, "2020-12-07T15:30:00");
    private static final Meeting CONFIRMED = next(TENTATIVE.confirm());
    private static final Meeting IN_SESSION = next(CONFIRMED.open(NOW));
    private static final Meeting HELD = next(IN_SESSION.close(11, NOW.plusSeconds(5400)));
    private static final Meeting CANCELLED = next(TENTATIVE.cancel("strike", NOW));

    static Stream<Meeting> over() {
        return Stream.of(HELD, CANCELLED);
    }

    static Stream<Meeting> begun() {
        return Stream.of(IN_SESSION, HELD, CANCELLED);
    }

    @Test
    void the_state_is_told_in_a_word_and_only_a_held_meeting_has_a_number() {
        assertThat(Stream.of(TENTATIVE, CONFIRMED, IN_SESSION, HELD, CANCELLED))
                .extracting(Meeting::status)
                .containsExactly("tentative", "confirmed", "in-session", "held", "cancelled");
        assertThat(Stream.of(TENTATIVE, CONFIRMED, IN_SESSION, HELD, CANCELLED))
                .extracting(Meeting::number)
                .containsExactly(null, null, null, 11, null);
        assertThat(Stream.of(TENTATIVE, CONFIRMED, IN_SESSION, HELD, CANCELLED))
                .extracting(Meeting::isAhead)
                .containsExactly(true, true, false, false, false);
    }

    @Test
    void others_are_told_that_a_meeting_in_session_is_confirmed() {
        assertThat(MeetingFacts.of(IN_SESSION).status()).isEqualTo("confirmed");
        assertThat(MeetingFacts.of(HELD))
                .isEqualTo(new MeetingFacts(
                        "m1",
                        "m1@meetings.alliance",
                        new MeetingFacts.SeriesFacts("s1", "key", "Meetings", Series.Kind.INFORMAL),
                        "Informal meeting",
                        2020,
                        11,
                        "held",
                        Instant.parse("2020-12-07T14:30:00Z"),
                        Instant.parse("2020-12-07T16:00:00Z"),
                        "Europe/Vienna",
                        new Place(Place.Kind.ONLINE, "Video conference", null),
                        1));
    }

    @Test
    void what_has_not_ended_can_be_prepared_and_run() {
        assertThat(Stream.of(TENTATIVE, CONFIRMED, IN_SESSION))
                .allSatisfy(meeting -> assertThat(meeting.running().orThrow()).isSameAs(meeting));
    }

    @ParameterizedTest
    @MethodSource("over")
    void what_is_over_changes_no_more(Meeting meeting) {
        assertThat(code(meeting.running())).isEqualTo("meeting-" + meeting.status());
        assertThat(code(meeting.open(NOW))).isEqualTo("meeting-" + meeting.status());
    }

    @ParameterizedTest
    @MethodSource("begun")
    void what_has_begun_or_is_over_is_not_moved_confirmed_or_joined_by_more_guests(Meeting meeting) {
        String code = "meeting-" + meeting.status();
        assertThat(code(meeting.move(NOW, NOW.plusSeconds(60)))).isEqualTo(code);
        assertThat(code(meeting.confirm())).isEqualTo(code);
        assertThat(code(meeting.addGuest(guest(1)))).isEqualTo(code);
        assertThat(code(meeting.invitationsSent(NOW))).isEqualTo(code);
        Schedule same = meeting.details().schedule();
        assertThat(code(meeting.move(same.start(), same.end()))).isEqualTo(code);
    }

    @Test
    void a_meeting_that_was_opened_is_closed_once_and_no_other() {
        assertThat(IN_SESSION.open(NOW).orThrow()).isEqualTo(Change.to(IN_SESSION));
        assertThat(IN_SESSION.closable().orThrow()).isSameAs(IN_SESSION);
        assertThat(HELD.closable().orThrow()).isSameAs(HELD);
        assertThat(HELD.close(12, NOW).orThrow()).isEqualTo(Change.to(HELD));
        assertThat(Stream.of(TENTATIVE, CONFIRMED, CANCELLED)).allSatisfy(meeting -> {
            assertThat(code(meeting.closable())).isEqualTo("not-in-session");
            assertThat(code(meeting.close(1, NOW))).isEqualTo("not-in-session");
        });
        assertThat(code(IN_SESSION.cancel("late", NOW))).isEqualTo("meeting-in-session");
    }

    @Test
    void each_step_is_told_and_a_guest_or_an_invitation_is_not() {
        assertThat(TENTATIVE.confirm().orThrow().events()).hasExactlyElementsOfTypes(MeetingEvent.Confirmed.class);
        assertThat(CONFIRMED
                        .move(NOW.plusSeconds(60), NOW.plusSeconds(120))
                        .orThrow()
                        .events())
                .hasExactlyElementsOfTypes(MeetingEvent.Moved.class);
        assertThat(TENTATIVE
                        .move(NOW.plusSeconds(60), NOW.plusSeconds(120))
                        .orThrow()
                        .next())
                .isInstanceOf(Meeting.Tentative.class);
        assertThat(CONFIRMED.cancel("strike", NOW).orThrow().events())
                .hasExactlyElementsOfTypes(MeetingEvent.MeetingCancelled.class);
        assertThat(IN_SESSION.close(1, NOW).orThrow().events())
                .hasExactlyElementsOfTypes(MeetingEvent.MeetingHeld.class);
        assertThat(CONFIRMED.addGuest(guest(1)).orThrow().events()).isEmpty();
    }

    @Test
    void a_guest_is_named_once() {
        Meeting once = next(CONFIRMED.addGuest(guest(1)));
        assertThat(next(once.addGuest(guest(1)))).isEqualTo(once);
        assertThat(next(once.addGuest(guest(2))).details().guests()).containsExactly(guest(1), guest(2));
    }

    @Test
    void the_201st_guest_is_refused() {
        for (Meeting begin : new Meeting[] {TENTATIVE, CONFIRMED}) {
            Meeting meeting = begin;
            for (int i = 1; i <= 200; i++) {
                meeting = next(meeting.addGuest(guest(i)));
            }
            assertThat(meeting.details().guests()).hasSize(200);
            assertThat(meeting.status()).isEqualTo(begin.status());
            assertThat(code(meeting.addGuest(guest(201)))).isEqualTo("too-many-guests");
        }
    }

    @Test
    void invitations_go_out_once_and_the_first_moment_stays() {
        for (Meeting begin : new Meeting[] {TENTATIVE, CONFIRMED}) {
            Meeting invited = next(begin.invitationsSent(NOW));
            assertThat(invited.details().invitationsSentAt()).isEqualTo(NOW);
            assertThat(next(invited.invitationsSent(NOW.plusSeconds(60)))).isEqualTo(invited);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2020-12-07T15:30:00, 2020-12-21T15:30:00, ", // 14 days
        "2020-12-07T15:30:00, 2020-12-21T15:30:01, end",
        "1970-01-01T15:30:00, 1970-01-01T16:30:00, ",
        "1969-12-31T15:30:00, 1969-12-31T16:30:00, start",
        "2199-12-31T15:30:00, 2199-12-31T16:30:00, ",
        "2200-01-01T15:30:00, 2200-01-01T16:30:00, start",
        "2020-12-07T15:30:00, never, end"
    })
    void a_meeting_lasts_at_most_14_days_between_1970_and_2199(String start, String end, @Nullable String wrong) {
        Outcome<Schedule> schedule = MeetingTime.schedule(start, end, "Europe/Vienna");
        if (wrong == null) {
            assertThat(schedule.orThrow().startIn(MeetingSamples.VIENNA).toLocalDateTime())
                    .isEqualTo(start);
        } else {
            assertThat(((Outcome.Refused<?>) schedule)
                            .refusal()
                            .errors()
                            .getFirst()
                            .field())
                    .isEqualTo(wrong);
        }
    }

    @Test
    void the_date_is_that_of_its_own_zone_and_the_end_is_read_in_the_readers() {
        Schedule schedule = CONFIRMED.details().schedule();
        assertThat(schedule.date()).isEqualTo(LocalDate.parse("2020-12-07"));
        assertThat(schedule.endIn(ZoneId.of("America/New_York")).toLocalTime()).hasToString("11:00");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, true", "https://example.org/join, true", "https:///join, false", "https://exa mple.org, false"
            })
    void a_link_names_a_host(@Nullable String link, boolean linked) {
        assertThat(new Place(Place.Kind.ONLINE, "Video conference", link).isLinked())
                .isEqualTo(linked);
    }

    private static Guest guest(int number) {
        return new Guest("g" + number, "Guest " + number, "guest." + number + "@example.org", "UNODC");
    }

    private static Meeting next(Outcome<Change<Meeting>> outcome) {
        return outcome.orThrow().next();
    }

    private static String code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }
}
