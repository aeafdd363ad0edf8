package org.crimealliance.membership.application;

import java.time.Instant;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * What somebody sent by the public form. It becomes an application when whoever reads the contact's mail confirms it; until
 * then nobody but this service knows of it, and after a while it is erased.
 */
sealed interface ApplicationForm {

    /**
     * @param until the last moment to confirm it
     * @param origin by which those of one contact, and of one sender, are known
     * @param told whether the contact has a mail by which to find it; else one waits for its turn
     */
    @TypeAlias("form-unconfirmed")
    record Unconfirmed(
            Profile applicant, String reference, String heardFrom, Instant until, Origin origin, boolean told)
            implements ApplicationForm {

        Unconfirmed toldNow() {
            return new Unconfirmed(applicant, reference, heardFrom, until, origin, true);
        }
    }

    /** Keyed hashes of the contact's mail address and of the network that it was sent from. */
    record Origin(String contact, String network) {}

    /** The membership has all of it. */
    @TypeAlias("form-confirmed")
    record Confirmed(String contact, Instant at) implements ApplicationForm {}

    /** Nobody confirmed it in time. */
    @TypeAlias("form-erased")
    record Erased(Instant at) implements ApplicationForm {}

    /** Whom the link goes to. No name: whoever typed it may be a stranger to whoever reads the mail. */
    record Addressee(String email, @Nullable String language) {}

    @WireName("membership.application-confirmation-requested.v1")
    record ConfirmationRequested(String formId, String membershipId, Addressee contact, String confirmUrl) {}

    /** Sends the link to the contact. */
    static Change<ApplicationForm> tell(String formId, String membershipId, ApplicationForm form, String confirmUrl) {
        return form instanceof Unconfirmed waiting && !waiting.told()
                ? Change.to(
                        waiting.toldNow(),
                        new ConfirmationRequested(formId, membershipId, addressee(waiting.applicant()), confirmUrl))
                : Change.to(form);
    }

    private static Addressee addressee(Profile applicant) {
        return new Addressee(applicant.contact().email(), applicant.contact().language());
    }

    static Change<ApplicationForm> confirmed(ApplicationForm form, String contact, Instant at) {
        return Change.to(form instanceof Unconfirmed ? new Confirmed(contact, at) : form);
    }

    /** Nothing of what was typed is kept. */
    static Change<ApplicationForm> erase(ApplicationForm form, Instant at) {
        return form instanceof Unconfirmed typed && at.isAfter(typed.until()) ? erased(form, at) : Change.to(form);
    }

    /** It was erased before. */
    static Change<ApplicationForm> erased(ApplicationForm form, Instant at) {
        return Change.to(form instanceof Unconfirmed ? new Erased(at) : form);
    }
}
