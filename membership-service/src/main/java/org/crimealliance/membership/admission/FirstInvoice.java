package org.crimealliance.membership.admission;

import org.springframework.data.annotation.TypeAlias;

/** The first invoice of a member whom the Board admitted; one process document for each membership. */
sealed interface FirstInvoice {

    /** Wanted as soon as the fees of this year are approved. */
    @TypeAlias("wanted")
    record Wanted(int feeYear, String cause) implements FirstInvoice {}

    /** Issued. */
    @TypeAlias("first-issued")
    record Done(int feeYear, String cause, String invoiceId) implements FirstInvoice {}

    /** None is due, and why. */
    @TypeAlias("not-due")
    record NotDue(int feeYear, String cause, String reason) implements FirstInvoice {}
}
