package org.crimealliance.membership.invoice;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * The numbers of one calendar year of issue. A number is first promised to an invoice here, then written into the invoice,
 * then counted here; whoever finds a promise open completes it first. So a crash between any two steps leaves neither a gap
 * nor a number given twice.
 *
 * @param last the last number that was counted, 0 at first
 * @param lastHash the end of the hash chain
 * @param lastIssuedOn the date of the last invoice: dates never go back against the numbers
 * @param assigning the open promise, if any
 */
@TypeAlias("number-ledger")
record NumberLedger(
        int year,
        int last,
        String lastHash,
        @Nullable LocalDate lastIssuedOn,
        @Nullable Assignment assigning) {

    /** A number promised to an invoice. */
    record Assignment(String invoiceId, int year, int number, LocalDate issuedOn, String previousHash) {

        String text() {
            return "%d-%04d".formatted(year, number);
        }

        String sortKey() {
            return "%d-%08d".formatted(year, number);
        }
    }

    static NumberLedger of(int year) {
        return new NumberLedger(year, 0, HashChain.start(year), null, null);
    }

    NumberLedger promiseTo(String invoiceId, LocalDate today) {
        LocalDate issuedOn = lastIssuedOn != null && lastIssuedOn.isAfter(today) ? lastIssuedOn : today;
        return new NumberLedger(
                year, last, lastHash, lastIssuedOn, new Assignment(invoiceId, year, last + 1, issuedOn, lastHash));
    }

    NumberLedger counted(Assignment kept, String hash) {
        return new NumberLedger(year, kept.number(), hash, kept.issuedOn(), null);
    }

    /** The invoice had got a number elsewhere: this one is free again. */
    NumberLedger released() {
        return new NumberLedger(year, last, lastHash, lastIssuedOn, null);
    }
}
