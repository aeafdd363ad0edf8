package org.crimealliance.event.ancillary;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.crimealliance.event.ancillary.Dossier.Contact;
import org.crimealliance.event.ancillary.Dossier.Organisation;
import org.crimealliance.event.congress.Congress;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.Change;
import org.springframework.stereotype.Component;

/** A new meeting, proposed while the call is open, and its acceptance by the congress team. */
@Component
class ProposeMeeting {

    record Proposal(
            String title, String organisation, String contactName, String contactEmail, Mode mode, String theme) {}

    private final Congresses congresses;
    private final AncillaryMeetings meetings;
    private final Ids ids;
    private final Clock clock;

    ProposeMeeting(Congresses congresses, AncillaryMeetings meetings, Ids ids, Clock clock) {
        this.congresses = congresses;
        this.meetings = meetings;
        this.ids = ids;
        this.clock = clock;
    }

    /** Of the congress team: it counts at once. */
    String propose(String congressId, Proposal proposal) {
        String id = newId();
        arrive(id, congressId, proposal);
        return id;
    }

    String newId() {
        return IdempotencyKey.idFor("ancillary-meeting", ids);
    }

    /** The proposal counts from now on. Again: the same, though the call may have closed since. */
    void arrive(String id, String congressId, Proposal proposal) {
        if (meetings.find(id).isPresent()) {
            return;
        }
        requireOpenCall(congressId);
        Dossier dossier = new Dossier(
                congressId,
                codeOf(id),
                proposal.title().strip(),
                new Organisation(
                        Ids.derived(
                                "organisation", proposal.organisation().strip().toLowerCase(Locale.ROOT)),
                        proposal.organisation().strip()),
                new Contact(
                        proposal.contactName().strip(), proposal.contactEmail().strip()),
                proposal.mode(),
                "",
                proposal.theme().strip(),
                clock.instant(),
                List.of(),
                null,
                List.of(),
                null,
                null);
        meetings.store().create(id, new AncillaryMeeting.Proposed(dossier), List.of());
    }

    static String codeOf(String id) {
        return "P-" + id.substring(id.length() - 12);
    }

    void requireOpenCall(String congressId) {
        if (congresses.get(congressId).call() == Congress.Call.CLOSED) {
            throw new RefusedException(Refusal.conflict(
                    "call-closed",
                    "The call is closed: no further ancillary meetings are accepted since reconfirmation began."));
        }
    }

    void accept(String congressId, String id) {
        boolean open = congresses.get(congressId).call() == Congress.Call.OPEN;
        meetings.get(congressId, id);
        meetings.change(id, meeting -> accepting(meeting, open)).orThrow();
    }

    static Outcome<Change<AncillaryMeeting>> accepting(AncillaryMeeting meeting, boolean callOpen) {
        if (meeting instanceof AncillaryMeeting.Accepted) {
            return Outcome.done(Change.to(meeting));
        }
        if (!(meeting instanceof AncillaryMeeting.Proposed)) {
            return Outcome.refused(Refusal.conflict("already-decided", "The meeting is " + meeting.stateName() + "."));
        }
        return callOpen
                ? Outcome.done(Change.to(new AncillaryMeeting.Accepted(meeting.dossier())))
                : Outcome.refused(Refusal.conflict("call-closed", "The call is closed."));
    }
}
