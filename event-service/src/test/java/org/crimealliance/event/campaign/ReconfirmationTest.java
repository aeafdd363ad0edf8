package org.crimealliance.event.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.event.ancillary.Dossiers.dossier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.AncillaryMeeting.Accepted;
import org.crimealliance.event.ancillary.AncillaryMeeting.Cancelled;
import org.crimealliance.event.ancillary.AncillaryMeeting.Declined;
import org.crimealliance.event.ancillary.AncillaryMeeting.Expired;
import org.crimealliance.event.ancillary.AncillaryMeeting.Invited;
import org.crimealliance.event.ancillary.AncillaryMeeting.Promoted;
import org.crimealliance.event.ancillary.AncillaryMeeting.Proposed;
import org.crimealliance.event.ancillary.AncillaryMeeting.Reconfirmed;
import org.crimealliance.event.ancillary.AncillaryMeeting.Undeliverable;
import org.crimealliance.event.ancillary.Dossier;
import org.crimealliance.event.ancillary.MeetingEvent;
import org.crimealliance.event.campaign.Campaign.Stage;
import org.crimealliance.event.campaign.Reconfirmation.Answer;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

class ReconfirmationTest {

    private static final Instant INVITED = Instant.parse("2020-12-15T09:00:00Z");
    private static final Instant DEADLINE = Instant.parse("2021-01-25T12:00:00Z");
    private static final Dossier DOSSIER = dossier("A").build();
    private static final List<Integer> DAYS = List.of(7, 3, 1);

    @Test
    void only_an_accepted_meeting_is_asked_and_only_once() {
        Change<AncillaryMeeting> asked = Reconfirmation.invite(new Accepted(DOSSIER), "c", INVITED, "request");
        assertThat(asked.events()).hasSize(1);
        assertThat(Reconfirmation.invite(asked.next(), "c", INVITED, "request").events())
                .isEmpty();
    }

    @Test
    void the_same_answer_again_changes_nothing() {
        AncillaryMeeting yes = answer(invited(), Answer.RECONFIRM).next();
        assertThat(yes).isInstanceOf(Reconfirmed.class);
        assertThat(answer(yes, Answer.RECONFIRM).events()).isEmpty();
        AncillaryMeeting no = answer(invited(), Answer.DECLINE).next();
        assertThat(no).isInstanceOf(Declined.class);
        assertThat(answer(no, Answer.DECLINE)).isEqualTo(Change.to(no));
    }

    @Test
    void who_declined_may_come_back_and_who_reconfirmed_may_decline_before_the_deadline() {
        assertThat(answer(answer(invited(), Answer.DECLINE).next(), Answer.RECONFIRM)
                        .next())
                .isInstanceOf(Reconfirmed.class);
        assertThat(answer(answer(invited(), Answer.RECONFIRM).next(), Answer.DECLINE)
                        .next())
                .isInstanceOf(Declined.class);
    }

    @Test
    void the_deadline_is_exclusive() {
        Campaign campaign = new Campaign("congress", DEADLINE, Stage.RUNNING, null);
        assertThat(campaign.takesAnswers(DEADLINE.minusMillis(1))).isTrue();
        assertThat(campaign.takesAnswers(DEADLINE)).isFalse();
    }

    @Test
    void silence_expires_and_a_bounced_mail_is_not_silence() {
        assertThat(Reconfirmation.expire("id", invited(), DEADLINE).next()).isInstanceOf(Expired.class);
        AncillaryMeeting bounced =
                Reconfirmation.bounced(invited(), "no such mailbox").next();
        assertThat(bounced).isInstanceOf(Undeliverable.class);
        assertThat(Reconfirmation.expire("id", bounced, DEADLINE).next()).isEqualTo(bounced);
        assertThat(answer(bounced, Answer.RECONFIRM).next()).isInstanceOf(Reconfirmed.class);
    }

    @Test
    void an_extension_revives_the_expired_never_the_declined() {
        AncillaryMeeting expired =
                Reconfirmation.expire("id", invited(), DEADLINE).next();
        Change<AncillaryMeeting> revived = Reconfirmation.revive(expired, "mark", "reminder");
        assertThat(revived.next()).isInstanceOf(Invited.class);
        assertThat(revived.events()).hasSize(1);
        AncillaryMeeting declined = answer(invited(), Answer.DECLINE).next();
        assertThat(Reconfirmation.revive(declined, "mark", "reminder").next()).isEqualTo(declined);
    }

    @Test
    void an_extension_ends_later_and_not_after_the_selection() {
        Campaign closed = new Campaign("congress", DEADLINE, Stage.CLOSED, null);
        Instant later = DEADLINE.plus(Duration.ofDays(3));
        assertThat(closed.extend(later, DEADLINE).orThrow().next())
                .isEqualTo(new Campaign("congress", later, Stage.RUNNING, null));
        assertThat(closed.extend(DEADLINE.minusSeconds(1), INVITED)).isInstanceOf(Outcome.Refused.class);
        assertThat(new Campaign("congress", DEADLINE, Stage.SETTLED, null).extend(later, DEADLINE))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void reminders_go_out_7_3_and_1_days_before_and_missed_ones_are_not_made_up_for() {
        assertThat(due(Duration.ofDays(8))).isEmpty();
        assertThat(due(Duration.ofDays(7))).contains(7);
        assertThat(due(Duration.ofDays(4))).contains(7);
        assertThat(due(Duration.ofDays(3))).contains(3);
        assertThat(due(Duration.ofHours(1))).contains(1);
        assertThat(due(Duration.ZERO)).isEmpty();
        assertThat(Reconfirmation.reminderDue(
                        DAYS, DEADLINE, DEADLINE.minus(Duration.ofDays(2)), DEADLINE.minus(Duration.ofDays(2))))
                .isEmpty();
    }

    @Test
    void whoever_was_not_asked_was_too_late_or_is_out_is_told_why() {
        Expired expired = new Expired(DOSSIER, "c", INVITED, DEADLINE, List.of());
        assertThat(refused(expired)).isEqualTo("deadline-passed");
        assertThat(refused(new Cancelled(DOSSIER, "c", INVITED, "strike"))).isEqualTo("withdrawn");
        assertThat(refused(new Proposed(DOSSIER))).isEqualTo("not-asked");
        assertThat(refused(new Accepted(DOSSIER))).isEqualTo("not-asked");
        Promoted promoted = new Promoted(DOSSIER, "c", INVITED, INVITED);
        assertThat(answer(promoted, Answer.RECONFIRM)).isEqualTo(Change.to(promoted));
        assertThat(answer(promoted, Answer.DECLINE).next())
                .isEqualTo(new Declined(DOSSIER, "c", INVITED.plusSeconds(60)));
    }

    @Test
    void every_step_tells_of_the_same_meeting() {
        assertThat(answer(invited(), Answer.RECONFIRM).events())
                .containsExactly(MeetingEvent.reconfirmed("id", DOSSIER));
        assertThat(answer(invited(), Answer.DECLINE).events()).containsExactly(MeetingEvent.declined("id", DOSSIER));
        assertThat(Reconfirmation.expire("id", invited(), DEADLINE).events())
                .containsExactly(MeetingEvent.expired("id", DOSSIER));
        assertThat(List.of(
                        MeetingEvent.reconfirmed("id", DOSSIER),
                        MeetingEvent.declined("id", DOSSIER),
                        MeetingEvent.expired("id", DOSSIER),
                        MeetingEvent.promoted("id", DOSSIER, null),
                        MeetingEvent.cancelled("id", DOSSIER)))
                .extracting(
                        event -> event.toString().replaceFirst("^[A-Za-z]*", "").replace(", place=null", ""))
                .containsOnly("[ancillaryMeetingId=id, congressId=congress, code=A, title=Meeting A,"
                        + " organisation=Organisation A,"
                        + " contact=Contact[name=Contact A, email=contact@example.org], mode=HYBRID]");
    }

    @Test
    void a_reminder_goes_to_the_silent_and_a_bounce_is_of_what_was_sent() {
        AncillaryMeeting yes = answer(invited(), Answer.RECONFIRM).next();
        assertThat(Reconfirmation.remind(yes, "d/7", "reminder")).isEqualTo(Change.to(yes));
        assertThat(Reconfirmation.bounced(yes, "no such mailbox")).isEqualTo(Change.to(yes));
        assertThat(Reconfirmation.expire("id", yes, DEADLINE)).isEqualTo(Change.to(yes));
        assertThat(Reconfirmation.revive(invited(), "mark", "reminder"))
                .isEqualTo(Change.to(new Invited(DOSSIER, "c", INVITED, List.of("mark")), "reminder"));
    }

    private static String refused(AncillaryMeeting meeting) {
        return ((Outcome.Refused<?>)
                        Reconfirmation.answer("id", meeting, "c", Answer.RECONFIRM, INVITED.plusSeconds(60)))
                .refusal()
                .code();
    }

    @Test
    void of_ten_thousand_reminders_the_last_fifty_are_remembered() {
        AncillaryMeeting meeting = invited();
        for (int i = 1; i <= 10_000; i++) {
            meeting = Reconfirmation.remind(meeting, "d/" + i, "reminder").next();
        }
        assertThat(((Invited) meeting).reminders())
                .hasSize(50)
                .startsWith("d/9951")
                .endsWith("d/10000");
    }

    @Test
    void a_reminder_is_sent_once() {
        Change<AncillaryMeeting> reminded = Reconfirmation.remind(invited(), "d/7", "reminder");
        assertThat(reminded.events()).hasSize(1);
        assertThat(Reconfirmation.remind(reminded.next(), "d/7", "reminder").events())
                .isEmpty();
        assertThat(Reconfirmation.remind(reminded.next(), "d/3", "reminder").events())
                .hasSize(1);
    }

    private static java.util.Optional<Integer> due(Duration before) {
        return Reconfirmation.reminderDue(DAYS, DEADLINE, INVITED, DEADLINE.minus(before));
    }

    private static Change<AncillaryMeeting> answer(AncillaryMeeting meeting, Answer answer) {
        return Reconfirmation.answer("id", meeting, "c", answer, INVITED.plusSeconds(60))
                .orThrow();
    }

    private static AncillaryMeeting invited() {
        return new Invited(DOSSIER, "c", INVITED, List.of());
    }
}
