package org.crimealliance.membership.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Line;
import org.crimealliance.membership.invoice.Invoice.Numbered;
import org.crimealliance.membership.member.Contact;
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
        assertThat(HashChain.verify(ledger, invoices))
                .isEqualTo(new HashChain.Verification(9, "2020-0010", "the number is missing"));
    }

    @Test
    void a_number_that_was_never_given_out_is_named() {
        invoices.add(
                Samples.numbered("Extra", 11, invoices.getLast().numbering().hash()));
        assertThat(HashChain.verify(ledger, invoices))
                .isEqualTo(new HashChain.Verification(11, "2020-0011", "the number was never given out"));
    }

    @Test
    void an_exchanged_link_is_named() {
        Numbered third = invoices.get(2);
        Invoice.Numbering n = third.numbering();
        invoices.set(
                2,
                new Numbered(
                        third.content(),
                        new Invoice.Numbering(
                                n.text(),
                                n.sortKey(),
                                n.issuedOn(),
                                n.dueOn(),
                                n.reference(),
                                HashChain.start(2020),
                                n.hash())));
        assertThat(HashChain.verify(ledger, invoices))
                .isEqualTo(new HashChain.Verification(10, "2020-0003", "it does not follow the invoice before it"));
    }

    @Test
    void a_ledger_with_another_end_is_named() {
        NumberLedger changed = new NumberLedger(2020, 10, HashChain.start(2020), null, null);
        HashChain.Verification verification = HashChain.verify(changed, invoices);
        assertThat(verification).isEqualTo(new HashChain.Verification(10, "2020-0010", "the chain's end was changed"));
        assertThat(verification.valid()).isFalse();
    }

    @Test
    void the_invoice_that_is_being_numbered_belongs_to_the_chain_before_it_is_counted() {
        NumberLedger promised = ledger.promiseTo("invoice-11", LocalDate.of(2020, 11, 17));
        invoices.add(new Invoice.Draft(Samples.content("Member 11")).number(promised.assigning()));
        assertThat(HashChain.verify(promised, invoices).valid()).isTrue();
        assertThat(HashChain.verify(promised, invoices.subList(0, 10)).valid()).isTrue();
        assertThat(HashChain.verify(promised, invoices.subList(0, 9)).firstBroken())
                .isEqualTo("2020-0010");
    }

    /** Issued invoices are verified for years: what a link covers, and how, never changes. */
    @Test
    void the_link_of_a_known_invoice_stays_what_it_was() {
        assertThat(HashChain.start(2020)).isEqualTo("6097997de823e3d3782dc3637154eac4d22d6d6751d34d4bff48a417aad4955e");
        assertThat(link(Samples.content("Member 1")))
                .isEqualTo("786d930eae2b8727df32b7fbc45ca2f753d73cc56702180a224e9c4b0a276e88");
    }

    @Test
    void every_part_of_an_invoice_is_in_its_link() {
        Content c = Samples.content("Member 1");
        LocalDate issued = LocalDate.of(2020, 11, 16);
        LocalDate due = issued.plusDays(30);
        List<String> links = List.of(
                link("p", "2020-0001", issued, due, "RF1", c),
                link("q", "2020-0001", issued, due, "RF1", c),
                link("p", "2020-0002", issued, due, "RF1", c),
                link("p", "2020-0001", issued.plusDays(1), due, "RF1", c),
                link("p", "2020-0001", issued, due.plusDays(1), "RF1", c),
                link("p", "2020-0001", issued, due, "RF2", c),
                link(content(c, "other", c.memberName(), c.street(), c.postalCode(), c.city(), c.country())),
                link(content(c, c.membershipId(), "other", c.street(), c.postalCode(), c.city(), c.country())),
                link(content(c, c.membershipId(), c.memberName(), "other", c.postalCode(), c.city(), c.country())),
                link(content(c, c.membershipId(), c.memberName(), c.street(), "other", c.city(), c.country())),
                link(content(c, c.membershipId(), c.memberName(), c.street(), c.postalCode(), "other", c.country())),
                link(content(c, c.membershipId(), c.memberName(), c.street(), c.postalCode(), c.city(), "TZ")),
                link(charging(c, new Contact("other", "contact@example.org", "en"), 2021, c.lines(), c.total())),
                link(charging(c, new Contact("Contact Person", "other@example.org", "en"), 2021, c.lines(), c.total())),
                link(charging(c, c.contact(), 2022, c.lines(), c.total())),
                link(charging(c, c.contact(), 2021, List.of(new Line("other", c.total())), c.total())),
                link(charging(
                        c,
                        c.contact(),
                        2021,
                        List.of(new Line(c.lines().getFirst().text(), TWENTY)),
                        c.total())),
                link(charging(c, c.contact(), 2021, List.of(), c.total())),
                link(charging(c, c.contact(), 2021, c.lines(), TWENTY)),
                link(c));
        assertThat(links).doesNotHaveDuplicates();
    }

    private static final Money TWENTY = Money.parse("EUR 20.00");

    private static String link(Content content) {
        LocalDate issued = LocalDate.of(2020, 11, 16);
        return link(HashChain.start(2020), "2020-0001", issued, issued.plusDays(30), "RF18539007547034", content);
    }

    private static String link(
            String previous, String number, LocalDate issuedOn, LocalDate dueOn, String reference, Content content) {
        return HashChain.link(previous, number, issuedOn, dueOn, reference, content);
    }

    private static Content content(
            Content c,
            String membershipId,
            String name,
            String street,
            String postalCode,
            String city,
            String country) {
        return new Content(
                c.cause(),
                membershipId,
                name,
                street,
                postalCode,
                city,
                country,
                c.contact(),
                c.feeYear(),
                c.lines(),
                c.total(),
                c.dueInDays());
    }

    private static Content charging(Content c, Contact contact, int feeYear, List<Line> lines, Money total) {
        return new Content(
                c.cause(),
                c.membershipId(),
                c.memberName(),
                c.street(),
                c.postalCode(),
                c.city(),
                c.country(),
                contact,
                feeYear,
                lines,
                total,
                c.dueInDays());
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
