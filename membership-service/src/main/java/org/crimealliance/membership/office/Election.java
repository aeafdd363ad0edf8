package org.crimealliance.membership.office;

import java.time.LocalDate;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.text.MailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * A meeting's decision that elected somebody to an office, as it was told; one term follows from it.
 *
 * @param officeId of the term that rests on it, once there is one
 */
@TypeAlias("election")
record Election(
        Office office,
        String email,
        LocalDate decidedOn,
        @Nullable String officeId) {

    /** Lets a term rest on it; the same one again changes nothing. */
    static Outcome<Change<Election>> use(Election election, String officeId, Officer.Term term) {
        if (election.office != term.office() || !MailAddress.areSame(election.email, term.email())) {
            return Outcome.refused(
                    Refusal.conflict("another-election", "That decision elected somebody else, or to another office."));
        }
        if (term.from().isBefore(election.decidedOn)) {
            return Outcome.refused(Refusal.conflict(
                    "elected-later",
                    "The decision was taken on %s; the term begins then or later.".formatted(election.decidedOn)));
        }
        if (election.officeId != null && !election.officeId.equals(officeId)) {
            return Outcome.refused(Refusal.conflict("election-used", "Another term rests on that decision already."));
        }
        return Outcome.done(Change.to(new Election(election.office, election.email, election.decidedOn, officeId)));
    }
}
