package org.crimealliance.membership.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.InvoiceIssued;
import org.crimealliance.membership.invoice.Invoice.Issued;
import org.crimealliance.membership.invoice.Invoice.Numbered;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

/** One invoice a member and year; numbers without gaps, dates that never go back. */
class InvoiceTest {

    private static final LocalDate DAY = LocalDate.of(2020, 11, 16);

    @Test
    void a_member_has_one_invoice_a_year() {
        Set<String> ids = new HashSet<>();
        for (String member : List.of("m1", "m2")) {
            for (int year = 2020; year <= 2022; year++) {
                ids.add(Invoice.idFor(member, year));
                ids.add(Invoice.idFor(member, year));
            }
        }
        assertThat(ids).hasSize(6);
    }

    @Test
    void issued_it_keeps_content_and_number_and_goes_out_with_its_document() {
        Numbered invoice = Samples.numbered("Member 1");
        Instant at = Instant.parse("2020-11-16T09:00:00Z");
        InvoiceDocument document =
                new InvoiceDocument("2020-0001.pdf", InvoiceDocument.PDF, "%PDF".getBytes(StandardCharsets.UTF_8));
        Change<Invoice> change = invoice.issue("i1", document, at);
        Content content = invoice.content();
        assertThat(change.next())
                .isEqualTo(new Issued(
                        content,
                        invoice.numbering(),
                        "315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027",
                        at));
        assertThat(change.events())
                .containsExactly(new InvoiceIssued(
                        "i1",
                        "2020-0001",
                        content.membershipId(),
                        content.memberName(),
                        content.contact(),
                        2021,
                        content.total(),
                        DAY,
                        DAY.plusDays(30),
                        new InvoiceIssued.Document("2020-0001.pdf", "application/pdf", "JVBERg==")));
    }

    @Test
    void numbers_follow_each_other_and_their_dates_never_go_back() {
        NumberLedger first = NumberLedger.of(2020).promiseTo("i1", DAY);
        assertThat(first.assigning()).isEqualTo(new NumberLedger.Assignment("i1", 2020, 1, DAY, HashChain.start(2020)));
        NumberLedger counted = first.counted(first.assigning(), "hash-1");
        assertThat(counted).isEqualTo(new NumberLedger(2020, 1, "hash-1", DAY, null));
        assertThat(counted.promiseTo("i2", DAY.minusDays(1)).assigning())
                .isEqualTo(new NumberLedger.Assignment("i2", 2020, 2, DAY, "hash-1"));
        assertThat(counted.promiseTo("i2", DAY.plusDays(1)).assigning())
                .isEqualTo(new NumberLedger.Assignment("i2", 2020, 2, DAY.plusDays(1), "hash-1"));
    }

    @Test
    void numbers_sort_as_text_as_they_do_as_numbers() {
        assertThat(List.of(9, 10, 9_999, 10_000, 12_345_678))
                .extracting(number -> new NumberLedger.Assignment("i", 2020, number, DAY, "").sortKey())
                .isSorted()
                .startsWith("2020-00000009");
    }

    @Test
    void a_number_whose_invoice_has_another_is_promised_to_the_next() {
        NumberLedger counted = new NumberLedger(2020, 1, "hash-1", DAY, null);
        NumberLedger released = counted.promiseTo("i2", DAY).released();
        assertThat(released).isEqualTo(counted);
        assertThat(released.promiseTo("i3", DAY).assigning().text()).isEqualTo("2020-0002");
    }
}
