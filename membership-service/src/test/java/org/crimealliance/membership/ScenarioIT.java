package org.crimealliance.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.testkit.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The part of December 2020 that the membership service plays, through its API and its topics. */
@MembershipTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScenarioIT {

    @LocalServerPort
    int port;

    @Autowired
    Decisions decisions;

    @Autowired
    Received received;

    private Api treasurer;
    private Api chair;
    private Api secretary;
    private final List<String> applications = new ArrayList<>();

    @BeforeEach
    void roles() {
        treasurer = new Api(port, "treasurer");
        chair = new Api(port, "chair");
        secretary = new Api(port, "secretary");
    }

    @Test
    @Order(1)
    void the_register_is_imported_and_again_changes_nothing() {
        TestClock.stopAt("2020-10-01T08:00:00Z");
        JsonNode preview = secretary
                .upload("/register-imports?preview=true", Register.csv())
                .expecting(200)
                .json();
        assertThat(preview.get("new").asInt()).isEqualTo(80);
        assertThat(secretary.get("/members").get("items")).isEmpty();
        JsonNode first = secretary
                .upload("/register-imports?preview=false", Register.csv())
                .expecting(200)
                .json();
        assertThat(first.get("new").asInt()).isEqualTo(80);
        JsonNode again = secretary
                .upload("/register-imports?preview=false", Register.csv())
                .expecting(200)
                .json();
        assertThat(again.get("new").asInt()).isZero();
        assertThat(again.get("changed").asInt()).isZero();
        assertThat(again.get("unchanged").asInt()).isEqualTo(80);
        JsonNode counts = secretary.get("/members/counts?asOf=2020-10-01");
        assertThat(counts.get("ordinary").asInt()).isEqualTo(56);
        assertThat(counts.get("extraordinary").asInt()).isEqualTo(5);
        assertThat(counts.get("individual").asInt()).isEqualTo(18);
        assertThat(counts.get("honorary").asInt()).isEqualTo(1);
        await().untilAsserted(() ->
                assertThat(received.of("membership.member-admitted.v1")).hasSize(80));
    }

    @Test
    @Order(2)
    void seven_applications_arrive() {
        String[] categories = {"ordinary", "ordinary", "ordinary", "ordinary", "extraordinary", "individual", "ordinary"
        };
        for (int i = 0; i < 7; i++) {
            TestClock.stopAt("2020-%02d-15T10:00:00Z".formatted(10 + i % 2));
            applications.add(new Api(port)
                    .post("/applications", Requests.application(i, categories[i]), 201)
                    .get("membershipId")
                    .asString());
            new Api(port).confirmApplication(received, applications.getLast());
        }
        JsonNode summary = secretary.get("/applications/summary?from=2020-10-01&to=2020-11-30");
        assertThat(summary.get("received").asInt()).isEqualTo(7);
        assertThat(secretary.get("/applications?state=applied").get("items")).hasSize(7);
        await().untilAsserted(() ->
                assertThat(received.of("membership.application-submitted.v1")).hasSize(7));
    }

    @Test
    @Order(3)
    void the_run_of_november_issues_seventy_nine_invoices() {
        TestClock.stopAt("2020-11-16T09:00:00Z");
        treasurer.send("PUT", "/fee-schedules/2021", Requests.FEES).expecting(200);
        treasurer.post("/invoice-runs", "{\"feeYear\":2021}", 409);
        chair.confirm("fee-schedule", "2021");
        JsonNode run = treasurer.post("/invoice-runs", "{\"feeYear\":2021}", 201);
        assertThat(run.get("liable").asInt()).isEqualTo(79);
        assertThat(run.get("total").get("amount").asString()).isEqualTo("13030.00");
        assertThat(run.get("leftOut")).hasSize(1);
        String id = run.get("runId").asString();
        assertThat(run.get("sums").valueStream().map(ScenarioIT::inWords))
                .containsExactly("ordinary 56 11200.00", "extraordinary 5 750.00", "individual 18 1080.00");
        assertThat(toBeInvoiced(id, 50).stream()
                        .map(item -> item.get("position").asInt()))
                .isEqualTo(IntStream.rangeClosed(1, 79).boxed().toList());
        assertThat(toBeInvoiced(id, 7)).isEqualTo(toBeInvoiced(id, 500));
        assertThat(toBeInvoiced(id, 500).stream()
                        .map(item ->
                                new BigDecimal(item.get("amount").get("amount").asString()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .as("what is listed is what the run is over")
                .isEqualTo("13030.00");
        treasurer.post("/invoice-runs/" + id + "/issue", null, 409);
        chair.confirm("invoice-run", id);
        long began = System.nanoTime();
        treasurer.post("/invoice-runs/" + id + "/issue", null, 202);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(treasurer
                                .get("/invoice-runs/" + id)
                                .get("state")
                                .asString())
                        .isEqualTo("finished"));
        System.out.printf("run of 79 invoices, cold: %.2f s%n", (System.nanoTime() - began) / 1e9);
        assertThat(treasurer.get("/invoice-runs/" + id).get("issued").asInt()).isEqualTo(79);
        assertThat(numbers("feeYear=2021"))
                .isEqualTo(IntStream.rangeClosed(1, 79)
                        .mapToObj("2020-%04d"::formatted)
                        .toList());
        await().untilAsserted(() ->
                assertThat(received.of("membership.invoice-issued.v1")).hasSize(79));
        assertThat(received.causesOf("membership.invoice-issued.v1"))
                .as("one command of the treasurer")
                .containsOnly(received.causesOf("membership.invoice-issued.v1").getFirst())
                .allMatch(cause -> cause.actor().contains("treasurer"));
        assertThat(treasurer.get("/invoices/chain").get("valid").asBoolean()).isTrue();
    }

    private static String inWords(JsonNode sum) {
        return "%s %d %s"
                .formatted(
                        sum.get("category").asString(),
                        sum.get("invoices").asInt(),
                        sum.get("total").get("amount").asString());
    }

    /** All of them, by pages of this size. */
    private List<JsonNode> toBeInvoiced(String run, int limit) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = null;
        do {
            page = treasurer.get("/invoice-runs/" + run + "/items?limit=" + limit
                    + (page == null ? "" : "&after=" + page.get("next").asString()));
            page.get("items").forEach(all::add);
        } while (page.has("next"));
        return all;
    }

    @Test
    @Order(4)
    void a_second_run_finds_nobody() {
        JsonNode run = treasurer.post("/invoice-runs", "{\"feeYear\":2021}", 201);
        assertThat(run.get("liable").asInt()).isZero();
        String id = run.get("runId").asString();
        chair.confirm("invoice-run", id);
        treasurer.post("/invoice-runs/" + id + "/issue", null, 202);
        await().untilAsserted(() -> assertThat(
                        treasurer.get("/invoice-runs/" + id).get("state").asString())
                .isEqualTo("finished"));
        assertThat(treasurer.get("/invoice-runs/" + id).get("issued").asInt()).isZero();
        assertThat(numbers("feeYear=2021")).hasSize(79);
    }

    @Test
    @Order(5)
    void the_figures_of_the_seventh_of_december() {
        TestClock.stopAt("2020-12-07T14:30:00Z");
        String meeting = UUID.randomUUID().toString();
        JsonNode report = treasurer.post(
                "/treasurer-reports", "{\"asOf\":\"2020-12-07\",\"meetingId\":\"%s\"}".formatted(meeting), 201);
        assertSeventhOfDecember(report.get("figures"));
        await().untilAsserted(() -> assertThat(received.of("membership.treasurer-report-prepared.v1"))
                .hasSize(1));
    }

    private static void assertSeventhOfDecember(JsonNode figures) {
        assertThat(figures.get("members").get("ordinary").asInt()).isEqualTo(56);
        assertThat(figures.get("members").get("extraordinary").asInt()).isEqualTo(5);
        assertThat(figures.get("members").get("individual").asInt()).isEqualTo(18);
        assertThat(figures.get("applicationsWaiting").asInt()).isEqualTo(7);
        assertThat(figures.get("applicationsReceived").asInt()).isEqualTo(7);
        assertThat(figures.get("invoices").get("feeYear").asInt()).isEqualTo(2021);
        assertThat(figures.get("invoices").get("issued").asInt()).isEqualTo(79);
        assertThat(figures.get("invoices").get("issuedTotal").get("amount").asString())
                .isEqualTo("13030.00");
    }

    @Test
    @Order(6)
    void six_are_admitted_and_get_their_first_invoice_for_2021() {
        TestClock.stopAt("2020-12-10T18:00:00Z");
        for (int i = 0; i < 6; i++) {
            decisions.take("decision-" + i, "admit", applications.get(i), 1);
            decisions.take("decision-" + i, "admit", applications.get(i), 1); // delivered twice
        }
        decisions.take("decision-6", "defer", applications.get(6), 1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(numbers("feeYear=2021"))
                        .hasSize(85)
                        .endsWith("2020-0080", "2020-0081", "2020-0082", "2020-0083", "2020-0084", "2020-0085"));
        await().untilAsserted(() -> {
            assertThat(received.of("membership.member-admitted.v1")).hasSize(86);
            assertThat(received.of("membership.invoice-issued.v1")).hasSize(85);
            assertThat(received.of("membership.application-deferred.v1")).hasSize(1);
        });
        assertThat(received.causesOf("membership.invoice-issued.v1").subList(79, 85))
                .as("the Board's decision")
                .containsOnly(new Provenance("chair", "test"));
        JsonNode counts = secretary.get("/members/counts?asOf=2020-12-10");
        assertThat(counts.get("ordinary").asInt()).isEqualTo(60);
        assertThat(counts.get("extraordinary").asInt()).isEqualTo(6);
        assertThat(counts.get("individual").asInt()).isEqualTo(19);
        JsonNode waiting = secretary.get("/applications?state=applied").get("items");
        assertThat(waiting).hasSize(1);
        assertThat(waiting.get(0).get("deferrals")).hasSize(1);
        assertThat(received.of("membership.member-admitted.v1").getLast()).contains("\"decisionId\"");
        // as of an earlier day nothing has changed
        assertSeventhOfDecember(secretary.get("/figures?asOf=2020-12-07"));
        assertThat(treasurer.get("/invoices/chain").get("count").asInt()).isEqualTo(85);
    }

    @Test
    @Order(7)
    void another_decision_on_an_admitted_applicant_has_no_effect_and_blocks_nothing() {
        decisions.take("decision-late", "reject", applications.get(0), 1);
        decisions.take("decision-unknown", "admit", UUID.randomUUID().toString(), 1);
        decisions.take("decision-7", "reject", applications.get(6), 1);
        await().untilAsserted(() ->
                assertThat(received.of("membership.application-rejected.v1")).hasSize(1));
        assertThat(secretary
                        .get("/applications/" + applications.get(0))
                        .get("state")
                        .asString())
                .isEqualTo("admitted");
        assertThat(secretary
                        .get("/applications/" + applications.get(6))
                        .get("state")
                        .asString())
                .isEqualTo("rejected");
    }

    @Test
    @Order(8)
    void what_was_sent_follows_the_contracts() {
        received.followsTheContracts();
    }

    private List<String> numbers(String query) {
        List<String> numbers = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = treasurer.get("/invoices?limit=50&" + query + after);
            page.get("items").forEach(item -> numbers.add(item.get("number").asString()));
            after = page.has("next") ? "&after=" + page.get("next").asString() : "";
        } while (!after.isEmpty());
        return numbers;
    }
}
