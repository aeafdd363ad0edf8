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

    /** @param until the last moment to confirm it */
    @TypeAlias("form-unconfirmed")
    record Unconfirmed(Profile applicant, String reference, String heardFrom, Instant until)
            implements ApplicationForm {}

    /** The membership has all of it. */
    @TypeAlias("form-confirmed")
    record Confirmed(Instant at) implements ApplicationForm {}

    /** Nobody confirmed it in time. */
    @TypeAlias("form-erased")
    record Erased(Instant at) implements ApplicationForm {}

    /** Whom the link goes to. No name: whoever typed it may be a stranger to whoever reads the mail. */
    record Addressee(String email, @Nullable String language) {}

    @WireName("membership.application-confirmation-requested.v1")
    record ConfirmationRequested(String membershipId, Addressee contact, String confirmUrl) {}

    static Change<ApplicationForm> send(String id, Unconfirmed form, String confirmUrl) {
        Addressee addressee = new Addressee(
                form.applicant().contact().email(), form.applicant().contact().language());
        return Change.to(form, new ConfirmationRequested(id, addressee, confirmUrl));
    }

    static Change<ApplicationForm> confirmed(ApplicationForm form, Instant at) {
        return Change.to(form instanceof Unconfirmed ? new Confirmed(at) : form);
    }

    /** Nothing of what was typed is kept. */
    static Change<ApplicationForm> erase(ApplicationForm form, Instant at) {
        return Change.to(form instanceof Unconfirmed typed && at.isAfter(typed.until()) ? new Erased(at) : form);
    }
}
