package org.crimealliance.membership.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.crimealliance.membership.MembershipTest;
import org.crimealliance.membership.invoice.Invoice.Draft;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.crimealliance.platform.store.AggregateStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Numbers without a gap and without a double, by many at once, dying between any two steps. */
@MembershipTest
class InvoiceNumbersIT {

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Autowired
    AggregateStore<Invoice> store;

    @Autowired
    AggregateStore<NumberLedger> ledgers;

    @Autowired
    Invoices invoices;

    @Test
    void sixteen_workers_that_die_at_random_leave_neither_a_gap_nor_a_double() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("seed " + seed);
        int count = 160;
        for (int i = 0; i < count; i++) {
            store.create("k" + i, new Draft(Samples.content("Member " + i)), List.of());
        }
        Random random = new Random(seed);
        ConcurrentLinkedQueue<String> work = new ConcurrentLinkedQueue<>();
        // each twice: two workers want the same invoice
        List<String> ids = new ArrayList<>();
        IntStream.range(0, 2 * count).forEach(i -> ids.add("k" + i % count));
        Collections.shuffle(ids, random);
        work.addAll(ids);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < 16; w++) {
                Random fate = new Random(seed + w);
                InvoiceNumbers numbers = new InvoiceNumbers(ledgers, store, () -> LocalDate.of(2031, 11, 16), step -> {
                    if (fate.nextInt(8) == 0) {
                        throw new Killed();
                    }
                });
                all.add(workers.submit(() -> {
                    for (String id = work.poll(); id != null; id = work.poll()) {
                        try {
                            numbers.number(id);
                        } catch (Killed dead) {
                            work.add(id); // somebody takes it up again
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        InvoiceNumbers survivor = new InvoiceNumbers(ledgers, store, () -> LocalDate.of(2031, 11, 16), step -> {});
        IntStream.range(0, count).forEach(i -> survivor.number("k" + i));
        List<WithNumber> numbered = invoices.ofNumberYear(2031);
        assertThat(numbered)
                .extracting(invoice -> invoice.numbering().text())
                .isEqualTo(IntStream.rangeClosed(1, count)
                        .mapToObj("2031-%04d"::formatted)
                        .toList());
        HashChain.Verification verification =
                HashChain.verify(ledgers.find("2031").orElseThrow().state(), numbered);
        assertThat(verification).isEqualTo(new HashChain.Verification(count, null, null));
    }

    @Test
    void the_year_of_the_number_is_that_of_the_date_of_issue_in_the_zone() {
        store.create("turn", new Draft(Samples.content("Turn")), List.of());
        LocalDate date = LocalDate.ofInstant(Instant.parse("2041-12-31T23:30:00Z"), ZoneId.of("Europe/Vienna"));
        assertThat(new InvoiceNumbers(ledgers, store, () -> date, step -> {})
                        .number("turn")
                        .numbering()
                        .text())
                .isEqualTo("2042-0001");
    }

    @Test
    void an_invoice_promised_a_number_in_two_years_gets_one_and_the_other_is_given_on() {
        store.create("t1", new Draft(Samples.content("T1")), List.of());
        store.create("t2", new Draft(Samples.content("T2")), List.of());
        AtomicReference<LocalDate> today = new AtomicReference<>(LocalDate.of(2051, 12, 31));
        InvoiceNumbers dying = new InvoiceNumbers(ledgers, store, today::get, step -> {
            if (step.equals("promised")) {
                throw new Killed();
            }
        });
        assertThat(catchThrowable(() -> dying.number("t1"))).isInstanceOf(Killed.class);
        today.set(LocalDate.of(2052, 1, 1));
        InvoiceNumbers living = new InvoiceNumbers(ledgers, store, today::get, step -> {});
        assertThat(living.number("t1").numbering().text()).isEqualTo("2052-0001");
        today.set(LocalDate.of(2051, 12, 31)); // a service whose clock is behind
        assertThat(living.number("t2").numbering().text()).isEqualTo("2051-0001");
    }
}
