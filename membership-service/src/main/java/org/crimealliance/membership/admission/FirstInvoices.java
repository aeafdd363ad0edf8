package org.crimealliance.membership.admission;

import java.util.List;
import org.crimealliance.membership.MembershipSettings;
import org.crimealliance.membership.admission.FirstInvoice.Done;
import org.crimealliance.membership.admission.FirstInvoice.NotDue;
import org.crimealliance.membership.admission.FirstInvoice.Wanted;
import org.crimealliance.membership.fee.FeeDue;
import org.crimealliance.membership.fee.FeeSchedule.Fees;
import org.crimealliance.membership.fee.FeeSchedules;
import org.crimealliance.membership.invoice.IssueInvoice;
import org.crimealliance.membership.member.Category;
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
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Issues the first invoices of new members: at once where the fees of the year are approved, else when they are. A sweep
 * finds what waits, also after a crash; the invoice is the same one whoever issues it, also a run at the same time.
 */
@Component
class FirstInvoices {

    private static final Logger LOG = LoggerFactory.getLogger(FirstInvoices.class);

    private final AggregateStore<FirstInvoice> store;
    private final Memberships memberships;
    private final FeeSchedules schedules;
    private final IssueInvoice issueInvoice;
    private final MembershipSettings settings;

    FirstInvoices(
            AggregateStores stores,
            Memberships memberships,
            FeeSchedules schedules,
            IssueInvoice issueInvoice,
            MembershipSettings settings) {
        this.store = stores.of("firstInvoices", FirstInvoice.class);
        this.memberships = memberships;
        this.schedules = schedules;
        this.issueInvoice = issueInvoice;
        this.settings = settings;
    }

    /** Puts the first invoice of a new member down; the second time it is there already. */
    void want(String membershipId, Admitted member) {
        Decision decision = member.admission().decision();
        int feeYear = FeeDue.firstFeeYear(member.admission().on(), settings.nextYearFrom());
        String cause = decision == null ? "" : decision.decisionId();
        store.create(membershipId, new Wanted(feeYear, cause, Provenance.current()), List.of());
    }

    /** Tries each; fails in the end if one could not be issued, so that the sweep's metrics and health show it. */
    void sweep() {
        RuntimeException failed = null;
        for (Stored<FirstInvoice> waiting :
                store.find(Query.query(Criteria.where("state._class").is("wanted")))) {
            Wanted wanted = (Wanted) waiting.state();
            try {
                wanted.provenance().run(() -> issue(waiting.id(), wanted));
            } catch (RuntimeException e) { // one that cannot be issued keeps no other new member waiting
                LOG.warn("the first invoice of {} waits for the next sweep: {}", waiting.id(), e.toString());
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
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
            case FeeDue.Owed(Category category, Money amount, String line) -> {
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
                        throw new IllegalStateException("refused: " + refusal.message());
                }
            }
        }
    }

    private void conclude(String membershipId, FirstInvoice conclusion) {
        store.change(membershipId, current -> Outcome.done(Change.to(current instanceof Wanted ? conclusion : current)))
                .orThrow();
    }
}
