package org.crimealliance.meeting.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.crimealliance.meeting.meeting.MeetingView.GuestView;
import org.crimealliance.meeting.meeting.MeetingView.LocalTimes;
import org.crimealliance.meeting.series.Series;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A meeting as the API shows it, to the Board and to others. */
class MeetingViewTest {

    private static final Instant NOW = Instant.parse("2020-12-07T14:30:00Z");
    private static final Meeting TENTATIVE =
            MeetingSamples.tentative("s1", Series.Kind.INFORMAL, "2020-12-07T15:30:00");
    private static final Meeting CONFIRMED = TENTATIVE.confirm().orThrow().next();
    private static final Meeting HELD = CONFIRMED
            .open(NOW)
            .flatMap(change -> change.next().close(11, NOW.plusSeconds(5400)))
            .orThrow()
            .next();
    private static final Meeting CANCELLED =
            TENTATIVE.cancel("strike", NOW).orThrow().next();
    private static final Reader BOARD = new Reader(true);
    private static final Reader OTHERS = new Reader(false);

    /** Who may see all, or only what everybody may. */
    private record Reader(boolean all) implements MeetingGate {

        @Override
        public void mayRead(String meetingId) {}

        @Override
        public boolean seesDrafts() {
            return all;
        }

        @Override
        public boolean seesVotes() {
            return all;
        }

        @Override
        public boolean seesAddresses() {
            return all;
        }

        @Override
        public boolean mayJoin(String meetingId) {
            return all;
        }

        @Override
        public Outcome<Boolean> mayClose(String meetingId) {
            return Outcome.refused(Refusal.notFound(meetingId));
        }
    }

    @Test
    void until_it_is_held_its_number_is_a_forecast_and_a_cancelled_one_gets_none() {
        MeetingView ahead = MeetingView.of(CONFIRMED, 11, null, BOARD);
        assertThat(ahead).extracting("number", "next", "label", "reason").containsExactly(null, 11, "11/2020", null);
        MeetingView held = MeetingView.of(HELD, 11, null, BOARD);
        assertThat(held).extracting("number", "next", "label", "reason").containsExactly(11, null, "11/2020", null);
        MeetingView cancelled = MeetingView.of(CANCELLED, 11, null, BOARD);
        assertThat(cancelled)
                .extracting("number", "next", "label", "reason")
                .containsExactly(null, null, "-", "strike");
    }

    @Test
    void its_own_local_time_comes_first_and_the_readers_after_it() {
        LocalTimes own = new LocalTimes(
                "Europe/Vienna",
                LocalDateTime.parse("2020-12-07T15:30:00"),
                LocalDateTime.parse("2020-12-07T17:00:00"));
        assertThat(MeetingView.of(CONFIRMED, 11, null, BOARD).times()).containsExactly(own);
        assertThat(MeetingView.of(CONFIRMED, 11, ZoneId.of("Asia/Tokyo"), BOARD).times())
                .containsExactly(
                        own,
                        new LocalTimes(
                                "Asia/Tokyo",
                                LocalDateTime.parse("2020-12-07T23:30:00"),
                                LocalDateTime.parse("2020-12-08T01:00:00")));
    }

    @Test
    void where_one_joins_and_how_guests_are_reached_is_for_those_who_may_know() {
        Guest guest = new Guest("g1", "Noor", "noor@example.org", "Guests");
        Place place = new Place(Place.Kind.ONLINE, "Video conference", "https://meet.example.org/11");
        Meeting meeting =
                new Meeting.Confirmed(linked(CONFIRMED.details(), place).with(guest));
        MeetingView board = MeetingView.of(meeting, 11, null, BOARD);
        assertThat(board.place()).isEqualTo(place);
        assertThat(board.guests()).containsExactly(new GuestView("g1", "Noor", "noor@example.org", "Guests"));
        MeetingView others = MeetingView.of(meeting, 11, null, OTHERS);
        assertThat(others.place()).isEqualTo(new Place(Place.Kind.ONLINE, "Video conference", null));
        assertThat(others.guests()).containsExactly(new GuestView("g1", "Noor", null, "Guests"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, true",
                "https://meet.example.org/11, true",
                "https:///11, false",
                "https://meet example.org, false"
            })
    void a_link_is_an_address_on_the_web(@Nullable String link, boolean linked) {
        assertThat(new Place(Place.Kind.ONLINE, "Video conference", link).isLinked())
                .isEqualTo(linked);
    }

    private static Details linked(Details of, Place place) {
        return new Details(
                of.meetingId(),
                of.series(),
                of.uid(),
                of.title(),
                of.schedule(),
                place,
                of.sequence(),
                of.guests(),
                of.invitationsSentAt());
    }
}
