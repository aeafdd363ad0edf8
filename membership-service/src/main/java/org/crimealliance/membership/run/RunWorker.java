package org.crimealliance.membership.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.invoice.Invoice;
import org.crimealliance.membership.invoice.Invoice.Issued;
import org.crimealliance.membership.invoice.Invoices;
import org.crimealliance.membership.invoice.IssueInvoice;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Membership.Active;
import org.crimealliance.membership.member.Membership.Resigning;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.run.InvoiceRun.Issuing;
import org.crimealliance.membership.run.InvoiceRun.Plan;
import org.crimealliance.membership.run.RunProgress.Failure;
import org.crimealliance.membership.run.RunProgress.State;
import org.crimealliance.platform.event.Fault;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.work.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Works runs off, portion by portion: numbers in order, documents side by side. A run that a dead process left is found by
 * the sweep when its lease has run out, and continued where it was; an invoice that is issued already is not touched.
 */
@Component
final class RunWorker {

    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

    private static final ThreadFactory LAYOUT =
            Thread.ofPlatform().daemon().name("invoice-layout-", 0).factory();

    private final AggregateStore<InvoiceRun> runs;
    private final RunItems items;
    private final RunProgress progress;
    private final Leases leases;
    private final Memberships memberships;
    private final Invoices invoices;
    private final IssueInvoice issueInvoice;
    private final MembershipCalendar calendar;
    private final Duration lease;

    RunWorker(
            AggregateStore<InvoiceRun> runs,
            RunItems items,
            RunProgress progress,
            Leases leases,
            Memberships memberships,
            Invoices invoices,
            IssueInvoice issueInvoice,
            MembershipCalendar calendar,
            @Value("${alliance.membership.runs.lease}") Duration lease) {
        this.runs = runs;
        this.items = items;
        this.progress = progress;
        this.leases = leases;
        this.memberships = memberships;
        this.invoices = invoices;
        this.issueInvoice = issueInvoice;
        this.calendar = calendar;
        this.lease = lease;
    }

    /** The name of the lease under which a run is worked on. */
    static String leaseOf(String runId) {
        return "invoice-run/" + runId;
    }

    /** A portion of every run that is issuing. Tells whether there is more to do. */
    boolean sweep() {
        boolean more = false;
        for (Stored<InvoiceRun> run :
                runs.find(Query.query(Criteria.where("state._class").is("issuing")))) {
            more |= leases.inPortions(leaseOf(run.id()), lease, () -> portion(run.id()));
        }
        return more;
    }

    /** The next portion of a run, or its end. Tells whether there is more to do. */
    private boolean portion(String runId) {
        Issuing run = stillIssuing(runId).orElse(null);
        if (run == null) {
            return false;
        }
        State stored = progress.of(runId);
        State from = stored.in(run.attempt());
        List<RunItems.Item> portion = items.portion(run.plan().itemsOf(runId), from.portion());
        if (portion.isEmpty()) {
            runs.change(runId, current -> Outcome.done(InvoiceRun.finish(current, calendar.now())))
                    .orThrow();
            return false;
        }
        run.provenance().run(() -> {
            if (!progress.advance(runId, stored, work(runId, run, portion, from))) {
                LOG.info("somebody else was faster at a portion of run {}", runId);
            }
        });
        return true;
    }

    private Optional<Issuing> stillIssuing(String runId) {
        return runs.find(runId)
                .map(Stored::state)
                .filter(Issuing.class::isInstance)
                .map(Issuing.class::cast);
    }

    private State work(String runId, Issuing run, List<RunItems.Item> portion, State before) {
        Plan plan = run.plan();
        int issued = before.issued();
        int already = before.already();
        List<Failure> failed = new ArrayList<>(before.failed());
        Map<RunItems.Item, Future<?>> documents = new LinkedHashMap<>();
        try (ExecutorService layout =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), LAYOUT)) {
            for (RunItems.Item item : portion) {
                String id = Invoice.idFor(item.membershipId(), plan.feeYear());
                if (invoices.find(id).orElse(null) instanceof Issued done) {
                    boolean byThisRun = done.content().cause().equals(runId);
                    issued += byThisRun ? 1 : 0;
                    already += byThisRun ? 0 : 1;
                    continue;
                }
                switch (number(runId, plan, item)) {
                    case Outcome.Done<String>(String invoiceId) ->
                        documents.put(
                                item, layout.submit(() -> run.provenance().call(() -> issueInvoice.issue(invoiceId))));
                    case Outcome.Refused<String>(Refusal refusal) ->
                        failed.add(new Failure(item.membershipId(), item.name(), refusal.message()));
                }
            }
        } // waits for the documents
        for (Map.Entry<RunItems.Item, Future<?>> document : documents.entrySet()) {
            if (document.getValue().state() == Future.State.SUCCESS) {
                issued++;
                continue;
            }
            RunItems.Item item = document.getKey();
            if (Fault.of(document.getValue().exceptionNow()) == Fault.PASSING) {
                // no fault of the member's: the whole portion is done again
                throw new IllegalStateException(
                        "documents of run " + runId + " wait",
                        document.getValue().exceptionNow());
            }
            LOG.warn(
                    "the invoice of {} could not be issued",
                    item.membershipId(),
                    document.getValue().exceptionNow());
            failed.add(new Failure(
                    item.membershipId(), item.name(), "The document could not be made; issue the run again."));
        }
        return new State(before.attempt(), before.portion() + 1, issued, already, List.copyOf(failed));
    }

    private Outcome<String> number(String runId, Plan plan, RunItems.Item item) {
        Membership membership =
                memberships.find(item.membershipId()).map(Stored::state).orElse(null);
        if (!(membership instanceof Active) && !(membership instanceof Resigning)) {
            return Outcome.refused(Refusal.conflict("no-longer-a-member", "The membership has ended meanwhile."));
        }
        return issueInvoice.number(new IssueInvoice.Charge(
                runId,
                item.membershipId(),
                membership.profile(),
                plan.feeYear(),
                item.line(),
                item.amount(),
                plan.dueInDays()));
    }
}
