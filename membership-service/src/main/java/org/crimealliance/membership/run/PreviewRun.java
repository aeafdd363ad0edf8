package org.crimealliance.membership.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.MembershipSettings;
import org.crimealliance.membership.fee.FeeDue;
import org.crimealliance.membership.fee.FeeSchedule.Fees;
import org.crimealliance.membership.fee.FeeSchedules;
import org.crimealliance.membership.invoice.Invoice;
import org.crimealliance.membership.invoice.Invoice.Issued;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.crimealliance.membership.invoice.Invoices;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.run.InvoiceRun.LeftOut;
import org.crimealliance.membership.run.InvoiceRun.Plan;
import org.crimealliance.membership.run.InvoiceRun.Previewed;
import org.crimealliance.membership.run.InvoiceRun.Sum;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.Preparation;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.membership.secondperson.SecondPersonSettings;
import org.crimealliance.membership.secondperson.Seen;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Stored;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds who owes the fee of a year and has no invoice for it yet: what a second person approves. */
@Component
final class PreviewRun {

    private static final int MOST_SHOWN = 1000;
    private static final Comparator<Stored<Membership>> BY_REGISTER = Comparator.comparing(
                    (Stored<Membership> stored) ->
                            sortable(stored.state().profile().memberNumber()))
            .thenComparing(Stored::id);

    private final AggregateStore<InvoiceRun> runs;
    private final RunItems items;
    private final Memberships memberships;
    private final Invoices invoices;
    private final FeeSchedules schedules;
    private final MembershipSettings settings;
    private final MembershipCalendar calendar;
    private final Ids ids;
    private final SecondPersonRule rule;

    PreviewRun(
            AggregateStore<InvoiceRun> runs,
            RunItems items,
            Memberships memberships,
            Invoices invoices,
            FeeSchedules schedules,
            MembershipSettings settings,
            MembershipCalendar calendar,
            Ids ids,
            SecondPersonSettings secondPerson) {
        this.runs = runs;
        this.items = items;
        this.memberships = memberships;
        this.invoices = invoices;
        this.schedules = schedules;
        this.settings = settings;
        this.calendar = calendar;
        this.ids = ids;
        this.rule = secondPerson.invoiceRun();
    }

    Outcome<Stored<InvoiceRun>> preview(int feeYear, Person by) {
        return schedules
                .approved(feeYear)
                .map(fees -> Outcome.done(preview(fees, by)))
                .orElseGet(() -> Outcome.refused(Refusal.conflict(
                        "fee-schedule-not-approved",
                        "Approve the fees of %d before you start a run.".formatted(feeYear))));
    }

    private Stored<InvoiceRun> preview(Fees fees, Person by) {
        String id = IdempotencyKey.idFor("invoice-run", ids);
        Stored<InvoiceRun> made = runs.find(id).orElse(null);
        if (made != null) {
            return made; // the first attempt at this command made it: its members stay as they were shown
        }
        List<RunItems.Item> liable = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        Map<Category, Sum> sums = new EnumMap<>(Category.class);
        Money total = Money.zero(CurrencyUnit.of(settings.currency()));
        for (Stored<Membership> stored :
                memberships.admitted().stream().sorted(BY_REGISTER).toList()) {
            Admitted member = (Admitted) stored.state();
            String name = member.profile().name();
            switch (FeeDue.of(fees, member, settings.nextYearFrom(), settings.proRata())) {
                case FeeDue.Nothing(String reason) -> leftOut.add(new LeftOut(stored.id(), name, reason));
                case FeeDue.Owed(Category category, Money amount, String line) -> {
                    Invoice existing = invoices.find(Invoice.idFor(stored.id(), fees.year()))
                            .orElse(null);
                    if (existing instanceof Issued issued) {
                        leftOut.add(new LeftOut(
                                stored.id(),
                                name,
                                "has invoice " + issued.numbering().text()));
                    } else {
                        liable.add(new RunItems.Item(stored.id(), name, line, amount));
                        sums.merge(category, new Sum(category, 1, amount), Sum::plus);
                        total = total.plus(amount);
                    }
                }
            }
        }
        String itemsId = ids.next();
        items.write(itemsId, liable);
        Plan plan = new Plan(
                fees.year(),
                liable.size(),
                total,
                fees.dueInDays(),
                leftOut.stream().limit(MOST_SHOWN).toList(),
                lastYear(fees.year() - 1),
                calendar.now(),
                itemsId,
                List.copyOf(sums.values()));
        Preparation preparation = rule.prepared(by, plan.previewedAt(), Seen.of(id, fees.seen(), liable), null);
        return runs.create(id, new Previewed(plan, preparation), List.of()).stored();
    }

    private @Nullable Money lastYear(int year) {
        List<WithNumber> before = invoices.ofFeeYear(year);
        Money total = before.stream()
                .map(invoice -> invoice.content().total())
                .reduce(Money.zero(CurrencyUnit.of(settings.currency())), Money::plus);
        return before.isEmpty() ? null : total;
    }

    /** Numbers sort as numbers; members without one come last. */
    private static String sortable(@Nullable String memberNumber) {
        if (memberNumber == null) {
            return "~";
        }
        return memberNumber.chars().allMatch(Character::isDigit)
                ? "0".repeat(Math.max(0, 50 - memberNumber.length())) + memberNumber
                : memberNumber;
    }
}
