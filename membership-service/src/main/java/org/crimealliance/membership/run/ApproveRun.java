package org.crimealliance.membership.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.crimealliance.membership.run.InvoiceRun.Approval;
import org.crimealliance.membership.run.InvoiceRun.Approved;
import org.crimealliance.membership.run.InvoiceRun.Finished;
import org.crimealliance.membership.run.InvoiceRun.Issuing;
import org.crimealliance.membership.run.InvoiceRun.Plan;
import org.crimealliance.membership.run.InvoiceRun.Previewed;
import org.crimealliance.membership.run.InvoiceRun.Stopped;
import org.crimealliance.membership.secondperson.Confirmation;
import org.crimealliance.membership.secondperson.Preparation;
import org.crimealliance.membership.secondperson.SecondPersonMatters;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.membership.secondperson.SecondPersonSettings;
import org.crimealliance.platform.money.MoneyText;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What one officer has previewed, another approves. */
@Component
final class ApproveRun implements SecondPersonMatters {

    private final AggregateStore<InvoiceRun> runs;
    private final SecondPersonRule rule;

    ApproveRun(AggregateStore<InvoiceRun> runs, SecondPersonSettings secondPerson) {
        this.runs = runs;
        this.rule = secondPerson.invoiceRun();
    }

    @Override
    public String kind() {
        return "invoice-run";
    }

    @Override
    public SecondPersonRule rule() {
        return rule;
    }

    @Override
    public List<Waiting> waiting(Instant now) {
        return runs
                .find(Query.query(Criteria.where("state._class")
                        .is("previewed")
                        .and("state.preparation.until")
                        .gte(now)
                        .and("state.preparation.end")
                        .isNull()))
                .stream()
                .flatMap(stored ->
                        stored.state() instanceof Previewed(Plan plan, Preparation preparation) && preparation != null
                                ? Stream.of(waiting(stored.id(), plan, preparation))
                                : Stream.empty())
                .toList();
    }

    private static Waiting waiting(String id, Plan plan, Preparation preparation) {
        List<String> details = new ArrayList<>();
        details.add("%d left out".formatted(plan.leftOut().size()));
        details.add("Due in %d days".formatted(plan.dueInDays()));
        if (plan.lastYear() != null) {
            details.add("The year before: " + MoneyText.of(plan.lastYear()));
        }
        return new Waiting(
                id,
                "Once this run is approved, the Treasurer can issue %s for the fees of %d, over %s in all. Issued invoices cannot be taken back."
                        .formatted(
                                plan.liable() == 1 ? "one invoice" : plan.liable() + " invoices",
                                plan.feeYear(),
                                MoneyText.of(plan.total())),
                details,
                null,
                preparation);
    }

    @Override
    public Outcome<String> confirm(String id, Confirmation said) {
        return runs.change(id, run -> InvoiceRun.approve(run, said))
                .map(stored -> stored.state().wire());
    }

    @Override
    public Outcome<?> end(String id, Ending ending) {
        return runs.change(id, run -> InvoiceRun.end(run, ending));
    }

    @Override
    public List<Prepared> preparedBy(String subject, Instant now) {
        return runs
                .find(Query.query(new Criteria()
                        .orOperator(
                                Criteria.where("state.preparation.by.subject").is(subject),
                                Criteria.where("state.approval.preparedBy").is(subject))))
                .stream()
                .map(stored -> prepared(stored.id(), stored.state(), now))
                .toList();
    }

    private static Prepared prepared(String id, InvoiceRun run, Instant now) {
        String about = "The invoice run for the fees of " + run.plan().feeYear();
        return switch (run) {
            case Previewed(Plan plan, Preparation preparation) ->
                Prepared.of(id, about, Objects.requireNonNull(preparation), now);
            case Approved(Plan plan, Approval approval) -> Prepared.confirmed(id, about, approval.at());
            case Issuing issuing ->
                Prepared.confirmed(id, about, issuing.approval().at());
            case Stopped stopped ->
                Prepared.confirmed(id, about, stopped.approval().at());
            case Finished finished ->
                Prepared.confirmed(id, about, finished.approval().at());
        };
    }
}
