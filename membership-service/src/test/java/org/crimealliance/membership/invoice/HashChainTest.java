package org.crimealliance.membership.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Numbered;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class HashChainTest {

    private final List<Numbered> invoices = new ArrayList<>();
    private final NumberLedger ledger = issueTen();

    @Test
    void an_untouched_chain_is_valid() {
        assertThat(HashChain.verify(ledger, invoices)).isEqualTo(new HashChain.Verification(10, null, null));
    }

    @Test
    void a_changed_amount_is_named() {
        Numbered seventh = invoices.get(6);
        Content c = seventh.content();
        Content cheaper = new Content(
                c.cause(),
                c.membershipId(),
                c.memberName(),
                c.street(),
                c.postalCode(),
                c.city(),
                c.country(),
                c.contact(),
                c.feeYear(),
                c.lines(),
                Money.parse("EUR 20.00"),
                c.dueInDays());
        invoices.set(6, new Numbered(cheaper, seventh.numbering()));
        assertThat(HashChain.verify(ledger, invoices).firstBroken()).isEqualTo("2020-0007");
    }

    @Test
    void an_exchanged_invoice_breaks_the_link_behind_it() {
        Numbered third = invoices.get(2);
        invoices.set(2, Samples.numbered("Somebody Else", 3, third.numbering().previousHash()));
        assertThat(HashChain.verify(ledger, invoices).firstBroken()).isEqualTo("2020-0004");
    }

    @Test
    void a_missing_invoice_is_named() {
        invoices.remove(4);
        assertThat(HashChain.verify(ledger, invoices).firstBroken()).isEqualTo("2020-0005");
    }

    @Test
    void a_missing_end_is_named() {
        invoices.removeLast();
        assertThat(HashChain.verify(ledger, invoices).firstBroken()).isEqualTo("2020-0010");
    }

    @Test
    void a_number_that_was_never_given_out_is_named() {
        invoices.add(
                Samples.numbered("Extra", 11, invoices.getLast().numbering().hash()));
        assertThat(HashChain.verify(ledger, invoices).firstBroken()).isEqualTo("2020-0011");
    }

    private NumberLedger issueTen() {
        NumberLedger current = NumberLedger.of(2020);
        for (int i = 1; i <= 10; i++) {
            NumberLedger promised = current.promiseTo("invoice-" + i, LocalDate.of(2020, 11, 16));
            Numbered invoice = new Invoice.Draft(Samples.content("Member " + i)).number(promised.assigning());
            invoices.add(invoice);
            current = promised.counted(promised.assigning(), invoice.numbering().hash());
        }
        return current;
    }
}
