package org.crimealliance.membership.admission;

import org.crimealliance.platform.provenance.Provenance;
import org.springframework.data.annotation.TypeAlias;

/** The first invoice of a member whom the Board admitted; one process document for each membership. */
sealed interface FirstInvoice {

    /**
     * Wanted as soon as the fees of this year are approved.
     *
     * @param provenance of the decision: the invoice belongs to it, however much later it is issued
     */
    @TypeAlias("wanted")
    record Wanted(int feeYear, String cause, Provenance provenance) implements FirstInvoice {}

    /** Issued. */
    @TypeAlias("first-issued")
    record Done(int feeYear, String cause, String invoiceId) implements FirstInvoice {}

    /** None is due, and why. */
    @TypeAlias("not-due")
    record NotDue(int feeYear, String cause, String reason) implements FirstInvoice {}
}
