package org.crimealliance.membership.invoice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Line;
import org.crimealliance.membership.invoice.Invoice.Numbering;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.jspecify.annotations.Nullable;

/**
 * Ties each invoice to the one before it: SHA-256 over the previous link and everything the invoice says. One chain for
 * each year of issue. A verification names the first broken link.
 */
final class HashChain {

    private HashChain() {}

    /** What was found: {@code firstBroken} is the number at which the chain breaks. */
    record Verification(
            int count,
            @Nullable String firstBroken,
            @Nullable String reason) {

        boolean valid() {
            return firstBroken == null;
        }
    }

    static String start(int year) {
        return sha256("alliance-invoices-" + year);
    }

    static String link(
            String previous, String number, LocalDate issuedOn, LocalDate dueOn, String reference, Content content) {
        StringBuilder text = new StringBuilder();
        append(text, previous);
        append(text, number);
        append(text, issuedOn.toString());
        append(text, dueOn.toString());
        append(text, reference);
        append(text, content.membershipId());
        append(text, content.memberName());
        append(text, content.street());
        append(text, content.postalCode());
        append(text, content.city());
        append(text, content.country());
        append(text, content.contact().name());
        append(text, content.contact().email());
        append(text, Integer.toString(content.feeYear()));
        for (Line line : content.lines()) {
            append(text, line.text());
            append(text, line.amount().toString());
        }
        append(text, content.total().toString());
        return sha256(text.toString());
    }

    /** Goes through the invoices of one year, in the order of their numbers. */
    static Verification verify(NumberLedger ledger, List<? extends WithNumber> invoices) {
        String previous = start(ledger.year());
        int number = 0;
        for (WithNumber invoice : invoices) {
            number++;
            Numbering n = invoice.numbering();
            String expected = "%d-%04d".formatted(ledger.year(), number);
            if (!n.text().equals(expected)) {
                return new Verification(invoices.size(), expected, "the number is missing");
            }
            if (!n.previousHash().equals(previous)) {
                return new Verification(invoices.size(), expected, "it does not follow the invoice before it");
            }
            if (!n.hash().equals(link(previous, n.text(), n.issuedOn(), n.dueOn(), n.reference(), invoice.content()))) {
                return new Verification(invoices.size(), expected, "its content was changed");
            }
            previous = n.hash();
        }
        if (number < ledger.last()) {
            return new Verification(number, "%d-%04d".formatted(ledger.year(), number + 1), "the number is missing");
        }
        NumberLedger.Assignment open = ledger.assigning();
        boolean lastIsBeingCounted = open != null && open.number() == number;
        if (number > ledger.last() && !lastIsBeingCounted) {
            return new Verification(
                    number, "%d-%04d".formatted(ledger.year(), ledger.last() + 1), "the number was never given out");
        }
        if (number == ledger.last() && !previous.equals(ledger.lastHash())) {
            return new Verification(number, "%d-%04d".formatted(ledger.year(), number), "the chain's end was changed");
        }
        return new Verification(number, null, null);
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part); // lengths: ("a","bc") is not ("ab","c")
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
