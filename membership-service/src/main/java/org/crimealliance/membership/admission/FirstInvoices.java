package org.crimealliance.membership.admission;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crimealliance.membership.MembershipSettings;
import org.crimealliance.membership.admission.FirstInvoice.Done;
import org.crimealliance.membership.admission.FirstInvoice.NotDue;
import org.crimealliance.membership.admission.FirstInvoice.Wanted;
import org.crimealliance.membership.fee.FeeDue;
import org.crimealliance.membership.fee.FeeSchedule.Fees;
import org.crimealliance.membership.fee.FeeSchedules;
import org.crimealliance.membership.invoice.IssueInvoice;
import org.crimealliance.membership.member.Decision;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Issues the first invoices of new members: at once where the fees of the year are approved, else when they are. A sweep
 * finds what waits, also after a crash; the invoice is the same one whoever issues it, also a run at the same time.
 */
@Component
class FirstInvoices implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FirstInvoices.class);

    private final AggregateStore<FirstInvoice> store;
    private final Memberships memberships;
    private final FeeSchedules schedules;
    private final IssueInvoice issueInvoice;
    private final MembershipSettings settings;
    private final Duration sweepEvery;
    private ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    FirstInvoices(
            AggregateStores stores,
            Memberships memberships,
            FeeSchedules schedules,
            IssueInvoice issueInvoice,
            MembershipSettings settings,
            @Value("${alliance.membership.first-invoices.sweep}") Duration sweepEvery) {
        this.store = stores.of("firstInvoices", FirstInvoice.class);
        this.memberships = memberships;
        this.schedules = schedules;
        this.issueInvoice = issueInvoice;
        this.settings = settings;
        this.sweepEvery = sweepEvery;
    }

    /** Puts the first invoice of a new member down; the second time it is there already. */
    void want(String membershipId, Admitted member) {
        Decision decision = member.admission().decision();
        int feeYear = FeeDue.firstFeeYear(member.admission().on(), settings.nextYearFrom());
        String cause = decision == null ? "" : decision.decisionId();
        store.create(membershipId, new Wanted(feeYear, cause, Provenance.current()), List.of());
        nudge();
    }

    private void nudge() {
        if (running) {
            try {
                worker.execute(this::sweep);
            } catch (RejectedExecutionException stopping) {
                LOG.debug("stopping; the next start takes it up");
            }
        }
    }

    private void sweep() {
        try {
            for (Stored<FirstInvoice> waiting :
                    store.find(Query.query(Criteria.where("state._class").is("wanted")))) {
                Wanted wanted = (Wanted) waiting.state();
                wanted.provenance().run(() -> issue(waiting.id(), wanted));
            }
        } catch (RuntimeException e) {
            LOG.warn("first invoices wait for the next sweep: {}", e.toString());
        }
    }

    private void issue(String membershipId, Wanted wanted) {
        Fees fees = schedules.approved(wanted.feeYear()).orElse(null);
        if (fees == null || !(memberships.find(membershipId).orElseThrow().state() instanceof Admitted member)) {
            return;
        }
        switch (FeeDue.of(fees, member, settings.nextYearFrom(), settings.proRata())) {
            case FeeDue.Nothing(String reason) ->
                conclude(membershipId, new NotDue(wanted.feeYear(), wanted.cause(), reason));
            case FeeDue.Owed(Money amount, String line) -> {
                Outcome<String> numbered = issueInvoice.number(new IssueInvoice.Charge(
                        wanted.cause(),
                        membershipId,
                        member.profile(),
                        wanted.feeYear(),
                        line,
                        amount,
                        fees.dueInDays()));
                switch (numbered) {
                    case Outcome.Done<String>(String invoiceId) -> {
                        issueInvoice.issue(invoiceId);
                        conclude(membershipId, new Done(wanted.feeYear(), wanted.cause(), invoiceId));
                    }
                    case Outcome.Refused<String>(var refusal) ->
                        LOG.warn("the first invoice of {} waits: {}", membershipId, refusal.message());
                }
            }
        }
    }

    private void conclude(String membershipId, FirstInvoice conclusion) {
        store.change(membershipId, current -> Outcome.done(Change.to(current instanceof Wanted ? conclusion : current)))
                .orThrow();
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        worker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("first-invoices").factory());
        running = true;
        worker.scheduleWithFixedDelay(this::sweep, 0, sweepEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        running = false;
        worker.shutdown();
        try {
            if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
