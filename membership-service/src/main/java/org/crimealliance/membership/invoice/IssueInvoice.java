package org.crimealliance.membership.invoice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Draft;
import org.crimealliance.membership.invoice.Invoice.Issued;
import org.crimealliance.membership.invoice.Invoice.Line;
import org.crimealliance.membership.invoice.Invoice.Numbered;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStore.Created;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/**
 * Brings an invoice from nothing to issued: drafted, numbered, laid out, sent. Every step may be repeated by anybody; the
 * invoice is the same one and its number too.
 */
@Component
public final class IssueInvoice {

    /**
     * What is to be charged to whom.
     *
     * @param cause the run or the decision that it comes from
     * @param line the text of the invoice's line
     * @param dueInDays days from the date of issue to the due date
     */
    public record Charge(
            String cause, String membershipId, Profile member, int feeYear, String line, Money amount, int dueInDays) {}

    private final AggregateStore<Invoice> store;
    private final InvoiceNumbers numbers;
    private final InvoiceRenderer renderer;
    private final InvoiceDocuments documents;
    private final MembershipCalendar calendar;
    private final Counter issued;
    private final Timer rendering;

    IssueInvoice(
            AggregateStore<Invoice> store,
            AggregateStore<NumberLedger> ledgers,
            InvoiceRenderer renderer,
            InvoiceDocuments documents,
            MembershipCalendar calendar,
            MeterRegistry meters) {
        this.store = store;
        this.numbers = new InvoiceNumbers(ledgers, store, calendar::today, step -> {});
        this.renderer = renderer;
        this.documents = documents;
        this.calendar = calendar;
        this.issued = meters.counter("alliance.invoices.issued");
        this.rendering = Timer.builder("alliance.invoices.rendering").register(meters);
    }

    /** Drafts the invoice if need be, and gives it its number. Refused where nothing could reach the member. */
    public Outcome<String> number(Charge charge) {
        String id = Invoice.idFor(charge.membershipId(), charge.feeYear());
        List<String> problems = charge.member().addressProblems();
        if (!problems.isEmpty()) {
            return Outcome.refused(Refusal.conflict(
                    "unusable-address", "The address cannot be used: %s.".formatted(String.join(", ", problems))));
        }
        Content content = content(charge);
        Created<Invoice> created = store.create(id, new Draft(content), List.of());
        if (!created.isNew()) {
            // an older draft may have the address from before it was mended
            store.change(
                            id,
                            invoice -> Outcome.done(Change.to(invoice instanceof Draft ? new Draft(content) : invoice)))
                    .orThrow();
        }
        numbers.number(id);
        return Outcome.done(id);
    }

    /** Lays a numbered invoice out and issues it; the same again if it is issued. */
    public Issued issue(String id) {
        Invoice invoice = store.find(id).map(Stored::state).orElseThrow();
        if (invoice instanceof Issued issued) {
            return issued;
        }
        Numbered numbered = (Numbered) invoice;
        InvoiceDocument document = documents.find(id).orElseGet(() -> documents.keep(id, timed(numbered)));
        Instant now = calendar.now();
        boolean[] byMe = {false};
        Issued issued = (Issued) store.change(id, current -> {
                    byMe[0] = current instanceof Numbered;
                    return Outcome.done(
                            current instanceof Numbered n ? n.issue(id, document, now) : Change.to(current));
                })
                .orThrow()
                .state();
        if (byMe[0]) {
            this.issued.increment();
        }
        return issued;
    }

    private InvoiceDocument timed(Numbered invoice) {
        long began = System.nanoTime();
        try {
            return renderer.render(invoice);
        } finally {
            rendering.record(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private static Content content(Charge charge) {
        Profile member = charge.member();
        return new Content(
                charge.cause(),
                charge.membershipId(),
                member.name(),
                member.street(),
                member.postalCode(),
                member.city(),
                member.country(),
                member.contact(),
                charge.feeYear(),
                List.of(new Line(charge.line(), charge.amount())),
                charge.amount(),
                charge.dueInDays());
    }
}
