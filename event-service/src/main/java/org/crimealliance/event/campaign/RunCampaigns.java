package org.crimealliance.event.campaign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.AncillaryMeeting.Accepted;
import org.crimealliance.event.ancillary.AncillaryMeeting.Expired;
import org.crimealliance.event.ancillary.AncillaryMeeting.Invited;
import org.crimealliance.event.ancillary.AncillaryMeetings;
import org.crimealliance.event.campaign.Campaign.Stage;
import org.crimealliance.event.campaign.ReconfirmationRequested.Organiser;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.link.CongressLinks;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.work.Leases;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The campaign as a list of steps: close the call, ask everybody, remind the silent, expire them at the deadline. Each step
 * may be done twice and be broken off anywhere: what is done already is seen at each meeting's own state.
 */
@Component
public class RunCampaigns {

    static final String PURPOSE = "reconfirm";
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Campaigns campaigns;
    private final AncillaryMeetings meetings;
    private final Congresses congresses;
    private final CongressLinks links;
    private final Leases leases;
    private final Clock clock;
    private final List<Integer> reminderDays;

    RunCampaigns(
            Campaigns campaigns,
            AncillaryMeetings meetings,
            Congresses congresses,
            CongressLinks links,
            Leases leases,
            Clock clock,
            @Value("${alliance.event.reminder-days}") List<Integer> reminderDays) {
        this.campaigns = campaigns;
        this.meetings = meetings;
        this.congresses = congresses;
        this.links = links;
        this.leases = leases;
        this.clock = clock;
        this.reminderDays = List.copyOf(reminderDays);
    }

    /** One round over all campaigns that go on. */
    void sweep() {
        for (Stored<Campaign> campaign : campaigns.inStages(Stage.STARTING, Stage.RUNNING)) {
            leases.alone("campaign/" + campaign.id(), LEASE, () -> {
                Provenance started = campaign.state().started();
                (started == null ? Provenance.rule("campaign", campaign.id()) : started)
                        .run(() -> step(campaign.id(), campaign.state()));
            });
        }
    }

    private void step(String id, Campaign campaign) {
        if (campaign.stage() == Stage.STARTING) {
            congresses.closeCall(campaign.congressId());
            meetings.inState(campaign.congressId(), Accepted.class).forEach(meeting -> invite(id, campaign, meeting));
            campaigns.moveTo(id, Stage.STARTING, Stage.RUNNING);
        } else if (clock.instant().isBefore(campaign.deadline())) {
            meetings.inState(campaign.congressId(), Invited.class).forEach(meeting -> remind(id, campaign, meeting));
        } else {
            close(id, campaign);
        }
    }

    private void invite(String id, Campaign campaign, Stored<AncillaryMeeting> meeting) {
        ReconfirmationRequested request = request(id, campaign, meeting);
        meetings.change(meeting.id(), m -> Outcome.done(Reconfirmation.invite(m, id, clock.instant(), request)))
                .orThrow();
    }

    private void remind(String id, Campaign campaign, Stored<AncillaryMeeting> meeting) {
        if (!(meeting.state() instanceof Invited invited)) {
            return;
        }
        Reconfirmation.reminderDue(reminderDays, campaign.deadline(), invited.invitedAt(), clock.instant())
                .map(days -> campaign.deadline() + "/" + days)
                .filter(mark -> !invited.reminders().contains(mark))
                .ifPresent(mark -> {
                    ReconfirmationReminded reminder = reminder(id, campaign, meeting);
                    meetings.change(meeting.id(), m -> Outcome.done(Reconfirmation.remind(m, mark, reminder)))
                            .orThrow();
                });
    }

    private void close(String id, Campaign campaign) {
        for (Stored<AncillaryMeeting> meeting : meetings.inState(campaign.congressId(), Invited.class)) {
            Instant deadline = campaigns.get(id).state().deadline();
            if (clock.instant().isBefore(deadline)) {
                return; // extended in this very moment
            }
            // neither who started the campaign did it, nor who makes the selection
            Provenance.rule("reconfirmation-deadline", id, deadline)
                    .run(() -> meetings.change(
                                    meeting.id(),
                                    m -> Outcome.done(Reconfirmation.expire(meeting.id(), m, clock.instant())))
                            .orThrow());
        }
        campaigns
                .store()
                .change(
                        id,
                        c -> Outcome.done(org.crimealliance.platform.store.Change.to(
                                c.stage() == Stage.RUNNING && !clock.instant().isBefore(c.deadline())
                                        ? c.at(Stage.CLOSED)
                                        : c)))
                .orThrow();
    }

    /** More time: the links stay as they are, the silent are told, also those who had expired. */
    Outcome<Campaign> extend(String id, Instant deadline) {
        campaigns.get(id);
        Outcome<Stored<Campaign>> extended =
                campaigns.store().change(id, campaign -> campaign.extend(deadline, clock.instant()));
        if (extended instanceof Outcome.Done<Stored<Campaign>>(Stored<Campaign> stored)
                && stored.state().stage() == Stage.RUNNING) {
            String mark = deadline + "/extended";
            String congressId = stored.state().congressId();
            for (var silent : List.of(Expired.class, Invited.class)) {
                meetings.inState(congressId, silent).forEach(meeting -> {
                    ReconfirmationReminded reminder = reminder(id, stored.state(), meeting);
                    meetings.change(meeting.id(), m -> Outcome.done(Reconfirmation.revive(m, mark, reminder)))
                            .orThrow();
                });
            }
        }
        return extended.map(Stored::state);
    }

    /** An organiser's answer. The same answer again changes nothing. */
    Outcome<AncillaryMeeting> answer(CongressLinks.Link link, Reconfirmation.Answer answer) {
        Campaign campaign = campaigns.get(link.scope()).state();
        Instant now = clock.instant();
        if (!campaign.takesAnswers(now)) {
            AncillaryMeeting there = meetings.get(campaign.congressId(), link.subject());
            boolean repeated = (answer == Reconfirmation.Answer.RECONFIRM && there.wantsPlace())
                    || (answer == Reconfirmation.Answer.DECLINE && there instanceof AncillaryMeeting.Declined);
            return repeated ? Outcome.done(there) : Outcome.refused(Reconfirmation.tooLate());
        }
        return meetings.change(
                        link.subject(),
                        meeting -> Reconfirmation.answer(link.subject(), meeting, link.scope(), answer, now))
                .map(Stored::state);
    }

    /** A request or reminder came back. */
    void bounced(ReceivedEvent<MailBounced> event) {
        String type = event.data().eventType();
        if (type == null
                || !type.startsWith("event.reconfirmation-")
                || event.data().subjectId() == null) {
            return;
        }
        String reason = event.data().reason() == null
                ? "the mail came back"
                : event.data().reason();
        meetings.change(
                event.data().subjectId(), event, meeting -> Outcome.done(Reconfirmation.bounced(meeting, reason)));
    }

    /**
     * Ends the campaign so that the selection can be made. Refused while answers may still come in; the silent expire now
     * if the sweep has not come by since the deadline.
     */
    public Outcome<Campaign> settle(String congressId) {
        var found = campaigns.ofCongress(congressId);
        if (found.isEmpty() || found.get().state().stage() == Stage.PLANNED) {
            return Outcome.refused(
                    Refusal.conflict("no-campaign", "Nobody was asked to reconfirm: start the campaign first."));
        }
        String id = found.get().id();
        Campaign campaign = found.get().state();
        if (campaign.stage() == Stage.STARTING || clock.instant().isBefore(campaign.deadline())) {
            return Outcome.refused(Refusal.conflict(
                    "campaign-running", "Organisers may still answer, until " + campaign.deadline() + "."));
        }
        if (campaign.stage() == Stage.RUNNING) {
            close(id, campaign);
        }
        campaigns.moveTo(id, Stage.CLOSED, Stage.SETTLED);
        return Outcome.done(campaigns.get(id).state());
    }

    private ReconfirmationRequested request(String id, Campaign campaign, Stored<AncillaryMeeting> meeting) {
        var dossier = meeting.state().dossier();
        return new ReconfirmationRequested(
                id,
                campaign.congressId(),
                congresses.get(campaign.congressId()).name(),
                meeting.id(),
                dossier.code(),
                dossier.title(),
                Organiser.of(dossier),
                campaign.deadline(),
                links.issue(PURPOSE, id, meeting.id()));
    }

    private ReconfirmationReminded reminder(String id, Campaign campaign, Stored<AncillaryMeeting> meeting) {
        ReconfirmationRequested request = request(id, campaign, meeting);
        return new ReconfirmationReminded(
                request.campaignId(),
                request.congressId(),
                request.congressName(),
                request.ancillaryMeetingId(),
                request.code(),
                request.title(),
                request.organiser(),
                request.deadline(),
                request.answerUrl());
    }
}
