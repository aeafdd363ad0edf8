package org.crimealliance.meeting.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.MeetingFacts;
import org.crimealliance.meeting.meeting.MeetingSamples;
import org.crimealliance.meeting.people.Invitee;
import org.crimealliance.meeting.series.Series;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

class InvitationTest {

    private static final Instant NOW = Instant.parse("2020-12-01T09:00:00Z");
    private static final Invitee DELEGATE =
            new Invitee("i1", "A. Muster", "a.muster@example.org", "de", "Alliance", "Verein Neue Brücken");
    private static final Meeting MEETING = MeetingSamples.tentative("s1", Series.Kind.INFORMAL, "2021-01-14T15:30:00");

    @Test
    void an_invitation_asks_for_the_meeting_as_it_is_now() {
        Change<Invitation> extended = extend();
        assertThat(extended.next()).isEqualTo(new Invitation("inv1", "m1", DELEGATE, 0, null, null));
        assertThat(extended.events())
                .containsExactly(new Invitation.Extended(
                        "inv1",
                        MeetingFacts.of(MEETING),
                        new Invitation.InviteeFacts("i1", "A. Muster", "a.muster@example.org", "de", "Alliance"),
                        "https://example.org/reply"));
    }

    @Test
    void the_same_answer_twice_is_told_once() {
        Invitation invitation = extend().next();
        Change<Invitation> yes = invitation.reply(Answer.YES, NOW);
        assertThat(yes.next()).isEqualTo(new Invitation("inv1", "m1", DELEGATE, 0, Answer.YES, NOW));
        assertThat(yes.events()).containsExactly(new Invitation.Answered("inv1", "m1", "i1", Answer.YES));
        assertThat(yes.next().reply(Answer.YES, NOW.plusSeconds(60))).isEqualTo(Change.to(yes.next()));
        assertThat(yes.next().reply(Answer.NO, NOW).events()).hasSize(1);
    }

    @Test
    void a_meeting_that_moved_is_asked_for_again_once_and_the_answer_is_gone() {
        Invitation answered = extend().next().reply(Answer.YES, NOW).next();
        MeetingFacts moved = MeetingFacts.of(
                MEETING.move(NOW, NOW.plusSeconds(3600)).orThrow().next());
        Change<Invitation> again = answered.askAgain(moved, "https://example.org/reply");
        assertThat(again.next()).isEqualTo(new Invitation("inv1", "m1", DELEGATE, 1, null, null));
        assertThat(again.events()).hasExactlyElementsOfTypes(Invitation.Extended.class);
        assertThat(again.next().askAgain(moved, "https://example.org/reply")).isEqualTo(Change.to(again.next()));
        assertThat(answered.askAgain(MeetingFacts.of(MEETING), "https://example.org/reply"))
                .isEqualTo(Change.to(answered));
    }

    @Test
    void an_answer_by_calendar_counts_for_what_was_asked_last_alone() {
        Invitation first = extend().next();
        assertThat(first.reply(0, Answer.YES, NOW)).isEqualTo(first.reply(Answer.YES, NOW));
        MeetingFacts moved = MeetingFacts.of(
                MEETING.move(NOW, NOW.plusSeconds(3600)).orThrow().next());
        Invitation again = first.askAgain(moved, "https://example.org/reply").next();
        assertThat(again.reply(0, Answer.YES, NOW)).isEqualTo(Change.to(again));
        assertThat(again.reply(1, Answer.YES, NOW).next().answer()).isEqualTo(Answer.YES);
    }

    private static Change<Invitation> extend() {
        return Invitation.extend("inv1", MeetingFacts.of(MEETING), DELEGATE, "https://example.org/reply");
    }
}
