package org.crimealliance.membership.report;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.crimealliance.membership.member.Application;
import org.crimealliance.membership.member.MemberCounts;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.membership.member.Membership.Applied;
import org.crimealliance.membership.member.Membership.Rejected;
import org.crimealliance.membership.member.Membership.Withdrawn;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The treasurer's figures as of a day, computed from dated facts alone: for the same day they are the same again, whatever
 * happened since.
 *
 * @param members by category
 * @param applicationsWaiting for the Board's decision on that day
 * @param applicationsReceived in the calendar year up to that day
 */
record Figures(ByCategory members, int applicationsWaiting, int applicationsReceived, InvoiceFigures invoices) {

    record ByCategory(int ordinary, int extraordinary, int individual, int honorary) {}

    /**
     * Invoices for the fees of one year, of all those issued up to the day.
     *
     * @param feeYear the latest for which invoices were issued by then
     * @param issued number of invoices
     * @param issuedTotal sum of the invoices
     * @param paid number of invoices that are paid
     * @param open number of invoices that are not paid
     * @param overdue number of open invoices whose due date had passed
     * @param openTotal what is still to be paid
     */
    record InvoiceFigures(
            int feeYear, int issued, Money issuedTotal, int paid, int open, int overdue, Money openTotal) {}

    static Figures asOf(
            LocalDate day,
            Collection<? extends Membership> memberships,
            Collection<? extends WithNumber> invoices,
            CurrencyUnit currency) {
        MemberCounts counts = MemberCounts.on(day, memberships);
        int waiting = 0;
        int received = 0;
        for (Membership membership : memberships) {
            Application application = membership.application();
            if (application == null || application.submittedOn().isAfter(day)) {
                continue;
            }
            received += application.submittedOn().getYear() == day.getYear() ? 1 : 0;
            waiting += isWaiting(membership, day) ? 1 : 0;
        }
        return new Figures(
                new ByCategory(counts.ordinary(), counts.extraordinary(), counts.individual(), counts.honorary()),
                waiting,
                received,
                invoices(day, invoices, currency));
    }

    private static boolean isWaiting(Membership membership, LocalDate day) {
        return switch (membership) {
            case Applied applied -> true;
            case Rejected rejected -> rejected.decision().on().isAfter(day);
            case Withdrawn withdrawn -> withdrawn.withdrawnOn().isAfter(day);
            case Admitted admitted -> admitted.admission().on().isAfter(day);
        };
    }

    private static InvoiceFigures invoices(LocalDate day, Collection<? extends WithNumber> all, CurrencyUnit currency) {
        List<? extends WithNumber> known = all.stream()
                .filter(invoice -> !invoice.numbering().issuedOn().isAfter(day))
                .toList();
        int feeYear = known.stream()
                .map(invoice -> invoice.content().feeYear())
                .max(Comparator.naturalOrder())
                .orElse(day.getYear());
        int issued = 0;
        Money total = Money.zero(currency);
        int overdue = 0;
        for (WithNumber invoice : known) {
            if (invoice.content().feeYear() == feeYear) {
                issued++;
                total = total.plus(invoice.content().total());
                overdue += invoice.numbering().dueOn().isBefore(day) ? 1 : 0;
            }
        }
        return new InvoiceFigures(feeYear, issued, total, 0, issued, overdue, total);
    }
}
