package org.crimealliance.event.ancillary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.crimealliance.event.ancillary.AncillaryMeeting.Accepted;
import org.crimealliance.event.ancillary.AncillaryMeeting.Cancelled;
import org.crimealliance.event.ancillary.AncillaryMeeting.Declined;
import org.crimealliance.event.ancillary.AncillaryMeeting.Expired;
import org.crimealliance.event.ancillary.AncillaryMeeting.Invited;
import org.crimealliance.event.ancillary.AncillaryMeeting.Promoted;
import org.crimealliance.event.ancillary.AncillaryMeeting.Proposed;
import org.crimealliance.event.ancillary.AncillaryMeeting.Reconfirmed;
import org.crimealliance.event.ancillary.AncillaryMeeting.Undeliverable;
import org.crimealliance.event.congress.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AncillaryMeetingTest {

    private static final Instant NOW = Instant.parse("2021-01-20T09:00:00Z");
    private static final Dossier DOSSIER = dossier("Restorative justice");

    static Stream<AncillaryMeeting> everyState() {
        return Stream.of(
                new Proposed(DOSSIER),
                new Accepted(DOSSIER),
                new Invited(DOSSIER, "c1", NOW, List.of("7")),
                new Undeliverable(DOSSIER, "c1", NOW, "no such user"),
                new Reconfirmed(DOSSIER, "c1", NOW),
                new Promoted(DOSSIER, "c1", NOW, NOW.plusSeconds(60)),
                new Declined(DOSSIER, "c1", NOW),
                new Expired(DOSSIER, "c1", NOW, NOW.plusSeconds(60), List.of("7")),
                new Cancelled(DOSSIER, "c1", NOW, "strike"));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void another_dossier_changes_the_dossier_alone(AncillaryMeeting meeting) {
        Dossier other = dossier("Another title");
        AncillaryMeeting edited = meeting.with(other);
        assertThat(edited).hasSameClassAs(meeting).isNotEqualTo(meeting);
        assertThat(edited.dossier()).isEqualTo(other);
        assertThat(edited.with(DOSSIER)).isEqualTo(meeting);
        assertThat(meeting.mode()).isEqualTo(Mode.HYBRID);
        assertThat(meeting.stateName())
                .isEqualTo(meeting.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void who_reconfirmed_wants_a_place_and_who_said_no_or_nothing_is_out(AncillaryMeeting meeting) {
        assertThat(meeting.wantsPlace())
                .isEqualTo(Set.of("reconfirmed", "promoted").contains(meeting.stateName()));
        assertThat(meeting.isOut())
                .isEqualTo(Set.of("declined", "expired", "cancelled").contains(meeting.stateName()));
    }

    @Test
    void a_meeting_is_held_in_a_room_or_a_channel() {
        assertThat(Mode.HYBRID.heldIn()).isEqualTo("room");
        assertThat(Mode.VIRTUAL.heldIn()).isEqualTo("channel");
        assertThat(Mode.VIRTUAL.word()).isEqualTo("virtual");
    }

    private static Dossier dossier(String title) {
        return new Dossier(
                "congress",
                "AM-1",
                title,
                new Dossier.Organisation("o1", "Verein Neue Brücken"),
                new Dossier.Contact("A. Muster", "a.muster@example.org"),
                Mode.HYBRID,
                "Europe",
                "Justice",
                NOW,
                List.of(),
                null,
                List.of(),
                null,
                null);
    }
}
