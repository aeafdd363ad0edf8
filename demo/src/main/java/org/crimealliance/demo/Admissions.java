package org.crimealliance.demo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crimealliance.demo.Applications.Application;
import org.crimealliance.demo.BoardMeeting.Decided;
import org.crimealliance.demo.Mailbox.Mail;
import tools.jackson.databind.JsonNode;

/** Nobody does anything: the decisions travel, and six members are admitted, invoiced, welcomed and invited. */
final class Admissions {

    private final Stage stage;
    private final Meetings meetings;
    private final Decided decided;

    Admissions(Stage stage, Meetings meetings, Decided decided) {
        this.stage = stage;
        this.meetings = meetings;
        this.decided = decided;
    }

    void play() {
        stage.ledger().step("Admissions follow by events", step -> {
            Set<String> newcomers = decided.admitted().stream()
                    .map(application -> application.form().email())
                    .collect(Collectors.toSet());
            step.happened("nothing done by hand since the ballots");
            step.await(
                    "members ordinary / extraordinary / individual / honorary",
                    "60 / 6 / 19 / 1",
                    () -> Register.counts(stage.api(), "2020-12-11"));
            step.figure(
                    "memberships admitted",
                    6,
                    decided.admitted().stream()
                            .filter(application -> state(application).contains("active")
                                    || state(application).contains("admitted"))
                            .count());
            step.await(
                    "invoice numbers", InvoiceRun.numbers(1, 85), () -> InvoiceRun.numbers(InvoiceRun.invoices(stage)));
            step.figure("invoices of the six, all for 2021", InvoiceRun.numbers(80, 85), theirNumbers());
            step.await(
                    "welcome mails",
                    6,
                    () -> mails(newcomers).stream()
                            .filter(mail -> mail.token("meeting-reply").isEmpty() && !InvoiceRun.hasPdf(mail))
                            .count());
            step.await(
                    "mails with their invoice",
                    6,
                    () -> mails(newcomers).stream().filter(InvoiceRun::hasPdf).count());
            step.await(
                    "mails with an invitation to 14 January",
                    6,
                    () -> mails(newcomers).stream()
                            .filter(mail -> mail.token("meeting-reply").isPresent())
                            .count());
            step.await(
                    "more invitations to the meeting of 14 January",
                    6,
                    () -> invitedInJanuary(stage, meetings) - decided.invitedBefore());
            step.figure(
                    "the deferred application",
                    "applied",
                    decided.deferred().stream().map(this::state).collect(Collectors.joining(", ")));
            step.figure("chain of issued documents", "valid 85", InvoiceRun.chain(stage));
        });
        for (JsonNode invoice : theirs()) {
            InvoiceRun.savePdf(stage, invoice);
        }
    }

    private String state(Application application) {
        return Json.text(
                stage.api().get("secretary", "/api/membership/applications/" + application.membershipId()), "state");
    }

    private List<Mail> mails(Set<String> recipients) {
        return stage.mails().since(decided.mailsBefore()).stream()
                .filter(mail -> recipients.contains(mail.to()))
                .toList();
    }

    private List<JsonNode> theirs() {
        Set<String> ids =
                decided.admitted().stream().map(Application::membershipId).collect(Collectors.toSet());
        return InvoiceRun.invoices(stage).stream()
                .filter(invoice -> ids.contains(Json.text(invoice, "membershipId")))
                .toList();
    }

    private String theirNumbers() {
        List<String> numbers = theirs().stream()
                .map(invoice -> Json.text(invoice, "number"))
                .sorted()
                .toList();
        boolean asExpected = numbers.size() == 6
                && numbers.getFirst().equals("2020-0080")
                && numbers.getLast().equals("2020-0085")
                && numbers.stream().distinct().count() == 6;
        return asExpected ? InvoiceRun.numbers(80, 85) : numbers.toString();
    }

    /** Invitations to the informal meeting of 14 January; none before it is announced. */
    static int invitedInJanuary(Stage stage, Meetings meetings) {
        return stage.api().all("secretary", "/api/meetings?seriesId=" + meetings.informalSeries()).stream()
                .filter(meeting -> Json.text(meeting, "start").startsWith("2021-01-14"))
                .findFirst()
                .map(meeting -> stage.api()
                        .all("secretary", "/api/meetings/" + Json.text(meeting, "meetingId") + "/invitations")
                        .size())
                .orElse(0);
    }
}
