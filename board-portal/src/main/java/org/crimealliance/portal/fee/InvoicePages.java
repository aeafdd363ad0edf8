package org.crimealliance.portal.fee;

import org.crimealliance.portal.fee.FeesClient.Invoice;
import org.crimealliance.portal.frame.Csv;
import org.crimealliance.portal.frame.Downloads;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Invoices: the list, one invoice with its PDF, and whether the chain of issued documents is whole. */
@Controller
@RequestMapping("/invoices")
class InvoicePages {

    private static final int PER_PAGE = 50;

    private final FeesClient fees;

    InvoicePages(FeesClient fees) {
        this.fees = fees;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String list(
            @RequestParam(required = false) @Nullable Integer feeYear,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("feeYear", feeYear);
        model.addAttribute("number", number);
        model.addAttribute("chain", Parts.now(fees::chain));
        model.addAttribute("page", fees.invoices(feeYear, number, null, after, PER_PAGE));
        return "invoices";
    }

    @GetMapping("/export")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @Nullable Integer feeYear,
            @RequestParam(required = false) @Nullable String number) {
        Csv csv = new Csv("number", "member", "feeYear", "amount", "open", "currency", "issuedOn", "dueOn", "state");
        for (Invoice i : fees.allInvoices(feeYear, number)) {
            csv.row(
                    i.number(),
                    i.memberName(),
                    i.feeYear(),
                    i.amount() == null ? null : i.amount().getAmount().toPlainString(),
                    i.open() == null ? null : i.open().getAmount().toPlainString(),
                    i.amount() == null ? null : i.amount().getCurrencyUnit().getCode(),
                    i.issuedOn(),
                    i.dueOn(),
                    i.paymentState());
        }
        return csv.as("invoices.csv");
    }

    @GetMapping("/{id}")
    @PreAuthorize(May.READ)
    String record(@PathVariable String id, Model model) {
        model.addAttribute("invoice", fees.invoice(id));
        return "invoice";
    }

    @GetMapping("/{id}/pdf")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> pdf(@PathVariable String id) {
        Invoice invoice = fees.invoice(id);
        return Downloads.inline(fees.pdf(id), "invoice-" + invoice.number() + ".pdf");
    }
}
