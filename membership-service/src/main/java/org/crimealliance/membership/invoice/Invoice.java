package org.crimealliance.membership.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.crimealliance.membership.member.Contact;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.store.Change;
import org.joda.money.Money;
import org.springframework.data.annotation.TypeAlias;

/**
 * An invoice: a draft without a number, numbered, then issued with its document. There is one for each (member, fee year,
 * kind of fee), by its own id. From the number on its content never changes.
 */
public sealed interface Invoice {

    /** The kind of fee that memberships owe every year. */
    String MEMBERSHIP_FEE = "membership-fee";

    Content content();

    /** The id of the one invoice for this fee. */
    static String idFor(String membershipId, int feeYear) {
        return Ids.derived("invoice", membershipId, feeYear, MEMBERSHIP_FEE);
    }

    /** One line: what is charged. */
    record Line(String text, Money amount) {}

    /**
     * What the invoice says apart from number and dates.
     *
     * @param cause the run or the decision that it comes from
     * @param dueInDays days from the date of issue to the due date
     */
    record Content(
            String cause,
            String membershipId,
            String memberName,
            String street,
            String postalCode,
            String city,
            String country,
            Contact contact,
            int feeYear,
            List<Line> lines,
            Money total,
            int dueInDays) {}

    /**
     * The number and what goes with it.
     *
     * @param text as printed, {@code 2020-0001}
     * @param sortKey sorts as the numbers do
     * @param issuedOn the date of issue, in the zone of the Alliance
     * @param reference ISO 11649 creditor reference
     * @param previousHash of the invoice before it in the chain
     * @param hash over this invoice and {@code previousHash}
     */
    record Numbering(
            String text,
            String sortKey,
            LocalDate issuedOn,
            LocalDate dueOn,
            String reference,
            String previousHash,
            String hash) {}

    @TypeAlias("draft")
    record Draft(Content content) implements Invoice {

        Numbered number(NumberLedger.Assignment assignment) {
            LocalDate dueOn = assignment.issuedOn().plusDays(content.dueInDays());
            String reference = CreditorReference.of(assignment.year() + "%06d".formatted(assignment.number()));
            String hash = HashChain.link(
                    assignment.previousHash(), assignment.text(), assignment.issuedOn(), dueOn, reference, content);
            return new Numbered(
                    content,
                    new Numbering(
                            assignment.text(),
                            assignment.sortKey(),
                            assignment.issuedOn(),
                            dueOn,
                            reference,
                            assignment.previousHash(),
                            hash));
        }
    }

    /** An invoice that has its number: from here on it counts. */
    sealed interface WithNumber extends Invoice {
        Numbering numbering();
    }

    @TypeAlias("numbered")
    record Numbered(Content content, Numbering numbering) implements WithNumber {

        /** Issues it with its document. */
        Change<Invoice> issue(String id, InvoiceDocument document, Instant at) {
            return Change.to(
                    new Issued(content, numbering, document.sha256(), at),
                    new InvoiceIssued(
                            id,
                            numbering.text(),
                            content.membershipId(),
                            content.memberName(),
                            content.contact(),
                            content.feeYear(),
                            content.total(),
                            numbering.issuedOn(),
                            numbering.dueOn(),
                            new InvoiceIssued.Document(document.fileName(), document.mediaType(), document.base64())));
        }
    }

    /** {@code documentHash}: SHA-256 of the document, hexadecimal. */
    @TypeAlias("issued")
    record Issued(Content content, Numbering numbering, String documentHash, Instant issuedAt) implements WithNumber {}

    /** The invoice goes out, with its document inside, so that the mail needs no other service. */
    @WireName("membership.invoice-issued.v1")
    record InvoiceIssued(
            String invoiceId,
            String number,
            String membershipId,
            String memberName,
            Contact contact,
            int feeYear,
            Money amount,
            LocalDate issuedOn,
            LocalDate dueOn,
            Document document) {

        record Document(String fileName, String mediaType, String base64) {}
    }
}
