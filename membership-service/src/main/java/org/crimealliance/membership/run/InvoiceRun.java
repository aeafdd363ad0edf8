package org.crimealliance.membership.run;

import java.time.Instant;
import java.util.List;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.secondperson.Confirmation;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.Preparation;
import org.crimealliance.membership.secondperson.SecondPersonMatters.Ending;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * The invoices of a year's fees, for all members at once: previewed by one officer, approved by another, issued. It can be
 * stopped and resumed. How far it got is kept apart, in {@link RunProgress}.
 */
sealed interface InvoiceRun {

    Plan plan();

    /** Who is left out, and why. */
    record LeftOut(String membershipId, String name, String reason) {}

    /** The invoices to the members of one category. */
    record Sum(Category category, int invoices, Money total) {

        Sum plus(Sum other) {
            return new Sum(category, invoices + other.invoices, total.plus(other.total));
        }
    }

    /**
     * What the preview found; the members themselves are in {@link RunItems}.
     *
     * @param liable number of invoices to issue
     * @param lastYear sum of the invoices for the fees of the year before, if there were any
     * @param leftOut at most the first thousand of those left out
     * @param items where its members are: each attempt at a preview writes its own; absent in older ones: under the run's id
     * @param sums by category; absent in runs that are older than they
     */
    record Plan(
            int feeYear,
            int liable,
            Money total,
            int dueInDays,
            List<LeftOut> leftOut,
            @Nullable Money lastYear,
            Instant previewedAt,
            @Nullable String items,
            @Nullable List<Sum> sums) {

        String itemsOf(String runId) {
            return items == null ? runId : items;
        }
    }

    /**
     * Who approved it, and when.
     *
     * @param preparedBy absent where it was approved before it was kept who prepared it
     */
    record Approval(String by, Instant at, @Nullable String preparedBy) {}

    String wire();

    /** @param preparation absent in previews older than the second person */
    @TypeAlias("previewed")
    record Previewed(Plan plan, @Nullable Preparation preparation) implements InvoiceRun {
        @Override
        public String wire() {
            Preparation.End end = preparation == null ? null : preparation.end();
            return end == null ? "previewed" : end.reason() == null ? "withdrawn" : "refused";
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

    /** A second person approves exactly what they saw. */
    static Outcome<Change<InvoiceRun>> approve(InvoiceRun run, Confirmation said) {
        Person second = said.second();
        return switch (run) {
            case Previewed(Plan plan, Preparation preparation)
            when preparation != null ->
                preparation.confirm(
                        said,
                        new Approved(
                                plan,
                                new Approval(
                                        second.subject(),
                                        said.at(),
                                        preparation.by().subject())));
            case Previewed unprepared -> Outcome.refused(Preparation.unknown());
            case Approved approved -> approvedBefore(approved, approved.approval(), second);
            case Issuing issuing -> approvedBefore(issuing, issuing.approval(), second);
            case Stopped stopped -> approvedBefore(stopped, stopped.approval(), second);
            case Finished finished -> approvedBefore(finished, finished.approval(), second);
        };
    }

    /** Ends what waits: this run is never issued. */
    static Outcome<Change<InvoiceRun>> end(InvoiceRun run, Ending ending) {
        return switch (run) {
            case Previewed(Plan plan, Preparation preparation)
            when preparation != null -> ending.of(preparation).map(ended -> Change.to(new Previewed(plan, ended)));
            case Previewed unprepared -> Outcome.refused(Preparation.unknown());
            case Approved approved -> Outcome.refused(Preparation.confirmedAlready());
            case Issuing issuing -> Outcome.refused(Preparation.confirmedAlready());
            case Stopped stopped -> Outcome.refused(Preparation.confirmedAlready());
            case Finished finished -> Outcome.refused(Preparation.confirmedAlready());
        };
    }

    private static Outcome<Change<InvoiceRun>> approvedBefore(InvoiceRun run, Approval approval, Person second) {
        return approval.by().equals(second.subject())
                ? Outcome.done(Change.to(run))
                : Outcome.refused(Preparation.confirmedAlready());
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
