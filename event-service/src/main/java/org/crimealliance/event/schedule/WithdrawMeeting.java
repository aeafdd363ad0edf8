package org.crimealliance.event.schedule;

import java.time.Clock;
import java.time.Instant;
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
import org.crimealliance.event.ancillary.AncillaryMeetings;
import org.crimealliance.event.ancillary.MeetingEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.springframework.stereotype.Component;

/**
 * A meeting is withdrawn, for good. First the meeting says so, then its place goes to the next: by this call, and again by
 * the event of it, in case this call does not live to do it.
 */
@Component
class WithdrawMeeting {

    private final AncillaryMeetings meetings;
    private final Schedules schedules;
    private final Clock clock;

    WithdrawMeeting(AncillaryMeetings meetings, Schedules schedules, Clock clock) {
        this.meetings = meetings;
        this.schedules = schedules;
        this.clock = clock;
    }

    Outcome<AncillaryMeeting> run(String congressId, String id, String reason) {
        meetings.get(congressId, id);
        return meetings.change(id, meeting -> withdraw(id, meeting, reason, clock.instant()))
                .map(stored -> {
                    schedules.release(congressId, id);
                    return stored.state();
                });
    }

    static Outcome<Change<AncillaryMeeting>> withdraw(String id, AncillaryMeeting meeting, String reason, Instant now) {
        return switch (meeting) {
            case Reconfirmed(var dossier, var campaignId, var at) ->
                Outcome.done(Change.to(
                        new Cancelled(dossier, campaignId, now, reason), MeetingEvent.cancelled(id, dossier)));
            case Promoted(var dossier, var campaignId, var at, var promotedAt) ->
                Outcome.done(Change.to(
                        new Cancelled(dossier, campaignId, now, reason), MeetingEvent.cancelled(id, dossier)));
            case Proposed m -> neverConfirmed(id, m, reason, now);
            case Accepted m -> neverConfirmed(id, m, reason, now);
            case Invited m -> neverConfirmed(id, m, reason, now);
            case Undeliverable m -> neverConfirmed(id, m, reason, now);
            case Cancelled already -> Outcome.done(Change.to(already));
            case Declined m -> Outcome.refused(over(m));
            case Expired m -> Outcome.refused(over(m));
        };
    }

    private static Outcome<Change<AncillaryMeeting>> neverConfirmed(
            String id, AncillaryMeeting meeting, String reason, Instant now) {
        return Outcome.done(Change.to(
                new Cancelled(meeting.dossier(), null, now, reason), MeetingEvent.cancelled(id, meeting.dossier())));
    }

    private static Refusal over(AncillaryMeeting meeting) {
        return Refusal.conflict("already-decided", "The meeting is " + meeting.stateName() + " already.");
    }
}
