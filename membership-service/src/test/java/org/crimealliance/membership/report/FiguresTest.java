package org.crimealliance.membership.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Line;
import org.crimealliance.membership.invoice.Invoice.Numbered;
import org.crimealliance.membership.invoice.Invoice.Numbering;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.crimealliance.membership.member.Application;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.member.Contact;
import org.crimealliance.membership.member.Decision;
import org.crimealliance.membership.member.MemberKind;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.membership.member.Verdict;
import org.crimealliance.platform.provenance.Provenance;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final CurrencyUnit EUR = CurrencyUnit.EUR;

    @Test
    void totals_reconcile_with_the_invoices_to_the_cent() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<WithNumber> invoices = new ArrayList<>();
        Map<LocalDate, Long> centsByDay = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            long cents = 1 + random.nextInt(30_000);
            LocalDate issuedOn = LocalDate.of(2020, 11, 1).plusDays(random.nextInt(60));
            invoices.add(invoice(2021, issuedOn, issuedOn.plusDays(30), Money.ofMinor(EUR, cents)));
            centsByDay.merge(issuedOn, cents, Long::sum);
        }
        long soFar = 0;
        for (Map.Entry<LocalDate, Long> day : centsByDay.entrySet()) {
            soFar += day.getValue(); // added up the other way: by days, in cents
            long invoicesSoFar = invoices.stream()
                    .filter(invoice -> !invoice.numbering().issuedOn().isAfter(day.getKey()))
                    .count();
            Figures.InvoiceFigures figures =
                    Figures.asOf(day.getKey(), List.of(), invoices, EUR).invoices();
            assertThat(figures.issued()).isEqualTo((int) invoicesSoFar);
            assertThat(figures.issuedTotal()).isEqualTo(Money.ofMinor(EUR, soFar));
            assertThat(figures.openTotal()).isEqualTo(figures.issuedTotal());
            assertThat(figures.paid() + figures.open()).isEqualTo(figures.issued());
        }
    }

    @Test
    void the_figures_of_a_day_stay_the_same_whatever_happens_later() {
        LocalDate day = LocalDate.of(2020, 12, 7);
        Membership applied = applied();
        Membership registered =
                Membership.register("m2", profile(), LocalDate.of(2015, 1, 1)).next();
        WithNumber issued =
                invoice(2021, LocalDate.of(2020, 11, 16), LocalDate.of(2020, 12, 16), Money.parse("EUR 200"));
        Figures then = Figures.asOf(day, List.of(applied, registered), List.of(issued), EUR);
        assertThat(then.applicationsWaiting()).isEqualTo(1);
        assertThat(then.applicationsReceived()).isEqualTo(1);
        assertThat(then.members().ordinary()).isEqualTo(1);

        Membership admitted = Membership.decide(
                        "m1",
                        applied,
                        Verdict.ADMIT,
                        new Decision("d1", "meeting", "Board meeting", LocalDate.of(2020, 12, 10)))
                .orThrow()
                .next();
        Membership resigned = Membership.resign(registered, LocalDate.of(2020, 12, 20), Provenance.current())
                .orThrow()
                .next();
        Membership ended = Membership.lapse("m2", resigned, LocalDate.of(2021, 1, 1))
                .orThrow()
                .next();
        WithNumber later =
                invoice(2022, LocalDate.of(2021, 11, 16), LocalDate.of(2021, 12, 16), Money.parse("EUR 200"));
        assertThat(Figures.asOf(day, List.of(admitted, ended), List.of(issued, later), EUR))
                .isEqualTo(then);
    }

    @Test
    void an_application_waits_until_the_day_before_it_is_decided_or_withdrawn() {
        Membership applied = applied();
        LocalDate board = LocalDate.of(2020, 12, 10);
        Decision decision = new Decision("d1", "meeting", "Board meeting", board);
        List<Membership> over = List.of(
                Membership.decide("m1", applied, Verdict.ADMIT, decision)
                        .orThrow()
                        .next(),
                Membership.decide("m1", applied, Verdict.REJECT, decision)
                        .orThrow()
                        .next(),
                Membership.withdraw("m1", applied, "moved abroad", board)
                        .orThrow()
                        .next());
        for (Membership membership : over) {
            assertThat(waiting(membership, board.minusDays(1))).isEqualTo(1);
            assertThat(waiting(membership, board)).isZero();
        }
        assertThat(waiting(applied, LocalDate.of(2020, 10, 31))).isZero();
        assertThat(waiting(applied, LocalDate.of(2020, 11, 1))).isEqualTo(1);
        assertThat(waiting(applied, LocalDate.of(2030, 1, 1))).isEqualTo(1);
    }

    private static int waiting(Membership membership, LocalDate day) {
        return Figures.asOf(day, List.of(membership), List.of(), EUR).applicationsWaiting();
    }

    @Test
    void an_invoice_is_overdue_from_the_day_after_its_due_date() {
        WithNumber invoice =
                invoice(2021, LocalDate.of(2020, 11, 16), LocalDate.of(2020, 12, 16), Money.parse("EUR 200"));
        assertThat(Figures.asOf(LocalDate.of(2020, 12, 16), List.of(), List.of(invoice), EUR)
                        .invoices()
                        .overdue())
                .isZero();
        assertThat(Figures.asOf(LocalDate.of(2020, 12, 17), List.of(), List.of(invoice), EUR)
                        .invoices()
                        .overdue())
                .isEqualTo(1);
    }

    private static Membership applied() {
        return Membership.apply(
                        "m1",
                        profile(),
                        new Application(
                                "A-1",
                                Instant.parse("2020-11-01T10:00:00Z"),
                                LocalDate.of(2020, 11, 1),
                                "congress",
                                null))
                .next();
    }

    private static Profile profile() {
        return new Profile(
                Category.ORDINARY,
                MemberKind.ORGANISATION,
                "Sample",
                "AT",
                null,
                "Street 1",
                "1000",
                "Town",
                new Contact("Contact", "contact@example.org", null),
                null);
    }

    private static WithNumber invoice(int feeYear, LocalDate issuedOn, LocalDate dueOn, Money amount) {
        return new Numbered(
                new Content(
                        "run",
                        "m",
                        "Sample",
                        "Street 1",
                        "1000",
                        "Town",
                        "AT",
                        new Contact("Contact", "contact@example.org", null),
                        feeYear,
                        List.of(new Line("fee", amount)),
                        amount,
                        30),
                new Numbering("2020-0001", "2020-00000001", issuedOn, dueOn, "RF", "", ""));
    }
}
