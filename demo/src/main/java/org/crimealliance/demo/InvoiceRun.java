package org.crimealliance.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crimealliance.demo.Kills.Fallen;
import org.crimealliance.demo.Kills.Work;
import org.crimealliance.demo.Mailbox.Mail;
import tools.jackson.databind.JsonNode;

/** The Treasurer prepares the fees and the run for 2021, the Chair approves them, the Treasurer issues the invoices; the service is killed after about 40 and goes on by itself. */
final class InvoiceRun {

    static final int LIABLE = 79;

    private final Stage stage;

    InvoiceRun(Stage stage) {
        this.stage = stage;
    }

    void play() {
        stage.ledger().step("Fees of 2021", step -> {
            stage.itIs("2020-11-20T10:00");
            approveSchedule();
            String run = preview();
            JsonNode previewed = run(run);
            step.figure("previewed invoices", LIABLE, Json.number(previewed, "liable"));
            step.figure("previewed total", "13030.00 EUR", money(Json.at(previewed, "total")));
            int mark = stage.mails().count();
            approveAndIssue(run);
            follow(run);
            step.happened(
                    "schedule and run prepared by the Treasurer and approved by the Chair, issued; membership-service killed at "
                            + killedAt() + " of 79, went on");
            JsonNode finished = run(run);
            step.figure(
                    "run finished, issued",
                    "finished 79",
                    Json.text(finished, "state") + " " + Json.number(finished, "issued"));
            List<JsonNode> invoices = invoices(stage);
            step.figure("invoice numbers", numbers(1, LIABLE), numbers(invoices));
            step.figure(
                    "members with exactly one invoice",
                    LIABLE,
                    invoices.stream()
                            .map(invoice -> Json.text(invoice, "membershipId"))
                            .distinct()
                            .count());
            step.await(
                    "mails with the invoice as PDF, one a member",
                    LIABLE,
                    () -> mailsWithPdf(mark).size());
            step.figure(
                    "mails to the same member twice",
                    0,
                    mailsWithPdf(mark).size()
                            - mailsWithPdf(mark).stream()
                                    .map(Mail::to)
                                    .distinct()
                                    .count());
            step.figure("chain of issued documents", "valid 79", chain(stage));
        });
        stage.ledger().step("Second run for 2021", step -> {
            String second = preview();
            JsonNode previewed = run(second);
            step.figure("liable", 0, Json.number(previewed, "liable"));
            approveAndIssue(second);
            follow(second);
            step.happened("the same run once more");
            step.figure("issued", 0, Json.number(run(second), "issued"));
            step.figure("invoices in all", LIABLE, invoices(stage).size());
        });
        savePdfs();
    }

    private void approveSchedule() {
        stage.api()
                .put(
                        "treasurer",
                        "/api/membership/fee-schedules/2021",
                        Json.object(
                                "ordinary",
                                euro("200.00"),
                                "extraordinary",
                                euro("150.00"),
                                "individual",
                                euro("60.00"),
                                "honorary",
                                euro("0.00"),
                                "dueInDays",
                                30));
        stage.api().confirm("chair", "fee-schedule", "2021");
    }

    private static Object euro(String amount) {
        return Json.object("amount", amount, "currency", "EUR");
    }

    private String preview() {
        return Json.text(
                stage.api().post("treasurer", "/api/membership/invoice-runs", Json.object("feeYear", 2021)), "runId");
    }

    private JsonNode run(String run) {
        return stage.api().get("treasurer", "/api/membership/invoice-runs/" + run);
    }

    private void approveAndIssue(String run) {
        stage.api().confirm("chair", "invoice-run", run);
        stage.api().post("treasurer", "/api/membership/invoice-runs/" + run + "/issue", Json.object());
    }

    /** Watches until it is finished. */
    private void follow(String run) {
        boolean finished = Patience.until(Duration.ofMinutes(4), () -> {
            JsonNode now = run(run);
            int issued = Json.number(now, "issued");
            if (issued < LIABLE && Json.number(now, "liable") > 0) {
                stage.kills().progress(Work.INVOICE_RUN, issued, LIABLE);
            }
            return Json.text(now, "state").equals("finished");
        });
        if (!finished) {
            throw new IllegalStateException("the run did not finish: " + run(run));
        }
    }

    private String killedAt() {
        return stage.kills().fallen().stream()
                .filter(fallen -> fallen.service().equals("membership"))
                .findFirst()
                .map(Fallen::done)
                .map(String::valueOf)
                .orElse("(not at all)");
    }

    private List<Mail> mailsWithPdf(int mark) {
        return stage.mails().since(mark).stream().filter(InvoiceRun::hasPdf).toList();
    }

    static boolean hasPdf(Mail mail) {
        return mail.attachments().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(".pdf"));
    }

    static List<JsonNode> invoices(Stage stage) {
        return stage.api().all("treasurer", "/api/membership/invoices?feeYear=2021");
    }

    /** "2020-0001 ... 2020-0079" if they are all there and no other, else what is missing or too many. */
    static String numbers(List<JsonNode> invoices) {
        Set<String> got = invoices.stream()
                .map(invoice -> Json.text(invoice, "number"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ideal = IntStream.rangeClosed(1, invoices.size())
                .mapToObj(number -> String.format(Locale.ROOT, "2020-%04d", number))
                .collect(Collectors.toCollection(TreeSet::new));
        return got.equals(ideal) ? numbers(1, invoices.size()) : "gaps or doubles: " + got;
    }

    static String numbers(int from, int to) {
        return String.format(Locale.ROOT, "2020-%04d...2020-%04d", from, to);
    }

    static String chain(Stage stage) {
        JsonNode chain = stage.api().get("auditor", "/api/membership/invoices/chain");
        return (Json.truth(chain, "valid") ? "valid " : "broken ") + Json.number(chain, "count");
    }

    private static String money(JsonNode money) {
        String amount = Json.text(money, "amount");
        return (amount.isEmpty() ? "?" : new BigDecimal(amount).setScale(2).toPlainString()) + " "
                + Json.text(money, "currency");
    }

    private void savePdfs() {
        if (!stage.output().wanted()) {
            return;
        }
        for (JsonNode invoice : invoices(stage)) {
            savePdf(stage, invoice);
        }
    }

    static void savePdf(Stage stage, JsonNode invoice) {
        byte[] pdf = stage.api()
                .fetch("treasurer", "/api/membership/invoices/" + Json.text(invoice, "invoiceId") + "/pdf")
                .ok()
                .body();
        stage.output().write("invoices/" + Json.text(invoice, "number") + ".pdf", pdf);
    }
}
