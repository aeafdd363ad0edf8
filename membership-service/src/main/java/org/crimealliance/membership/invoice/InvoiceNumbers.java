package org.crimealliance.membership.invoice;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.crimealliance.membership.invoice.Invoice.Draft;
import org.crimealliance.membership.invoice.Invoice.Issued;
import org.crimealliance.membership.invoice.Invoice.Numbered;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.crimealliance.membership.invoice.NumberLedger.Assignment;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;

/**
 * Gives invoices their numbers: in order, without a gap, each once, for the calendar year of the date of issue; whoever
 * asks at the same time and whoever dies between two steps (see {@link NumberLedger}).
 */
final class InvoiceNumbers {

    /** Told between any two steps; a test lets workers die there. */
    @FunctionalInterface
    interface Steps {
        void passed(String step);
    }

    private final AggregateStore<NumberLedger> ledgers;
    private final AggregateStore<Invoice> invoices;
    private final Supplier<LocalDate> today;
    private final Steps steps;

    InvoiceNumbers(
            AggregateStore<NumberLedger> ledgers,
            AggregateStore<Invoice> invoices,
            Supplier<LocalDate> today,
            Steps steps) {
        this.ledgers = ledgers;
        this.invoices = invoices;
        this.today = today;
        this.steps = steps;
    }

    /** The invoice with its number; the same again if it has one. */
    WithNumber number(String invoiceId) {
        while (true) {
            LocalDate now = today.get();
            NumberLedger ledger = ledger(now.getYear());
            if (ledger.assigning() != null) {
                complete(ledger.assigning());
                continue;
            }
            // read after the ledger: a number given meanwhile has moved the ledger on, and the promise below fails
            Invoice invoice = invoices.find(invoiceId)
                    .map(Stored::state)
                    .orElseThrow(() -> new RefusedException(Refusal.notFound("This invoice")));
            if (invoice instanceof WithNumber numbered) {
                return numbered;
            }
            steps.passed("looked");
            NumberLedger promised = ledger.promiseTo(invoiceId, now);
            ledgers.change(
                            Integer.toString(ledger.year()),
                            current -> Outcome.done(Change.to(current.equals(ledger) ? promised : current)))
                    .orThrow();
            steps.passed("promised");
        }
    }

    /** Carries out a promise, one's own or that of somebody who died. May be done by several at once. */
    private void complete(Assignment promise) {
        Optional<WithNumber> kept = write(promise);
        steps.passed("written");
        ledgers.change(
                        Integer.toString(promise.year()),
                        current -> Outcome.done(Change.to(
                                !promise.equals(current.assigning())
                                        ? current
                                        : kept.map(invoice -> current.counted(
                                                        promise,
                                                        invoice.numbering().hash()))
                                                .orElseGet(current::released))))
                .orThrow();
        steps.passed("counted");
    }

    /** The invoice, if it bears the promised number now; nothing if it bears another, from the turn of a year. */
    private Optional<WithNumber> write(Assignment promise) {
        Outcome<Stored<Invoice>> written = invoices.change(
                promise.invoiceId(),
                invoice -> Outcome.done(Change.to(
                        switch (invoice) {
                            case Draft draft -> draft.number(promise);
                            case Numbered numbered -> numbered;
                            case Issued issued -> issued;
                        })));
        WithNumber invoice = (WithNumber) written.orThrow().state();
        return invoice.numbering().text().equals(promise.text()) ? Optional.of(invoice) : Optional.empty();
    }

    private NumberLedger ledger(int year) {
        String id = Integer.toString(year);
        return ledgers.find(id)
                .map(Stored::state)
                .orElseGet(() -> ledgers.create(id, NumberLedger.of(year), List.of())
                        .stored()
                        .state());
    }
}
