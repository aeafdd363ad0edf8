package org.crimealliance.event.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
import org.crimealliance.event.ancillary.MeetingEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;

/** How a campaign moves an ancillary meeting from state to state. */
final class Reconfirmation {

    /** What an organiser answers. */
    enum Answer {
        @JsonProperty("reconfirm")
        RECONFIRM,
        @JsonProperty("decline")
        DECLINE
    }

    private Reconfirmation() {}

    /** Only an accepted meeting is asked, and only once. */
    static Change<AncillaryMeeting> invite(AncillaryMeeting meeting, String campaignId, Instant now, Object request) {
        return meeting instanceof Accepted(var dossier)
                ? Change.to(new Invited(dossier, campaignId, now, List.of()), request)
                : Change.to(meeting);
    }

    static Outcome<Change<AncillaryMeeting>> answer(
            String id, AncillaryMeeting meeting, String campaignId, Answer answer, Instant now) {
        return switch (meeting) {
            case Invited m -> answered(id, m, campaignId, answer, now);
            case Undeliverable m -> answered(id, m, campaignId, answer, now);
            case Reconfirmed m -> answer == Answer.RECONFIRM ? same(m) : answered(id, m, campaignId, answer, now);
            case Promoted m -> answer == Answer.RECONFIRM ? same(m) : answered(id, m, campaignId, answer, now);
            case Declined m -> answer == Answer.DECLINE ? same(m) : answered(id, m, campaignId, answer, now);
            case Expired m -> Outcome.refused(tooLate());
            case Cancelled m ->
                Outcome.refused(Refusal.conflict("withdrawn", "This meeting was withdrawn from the congress."));
            case Proposed m -> Outcome.refused(notAsked());
            case Accepted m -> Outcome.refused(notAsked());
        };
    }

    private static Outcome<Change<AncillaryMeeting>> answered(
            String id, AncillaryMeeting meeting, String campaignId, Answer answer, Instant now) {
        var dossier = meeting.dossier();
        return Outcome.done(
                switch (answer) {
                    case RECONFIRM ->
                        Change.to(new Reconfirmed(dossier, campaignId, now), MeetingEvent.reconfirmed(id, dossier));
                    case DECLINE ->
                        Change.to(new Declined(dossier, campaignId, now), MeetingEvent.declined(id, dossier));
                });
    }

    /** At the deadline: who was silent until now is out. An undelivered request is not silence. */
    static Change<AncillaryMeeting> expire(String id, AncillaryMeeting meeting, Instant now) {
        return meeting instanceof Invited(var dossier, var campaignId, var invitedAt, var reminders)
                ? Change.to(
                        new Expired(dossier, campaignId, invitedAt, now, reminders), MeetingEvent.expired(id, dossier))
                : Change.to(meeting);
    }

    /** An extension brings back who was silent, with a word on the new deadline; who declined stays out. */
    static Change<AncillaryMeeting> revive(AncillaryMeeting meeting, String mark, Object reminder) {
        return switch (meeting) {
            case Expired(var dossier, var campaignId, var invitedAt, var at, var reminders) ->
                reminded(new Invited(dossier, campaignId, invitedAt, reminders), mark, reminder);
            case Invited invited -> reminded(invited, mark, reminder);
            default -> Change.to(meeting);
        };
    }

    /** Reminders of one meeting that are remembered. */
    static final int MOST_MARKS = 50;

    /** Sends a reminder, if this one was not sent. */
    static Change<AncillaryMeeting> remind(AncillaryMeeting meeting, String mark, Object reminder) {
        return meeting instanceof Invited invited ? reminded(invited, mark, reminder) : Change.to(meeting);
    }

    private static Change<AncillaryMeeting> reminded(Invited invited, String mark, Object reminder) {
        if (invited.reminders().contains(mark)) {
            return Change.to(invited);
        }
        List<String> marks = new ArrayList<>(invited.reminders());
        marks.add(mark);
        // those of a deadline that was put off long ago are not asked for any more
        List<String> kept = marks.subList(Math.max(0, marks.size() - MOST_MARKS), marks.size());
        return Change.to(new Invited(invited.dossier(), invited.campaignId(), invited.invitedAt(), kept), reminder);
    }

    /**
     * The reminder that is due now: the latest whose moment has come since the request was sent. Those that were missed
     * before it (the service was down) are not made up for.
     *
     * @param days days before the deadline on which reminders go out
     */
    static Optional<Integer> reminderDue(List<Integer> days, Instant deadline, Instant invitedAt, Instant now) {
        return now.isBefore(deadline)
                ? days.stream()
                        .filter(d -> {
                            Instant moment = deadline.minus(Duration.ofDays(d));
                            return moment.isAfter(invitedAt) && !moment.isAfter(now);
                        })
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** The request came back. */
    static Change<AncillaryMeeting> bounced(AncillaryMeeting meeting, String reason) {
        return meeting instanceof Invited(var dossier, var campaignId, var invitedAt, var reminders)
                ? Change.to(new Undeliverable(dossier, campaignId, invitedAt, reason))
                : Change.to(meeting);
    }

    static Refusal tooLate() {
        return Refusal.conflict(
                "deadline-passed", "The deadline has passed. Write to the congress team if you still want to answer.");
    }

    private static Refusal notAsked() {
        return Refusal.conflict("not-asked", "This meeting was not asked to reconfirm.");
    }

    private static Outcome<Change<AncillaryMeeting>> same(AncillaryMeeting meeting) {
        return Outcome.done(Change.to(meeting));
    }
}
