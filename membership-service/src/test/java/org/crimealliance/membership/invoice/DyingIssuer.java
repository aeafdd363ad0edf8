package org.crimealliance.membership.invoice;

import java.time.LocalDate;
import java.util.List;
import org.crimealliance.membership.invoice.Invoice.Draft;
import org.crimealliance.membership.invoice.Invoice.Numbered;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Stored;

/** Leaves invoices as a process does that is killed in the middle of them. */
public final class DyingIssuer {

    private final AggregateStore<Invoice> invoices;
    private final AggregateStore<NumberLedger> ledgers;
    private final InvoiceRenderer renderer;
    private final InvoiceDocuments documents;

    DyingIssuer(
            AggregateStore<Invoice> invoices,
            AggregateStore<NumberLedger> ledgers,
            InvoiceRenderer renderer,
            InvoiceDocuments documents) {
        this.invoices = invoices;
        this.ledgers = ledgers;
        this.renderer = renderer;
        this.documents = documents;
    }

    /** A draft, and no more. */
    public void diesAfterTheDraft(String invoiceId) {
        invoices.create(invoiceId, new Draft(Samples.content("to be overwritten")), List.of());
    }

    /** The number is promised and not written yet. */
    public void diesAfterThePromise(String invoiceId, LocalDate today) {
        diesAfterTheDraft(invoiceId);
        InvoiceNumbers numbers = new InvoiceNumbers(ledgers, invoices, () -> today, step -> {
            if (step.equals("promised")) {
                throw new IllegalStateException("killed");
            }
        });
        try {
            numbers.number(invoiceId);
        } catch (IllegalStateException killed) {
            return;
        }
        throw new AssertionError("it should have died");
    }

    /** The document is stored, the invoice not issued. */
    public void diesAfterTheDocument(String invoiceId) {
        Numbered numbered =
                (Numbered) invoices.find(invoiceId).map(Stored::state).orElseThrow();
        documents.keep(invoiceId, renderer.render(numbered));
    }
}
