package org.crimealliance.meeting.people;

import java.time.LocalDate;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The treasurer's figures for a meeting.
 *
 * @param asOf the day they speak of
 */
public record TreasurerReport(String reportId, String meetingId, LocalDate asOf, Figures figures) {

    /** Members by category, applications, and the invoices of a fee year. */
    public record Figures(
            Members members,
            int applicationsWaiting,
            int applicationsReceived,
            @Nullable Invoices invoices) {}

    /** Counts by category. */
    public record Members(int ordinary, int extraordinary, int individual, int honorary) {}

    /** Counts of invoices; {@code issuedTotal} in the fees' currency. */
    public record Invoices(
            int feeYear, int issued, @Nullable Money issuedTotal, int paid, int open, int overdue) {}
}
