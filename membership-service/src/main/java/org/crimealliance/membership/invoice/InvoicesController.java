package org.crimealliance.membership.invoice;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Issued;
import org.crimealliance.membership.invoice.Invoice.Line;
import org.crimealliance.membership.invoice.Invoice.Numbering;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.web.KeyedPage;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invoices that have a number; drafts are not shown. */
@RestController
@RequestMapping("/api/membership/invoices")
@Tag(name = "Invoices")
class InvoicesController {

    private final Invoices invoices;
    private final InvoiceDocuments documents;
    private final AggregateStore<NumberLedger> ledgers;

    InvoicesController(Invoices invoices, InvoiceDocuments documents, AggregateStore<NumberLedger> ledgers) {
        this.invoices = invoices;
        this.documents = documents;
        this.ledgers = ledgers;
    }

    /**
     * An invoice in a list.
     *
     * @param state numbered (its document is being made) or issued
     * @param open what is still to be paid
     * @param paymentState open, until payments are booked
     */
    record InvoiceView(
            String invoiceId,
            String number,
            String membershipId,
            String memberName,
            int feeYear,
            Money amount,
            Money open,
            LocalDate issuedOn,
            LocalDate dueOn,
            String state,
            String paymentState) {

        static InvoiceView of(Stored<Invoice> stored) {
            WithNumber invoice = (WithNumber) stored.state();
            Content content = invoice.content();
            Numbering numbering = invoice.numbering();
            return new InvoiceView(
                    stored.id(),
                    numbering.text(),
                    content.membershipId(),
                    content.memberName(),
                    content.feeYear(),
                    content.total(),
                    content.total(),
                    numbering.issuedOn(),
                    numbering.dueOn(),
                    invoice instanceof Issued ? "issued" : "numbered",
                    "open");
        }
    }

    /** Invoices in the order of their numbers. */
    @GetMapping
    @PreAuthorize(Readers.FINANCE)
    @Operation(summary = "List invoices by fee year, number or member")
    KeyedPage<InvoiceView> list(
            @RequestParam(required = false) @Min(1900) @Max(2200) @Nullable Integer feeYear,
            @RequestParam(required = false) @Size(max = 30) @Nullable String number,
            @RequestParam(required = false) @Size(max = 100) @Nullable String membershipId,
            @RequestParam(required = false) @Pattern(regexp = "[0-9]{4}-[0-9]{8}") @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        List<Criteria> all = new ArrayList<>();
        if (feeYear != null) {
            all.add(Criteria.where("state.content.feeYear").is(feeYear));
        }
        if (number != null) {
            all.add(Criteria.where("state.numbering.text").is(number));
        }
        if (membershipId != null) {
            all.add(Criteria.where("state.content.membershipId").is(membershipId));
        }
        Criteria which = all.isEmpty() ? new Criteria() : new Criteria().andOperator(all);
        return KeyedPage.of(
                invoices.page(which, after, limit),
                limit,
                row -> ((WithNumber) row.state()).numbering().sortKey(),
                InvoiceView::of);
    }

    /** An invoice with all that stands on it, and its place in the hash chain. */
    record InvoiceDetails(
            String invoiceId,
            String number,
            String membershipId,
            String memberName,
            String street,
            String postalCode,
            String city,
            String country,
            int feeYear,
            List<Line> lines,
            Money amount,
            Money open,
            LocalDate issuedOn,
            LocalDate dueOn,
            String reference,
            String state,
            String paymentState,
            @Nullable Instant issuedAt,
            @Nullable String documentSha256,
            String previousHash,
            String hash) {}

    /** 404 also for a member who asks for another's. */
    @GetMapping("/{id}")
    @PreAuthorize(Readers.FINANCE_OR_THE_MEMBER)
    @Operation(summary = "Show an invoice")
    InvoiceDetails show(@PathVariable String id) {
        WithNumber invoice = numbered(id);
        Content content = invoice.content();
        Numbering numbering = invoice.numbering();
        Issued issued = invoice instanceof Issued i ? i : null;
        return new InvoiceDetails(
                id,
                numbering.text(),
                content.membershipId(),
                content.memberName(),
                content.street(),
                content.postalCode(),
                content.city(),
                content.country(),
                content.feeYear(),
                content.lines(),
                content.total(),
                content.total(),
                numbering.issuedOn(),
                numbering.dueOn(),
                numbering.reference(),
                issued == null ? "numbered" : "issued",
                "open",
                issued == null ? null : issued.issuedAt(),
                issued == null ? null : issued.documentHash(),
                numbering.previousHash(),
                numbering.hash());
    }

    /** The document as it was sent, byte for byte. */
    @GetMapping("/{id}/pdf")
    @PreAuthorize(Readers.FINANCE_OR_THE_MEMBER)
    @Operation(summary = "Download an invoice as PDF")
    ResponseEntity<byte[]> pdf(@PathVariable String id) {
        numbered(id); // of somebody else, perhaps
        InvoiceDocument document = documents.find(id).orElseThrow(InvoicesController::unknown);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(document.fileName())
                                .build()
                                .toString())
                .body(document.bytes());
    }

    /** Whether the numbers are without a gap and no invoice was changed; {@code firstBroken}: the number where not. */
    record ChainResponse(
            boolean valid,
            int count,
            @Nullable String firstBroken,
            @Nullable String reason) {}

    /** Verifies numbers and hash chain of all years. */
    @GetMapping("/chain")
    @PreAuthorize(Readers.FINANCE)
    @Operation(summary = "Verify the numbers and the hash chain")
    ChainResponse chain() {
        int count = 0;
        String firstBroken = null;
        String reason = null;
        List<Stored<NumberLedger>> years =
                ledgers.find(Query.query(new Criteria()).with(Sort.by("_id")));
        for (Stored<NumberLedger> year : years) {
            HashChain.Verification found = HashChain.verify(
                    year.state(), invoices.ofNumberYear(year.state().year()));
            count += found.count();
            if (firstBroken == null && !found.valid()) {
                firstBroken = found.firstBroken();
                reason = found.reason();
            }
        }
        return new ChainResponse(firstBroken == null, count, firstBroken, reason);
    }

    private WithNumber numbered(String id) {
        return invoices.find(id)
                .filter(WithNumber.class::isInstance)
                .map(WithNumber.class::cast)
                .filter(invoice -> Readers.mayReadInvoiceOf(invoice.content().membershipId()))
                .orElseThrow(InvoicesController::unknown);
    }

    private static RefusedException unknown() {
        return new RefusedException(Refusal.notFound("This invoice"));
    }
}
