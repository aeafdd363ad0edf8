package org.crimealliance.membership.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
import org.crimealliance.membership.run.RunProgress.Claim;
import org.crimealliance.membership.run.RunProgress.Failure;
import org.crimealliance.membership.run.RunProgress.State;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Works runs off, portion by portion: numbers in order, documents side by side. A run that a dead process left is found by
 * the sweep when its lease has run out, and continued where it was; an invoice that is issued already is not touched.
 */
@Component
final class RunWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

    private final AggregateStore<InvoiceRun> runs;
    private final RunItems items;
    private final RunProgress progress;
    private final Memberships memberships;
    private final Invoices invoices;
    private final IssueInvoice issueInvoice;
    private final MembershipCalendar calendar;
    private final Duration sweepEvery;

    private ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private ExecutorService layout = Executors.newSingleThreadExecutor();
    private volatile boolean running;

    RunWorker(
            AggregateStore<InvoiceRun> runs,
            RunItems items,
            RunProgress progress,
            Memberships memberships,
            Invoices invoices,
            IssueInvoice issueInvoice,
            MembershipCalendar calendar,
            @Value("${alliance.membership.runs.sweep}") Duration sweepEvery) {
        this.runs = runs;
        this.items = items;
        this.progress = progress;
        this.memberships = memberships;
        this.invoices = invoices;
        this.issueInvoice = issueInvoice;
        this.calendar = calendar;
        this.sweepEvery = sweepEvery;
    }

    /** There is something to do; returns at once. */
    void nudge() {
        if (running) {
            try {
                worker.execute(this::sweep);
            } catch (RejectedExecutionException stopping) {
                LOG.debug("stopping; the next start takes the run up");
            }
        }
    }

    private void sweep() {
        try {
            for (Stored<InvoiceRun> run :
                    runs.find(Query.query(Criteria.where("state._class").is("issuing")))) {
                progress.claim(run.id()).ifPresent(this::work);
            }
        } catch (RuntimeException e) {
            LOG.warn("a run was interrupted, the next sweep takes it up: {}", e.toString());
        }
    }

    private void work(Claim claim) {
        State state = claim.from();
        try {
            while (running) {
                Issuing run = stillIssuing(claim.runId()).orElse(null);
                if (run == null) {
                    return;
                }
                state = state.in(run.attempt());
                List<RunItems.Item> portion = items.portion(claim.runId(), state.portion());
                if (portion.isEmpty()) {
                    runs.change(claim.runId(), current -> Outcome.done(InvoiceRun.finish(current, calendar.now())))
                            .orThrow();
                    return;
                }
                state = work(claim.runId(), run, portion, state);
                if (!progress.advance(claim, state)) {
                    LOG.info("run {} was taken over by another worker", claim.runId());
                    return;
                }
            }
        } finally {
            progress.release(claim);
        }
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
        List<RunItems.Item> numbered = new ArrayList<>();
        List<Future<?>> documents = new ArrayList<>();
        for (RunItems.Item item : portion) {
            String id = Invoice.idFor(item.membershipId(), plan.feeYear());
            if (invoices.find(id).orElse(null) instanceof Issued done) {
                boolean byThisRun = done.content().cause().equals(runId);
                issued += byThisRun ? 1 : 0;
                already += byThisRun ? 0 : 1;
                continue;
            }
            switch (number(runId, plan, item)) {
                case Outcome.Done<String>(String invoiceId) -> {
                    numbered.add(item);
                    documents.add(layout.submit(() -> run.provenance().call(() -> issueInvoice.issue(invoiceId))));
                }
                case Outcome.Refused<String>(Refusal refusal) ->
                    failed.add(new Failure(item.membershipId(), item.name(), refusal.message()));
            }
        }
        for (int i = 0; i < documents.size(); i++) {
            try {
                documents.get(i).get();
                issued++;
            } catch (ExecutionException e) {
                LOG.warn(
                        "the invoice of {} could not be issued", numbered.get(i).membershipId(), e.getCause());
                failed.add(new Failure(
                        numbered.get(i).membershipId(),
                        numbered.get(i).name(),
                        "The document could not be made; issue the run again."));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
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

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        worker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("invoice-run").factory());
        layout = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("invoice-layout-", 0).factory());
        running = true;
        worker.scheduleWithFixedDelay(this::sweep, 0, sweepEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        running = false;
        worker.shutdown();
        try {
            if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        layout.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
