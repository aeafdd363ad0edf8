package org.crimealliance.membership.invoice;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import org.crimealliance.membership.MembershipSettings;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Draft;
import org.crimealliance.membership.invoice.Invoice.Line;
import org.crimealliance.membership.invoice.Invoice.Numbered;
import org.crimealliance.membership.member.Contact;
import org.joda.money.Money;

/** Invented invoices. */
final class Samples {

    static final MembershipSettings SETTINGS = new MembershipSettings(
            ZoneId.of("Europe/Vienna"),
            "EUR",
            MonthDay.of(10, 1),
            MembershipSettings.ProRata.BY_DAY,
            new MembershipSettings.Seller(
                    "Alliance of NGOs",
                    "Beispielgasse 1",
                    "1220",
                    "Wien",
                    "AT",
                    "123456789",
                    "treasurer@example.org",
                    "AT611904300234573201",
                    null,
                    "Genuine membership contribution, not subject to VAT."));

    private Samples() {}

    static Content content(String name) {
        Money fee = Money.parse("EUR 200.00");
        return new Content(
                "run",
                "member-" + name,
                name,
                "Sample Street 1",
                "1000",
                "Sampletown",
                "KE",
                new Contact("Contact Person", "contact@example.org", "en"),
                2021,
                List.of(new Line("Membership fee 2021, ordinary member", fee)),
                fee,
                30);
    }

    static Numbered numbered(String name) {
        return numbered(name, 1, HashChain.start(2020));
    }

    static Numbered numbered(String name, int number, String previousHash) {
        return new Draft(content(name))
                .number(new NumberLedger.Assignment(
                        "invoice-" + number, 2020, number, LocalDate.of(2020, 11, 16), previousHash));
    }
}
