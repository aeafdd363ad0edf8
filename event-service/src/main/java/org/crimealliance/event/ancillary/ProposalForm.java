package org.crimealliance.event.ancillary;

import java.time.Instant;
import org.crimealliance.event.ancillary.ProposeMeeting.Proposal;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.store.Change;
import org.springframework.data.annotation.TypeAlias;

/**
 * What somebody sent by the public form. It becomes a proposal when whoever reads the contact's mail confirms it; until then
 * the congress team does not see it, and after a while it is erased.
 */
sealed interface ProposalForm {

    /**
     * @param until the last moment to confirm it
     * @param told whether the contact has a mail by which to find it; else one waits for its turn
     */
    @TypeAlias("proposal-unconfirmed")
    record Unconfirmed(String congressId, Proposal proposal, Instant until, Origin origin, boolean told)
            implements ProposalForm {

        Unconfirmed toldNow() {
            return new Unconfirmed(congressId, proposal, until, origin, true);
        }
    }

    /** Keyed hashes of the contact's mail address and of the network that it was sent from. */
    record Origin(String contact, String network) {}

    /** The ancillary meeting has all of it. */
    @TypeAlias("proposal-confirmed")
    record Confirmed(String contact, Instant at) implements ProposalForm {}

    /** Nobody confirmed it in time. */
    @TypeAlias("proposal-erased")
    record Erased(Instant at) implements ProposalForm {}

    /** Whom the link goes to. No name: whoever typed it may be a stranger to whoever reads the mail. */
    record Addressee(String email) {}

    @WireName("event.proposal-confirmation-requested.v1")
    record ConfirmationRequested(
            String formId,
            String ancillaryMeetingId,
            String congressId,
            String congressName,
            Addressee contact,
            String confirmUrl) {}

    static Change<ProposalForm> confirmed(ProposalForm form, String contact, Instant at) {
        return Change.to(form instanceof Unconfirmed ? new Confirmed(contact, at) : form);
    }

    /** Nothing of what was typed is kept. */
    static Change<ProposalForm> expired(ProposalForm form, Instant at) {
        return form instanceof Unconfirmed sent && at.isAfter(sent.until()) ? erased(form, at) : Change.to(form);
    }

    /** It was erased before. */
    static Change<ProposalForm> erased(ProposalForm form, Instant at) {
        return Change.to(form instanceof Unconfirmed ? new Erased(at) : form);
    }
}
