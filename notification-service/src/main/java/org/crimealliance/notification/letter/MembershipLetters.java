package org.crimealliance.notification.letter;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.crimealliance.notification.mail.Letter;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.money.MoneyText;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** To applicants and members. */
@Component
class MembershipLetters {

    record Contact(String name, String email, @Nullable String language) {

        Recipient recipient() {
            return new Recipient(name, email);
        }
    }

    /** Nobody has confirmed this address yet: no name is known to be its reader's. */
    record Addressee(String email, @Nullable String language) {}

    record ConfirmationRequested(Addressee contact, String confirmUrl) {}

    record Submitted(String reference, String category, String kind, Contact contact) {}

    record Admitted(String category, String name, Contact contact, String origin) {}

    record Decided(
            String category,
            String name,
            Contact contact,
            @Nullable String reason) {}

    record Document(String fileName, String mediaType, String base64) {

        Letter.Attachment attachment() {
            return new Letter.Attachment(fileName, mediaType, base64);
        }
    }

    record InvoiceIssued(
            String number,
            String memberName,
            Contact contact,
            int feeYear,
            Money amount,
            LocalDate dueOn,
            Document document) {}

    private final Words words;

    MembershipLetters(Words words) {
        this.words = words;
    }

    List<Subscription<?>> subscriptions() {
        return List.of(
                Subscription.on(
                        "membership.application-confirmation-requested.v1",
                        ConfirmationRequested.class,
                        this::confirmationRequested),
                Subscription.on("membership.application-submitted.v1", Submitted.class, this::submitted),
                Subscription.on("membership.member-admitted.v1", Admitted.class, this::admitted),
                Subscription.on("membership.application-rejected.v1", Decided.class, this::rejected),
                Subscription.on("membership.application-deferred.v1", Decided.class, this::deferred),
                Subscription.on("membership.invoice-issued.v1", InvoiceIssued.class, this::invoice));
    }

    private void confirmationRequested(ReceivedEvent<ConfirmationRequested> event) {
        Addressee addressee = event.data().contact();
        words.send(
                event,
                Draft.of(
                                "application-requested",
                                addressee.language(),
                                new Recipient(addressee.email(), addressee.email()))
                        .leadingTo(event.data().confirmUrl()));
    }

    private void submitted(ReceivedEvent<Submitted> event) {
        Submitted application = event.data();
        words.send(
                event,
                to(
                                "application-received",
                                application.contact(),
                                application.kind().equals("organisation") ? 1 : 0,
                                application.reference())
                        .with("reference", application.reference()));
    }

    /** Members that came with the register have been members for long: no welcome for them. */
    private void admitted(ReceivedEvent<Admitted> event) {
        Admitted member = event.data();
        if (member.origin().equals("board-decision")) {
            Draft draft = to("welcome", member.contact(), member.name());
            words.send(event, draft.with("category", category(member.category(), draft.language())));
        }
    }

    private void rejected(ReceivedEvent<Decided> event) {
        Decided decided = event.data();
        words.send(
                event,
                to("application-rejected", decided.contact(), decided.name()).with("reason", decided.reason()));
    }

    private void deferred(ReceivedEvent<Decided> event) {
        Decided decided = event.data();
        words.send(
                event,
                to("application-deferred", decided.contact(), decided.name()).with("reason", decided.reason()));
    }

    private void invoice(ReceivedEvent<InvoiceIssued> event) {
        InvoiceIssued invoice = event.data();
        Draft draft = to(
                "invoice",
                invoice.contact(),
                invoice.number(),
                Integer.toString(invoice.feeYear()),
                invoice.memberName());
        words.send(
                event,
                draft.with("number", invoice.number())
                        .with("amount", MoneyText.of(invoice.amount(), draft.language()))
                        .with("due", Times.day(invoice.dueOn(), draft.language()))
                        .with(invoice.document().attachment()));
    }

    private String category(String category, Locale language) {
        return words.text("category." + category, language);
    }

    private static Draft to(String template, Contact contact, Object... values) {
        return Draft.of(template, contact.language(), contact.recipient(), values);
    }
}
