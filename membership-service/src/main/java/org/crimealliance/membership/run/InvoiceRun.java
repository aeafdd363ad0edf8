package org.crimealliance.membership.run;

import java.time.Instant;
import java.util.List;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * The invoices of a year's fees, for all members at once: previewed, approved by the Treasurer, issued. It can be stopped
 * and resumed. How far it got is kept apart, in {@link RunProgress}.
 */
sealed interface InvoiceRun {

    Plan plan();

    /** Who is left out, and why. */
    record LeftOut(String membershipId, String name, String reason) {}

    /**
     * What the preview found; the members themselves are in {@link RunItems}.
     *
     * @param liable number of invoices to issue
     * @param lastYear sum of the invoices for the fees of the year before, if there were any
     * @param leftOut at most the first thousand of those left out
     */
    record Plan(
            int feeYear,
            int liable,
            Money total,
            int dueInDays,
            List<LeftOut> leftOut,
            @Nullable Money lastYear,
            Instant previewedAt) {}

    /** Who approved it, and when. */
    record Approval(String by, Instant at) {}

    String wire();

    @TypeAlias("previewed")
    record Previewed(Plan plan) implements InvoiceRun {
        @Override
        public String wire() {
            return "previewed";
        }
    }

    @TypeAlias("run-approved")
    record Approved(Plan plan, Approval approval) implements InvoiceRun {
        @Override
        public String wire() {
            return "approved";
        }
    }

    /**
     * @param attempt counts from 1: a finished run may be issued again for those who failed
     * @param provenance of the command to issue: the invoices belong to it
     */
    @TypeAlias("issuing")
    record Issuing(Plan plan, Approval approval, int attempt, Instant startedAt, Provenance provenance)
            implements InvoiceRun {
        @Override
        public String wire() {
            return "issuing";
        }
    }

    @TypeAlias("stopped")
    record Stopped(Plan plan, Approval approval, int attempt, Instant startedAt) implements InvoiceRun {
        @Override
        public String wire() {
            return "stopped";
        }
    }

    @TypeAlias("finished")
    record Finished(Plan plan, Approval approval, int attempt, Instant startedAt, Instant finishedAt)
            implements InvoiceRun {
        @Override
        public String wire() {
            return "finished";
        }
    }

    static Outcome<Change<InvoiceRun>> approve(InvoiceRun run, String by, Instant at) {
        return Outcome.done(Change.to(
                switch (run) {
                    case Previewed previewed -> new Approved(previewed.plan(), new Approval(by, at));
                    case Approved approved -> approved;
                    case Issuing issuing -> issuing;
                    case Stopped stopped -> stopped;
                    case Finished finished -> finished;
                }));
    }

    /** Starts it, resumes it after a stop, or tries those again that failed; refused before approval. */
    static Outcome<Change<InvoiceRun>> issue(InvoiceRun run, Instant at, Provenance provenance) {
        return switch (run) {
            case Previewed previewed ->
                Outcome.refused(Refusal.conflict("run-not-approved", "Approve the run before issuing it."));
            case Approved approved ->
                Outcome.done(Change.to(new Issuing(approved.plan(), approved.approval(), 1, at, provenance)));
            case Issuing issuing -> Outcome.done(Change.to(issuing));
            case Stopped stopped ->
                Outcome.done(Change.to(new Issuing(
                        stopped.plan(), stopped.approval(), stopped.attempt(), stopped.startedAt(), provenance)));
            case Finished finished ->
                Outcome.done(Change.to(new Issuing(
                        finished.plan(),
                        finished.approval(),
                        finished.attempt() + 1,
                        finished.startedAt(),
                        provenance)));
        };
    }

    static Outcome<Change<InvoiceRun>> stop(InvoiceRun run) {
        return switch (run) {
            case Issuing issuing ->
                Outcome.done(Change.to(
                        new Stopped(issuing.plan(), issuing.approval(), issuing.attempt(), issuing.startedAt())));
            case Stopped stopped -> Outcome.done(Change.to(stopped));
            case Previewed previewed -> notIssuing();
            case Approved approved -> notIssuing();
            case Finished finished -> notIssuing();
        };
    }

    private static Outcome<Change<InvoiceRun>> notIssuing() {
        return Outcome.refused(Refusal.conflict("run-not-issuing", "Only a run that is issuing can be stopped."));
    }

    static Change<InvoiceRun> finish(InvoiceRun run, Instant at) {
        return Change.to(
                run instanceof Issuing issuing
                        ? new Finished(issuing.plan(), issuing.approval(), issuing.attempt(), issuing.startedAt(), at)
                        : run);
    }
}
