package org.crimealliance.membership.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.crimealliance.membership.Api;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.MembershipSettings;
import org.crimealliance.membership.MembershipTest;
import org.crimealliance.membership.Received;
import org.crimealliance.membership.Register;
import org.crimealliance.membership.Requests;
import org.crimealliance.membership.fee.FeeSchedules;
import org.crimealliance.membership.invoice.DyingIssuer;
import org.crimealliance.membership.invoice.Invoice;
import org.crimealliance.membership.invoice.Invoices;
import org.crimealliance.membership.invoice.IssueInvoice;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.SecondPersonSettings;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.work.Leases;
import org.crimealliance.platform.work.Sweeper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Runs that are killed, stopped, or worked on by two at once. */
@MembershipTest
@Import(DyingIssuer.class)
@TestPropertySource(properties = {"alliance.membership.runs.lease=1s", "alliance.membership.runs.sweep=200ms"})
class RunCrashIT {

    @LocalServerPort
    int port;

    @Autowired
    Received received;

    @Autowired
    Sweeper invoiceRunSweep;

    @Autowired
    RunProgress progress;

    @Autowired
    RunItems items;

    @Autowired
    IssueInvoice issueInvoice;

    @Autowired
    Memberships memberships;

    @Autowired
    Invoices invoices;

    @Autowired
    AggregateStore<InvoiceRun> runs;

    @Autowired
    MembershipCalendar calendar;

    @Autowired
    MembershipSettings settings;

    @Autowired
    FeeSchedules schedules;

    @Autowired
    SecondPersonSettings secondPerson;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    DyingIssuer dying;

    private Api treasurer;
    private Api chair;

    @BeforeAll
    void register() {
        treasurer = new Api(port, "treasurer");
        chair = new Api(port, "chair");
        new Api(port, "secretary").upload("/register-imports", Register.csv()).expecting(200);
    }

    @Test
    void a_run_that_was_killed_goes_on_by_itself() {
        TestClock.stopAt("2020-11-16T09:00:00Z");
        invoiceRunSweep.stop(); // from here on this test is the process that will be killed
        String run = approved(2021);
        treasurer.post("/invoice-runs/" + run + "/issue", null, 202);
        assertThat(another().take(RunWorker.leaseOf(run), Duration.ofSeconds(1)))
                .isTrue();
        String members = runs.find(run).orElseThrow().state().plan().itemsOf(run);
        List<RunItems.Item> first = items.portion(members, 0);
        first.forEach(item -> issueInvoice.issue(number(run, item)));
        progress.advance(run, RunProgress.State.start(1), new RunProgress.State(1, 1, first.size(), 0, List.of()));
        List<RunItems.Item> second = items.portion(members, 1);
        issueInvoice.issue(number(run, second.get(0)));
        number(run, second.get(1));
        dying.diesAfterTheDocument(number(run, second.get(2)));
        dying.diesAfterTheDraft(Invoice.idFor(second.get(4).membershipId(), 2021));
        dying.diesAfterThePromise(Invoice.idFor(second.get(3).membershipId(), 2021), calendar.today());

        invoiceRunSweep.start();
        finished(run, 79);
        assertNumbers(2021, "2020-%04d");
        await().untilAsserted(() ->
                assertThat(ofYear("membership.invoice-issued.v1", 2021)).hasSize(79));
    }

    @Test
    void what_a_preview_wrote_that_was_killed_is_in_no_run() {
        TestClock.stopAt("2026-11-16T09:00:00Z");
        feesApproved(2027);
        String run = Ids.timeOrdered().next();
        InstantSource never = () -> {
            throw new IllegalStateException("killed");
        };
        MembershipCalendar dying = new MembershipCalendar(never.withZone(ZoneOffset.UTC), settings);
        assertThatThrownBy(() -> preview(run, dying)).hasMessage("killed");
        // until it is sent again some have their invoice: there is a portion less
        String other = Ids.timeOrdered().next();
        items.portion(preview(other, calendar).itemsOf(other), 0)
                .forEach(item -> issueInvoice.issue(number(other, item, 2027)));

        assertThat(preview(run, calendar).liable()).isEqualTo(71);
        chair.confirm("invoice-run", run);
        treasurer.post("/invoice-runs/" + run + "/issue", null, 202);
        finished(run, 71);
    }

    private InvoiceRun.Plan preview(String run, MembershipCalendar by) {
        Iterator<String> named = List.of(run).iterator();
        Ids ids = () -> named.hasNext() ? named.next() : Ids.timeOrdered().next();
        return new PreviewRun(runs, items, memberships, invoices, schedules, settings, by, ids, secondPerson)
                .preview(2027, new Person("treasurer", "Treasurer", null, List.of("treasurer")))
                .orThrow()
                .state()
                .plan();
    }

    @Test
    void a_stopped_run_goes_on_when_it_is_issued_again() {
        TestClock.stopAt("2022-11-16T09:00:00Z");
        String run = approved(2023);
        treasurer.post("/invoice-runs/" + run + "/stop", null, 409);
        treasurer.post("/invoice-runs/" + run + "/issue", null, 202);
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> treasurer.get("/invoice-runs/" + run).get("issued").asInt() >= 8);
        treasurer.post("/invoice-runs/" + run + "/stop", null, 200);
        // whoever was at it finishes its portion and lets go
        Leases another = another();
        await().until(() -> another.take(RunWorker.leaseOf(run), Duration.ofSeconds(1)));
        another.release(RunWorker.leaseOf(run));
        JsonNode stopped = treasurer.get("/invoice-runs/" + run);
        assertThat(stopped.get("state").asString()).isEqualTo("stopped");
        assertThat(stopped.get("issued").asInt()).isBetween(8, 78);
        treasurer.post("/invoice-runs/" + run + "/issue", null, 202);
        finished(run, 79);
        assertNumbers(2023, "2022-%04d");
    }

    @Test
    void two_workers_at_one_run_issue_each_invoice_once() {
        TestClock.stopAt("2024-11-16T09:00:00Z");
        Sweeper other = withoutLease();
        Sweeper third = withoutLease();
        other.start();
        third.start();
        try {
            String run = approved(2025);
            treasurer.post("/invoice-runs/" + run + "/issue", null, 202);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> treasurer
                            .get("/invoice-runs/" + run)
                            .get("state")
                            .asString()
                            .equals("finished"));
        } finally {
            other.stop();
            third.stop();
        }
        assertNumbers(2025, "2024-%04d");
        await().untilAsserted(() ->
                assertThat(ofYear("membership.invoice-issued.v1", 2025)).hasSize(79));
    }

    private Sweeper withoutLease() {
        RunWorker worker = new RunWorker(
                runs, items, progress, another(), memberships, invoices, issueInvoice, calendar, Duration.ZERO);
        return Sweeper.inPortions("another-instance", Duration.ofMillis(5), worker::sweep);
    }

    /** Those of another instance. */
    private Leases another() {
        return new Leases(mongo, InstantSource.system());
    }

    private List<String> ofYear(String type, int feeYear) {
        return received.of(type).stream()
                .filter(payload -> payload.contains("\"feeYear\":" + feeYear))
                .toList();
    }

    private String number(String run, RunItems.Item item) {
        return number(run, item, 2021);
    }

    private String number(String run, RunItems.Item item, int feeYear) {
        return issueInvoice
                .number(new IssueInvoice.Charge(
                        run,
                        item.membershipId(),
                        memberships
                                .find(item.membershipId())
                                .orElseThrow()
                                .state()
                                .profile(),
                        feeYear,
                        item.line(),
                        item.amount(),
                        30))
                .orThrow();
    }

    private void feesApproved(int feeYear) {
        treasurer.send("PUT", "/fee-schedules/" + feeYear, Requests.FEES).expecting(200);
        chair.confirm("fee-schedule", String.valueOf(feeYear));
    }

    private String approved(int feeYear) {
        feesApproved(feeYear);
        String run = treasurer
                .post("/invoice-runs", "{\"feeYear\":%d}".formatted(feeYear), 201)
                .get("runId")
                .asString();
        chair.confirm("invoice-run", run);
        return run;
    }

    private void finished(String run, int issued) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode now = treasurer.get("/invoice-runs/" + run);
            assertThat(now.get("state").asString()).isEqualTo("finished");
            assertThat(now.get("issued").asInt()).isEqualTo(issued);
            assertThat(now.get("failed")).isEmpty();
        });
    }

    private void assertNumbers(int feeYear, String pattern) {
        List<String> numbers = new ArrayList<>();
        treasurer.get("/invoices?limit=500&feeYear=" + feeYear).get("items").forEach(invoice -> {
            numbers.add(invoice.get("number").asString());
            assertThat(invoice.get("state").asString()).isEqualTo("issued");
        });
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, 79)
                        .mapToObj(pattern::formatted)
                        .toList());
        JsonNode chain = treasurer.get("/invoices/chain");
        assertThat(chain.get("valid").asBoolean()).as(chain.toString()).isTrue();
    }
}
