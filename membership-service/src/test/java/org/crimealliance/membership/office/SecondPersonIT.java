package org.crimealliance.membership.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crimealliance.membership.Api;
import org.crimealliance.membership.Decisions;
import org.crimealliance.membership.MembershipTest;
import org.crimealliance.membership.Received;
import org.crimealliance.membership.Requests;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.testkit.Contracts;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.work.Sweeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What one prepares and another confirms: appointments, fee schedules and invoice runs, also when two do it at once. */
@MembershipTest
@TestPropertySource(properties = "alliance.operator-secret=" + SecondPersonIT.SECRET)
class SecondPersonIT {

    static final String SECRET = "only-for-tests-0123456789abcdef0123456789";

    @LocalServerPort
    int port;

    @Autowired
    Received received;

    @Autowired
    Decisions decisions;

    @Autowired
    AggregateStore<Officer> officers;

    @Autowired
    Sweeper appointmentSweep;

    @Autowired
    MongoTemplate mongo;

    private Api chair;
    private Api treasurer;
    private Api secretary;

    @BeforeEach
    void roles() {
        TestClock.stopAt("2020-11-16T09:00:00Z");
        mongo.getCollection("officers").deleteMany(new org.bson.Document());
        mongo.getCollection("seats").deleteMany(new org.bson.Document());
        chair = new Api(port, "chair");
        treasurer = new Api(port, "treasurer");
        secretary = new Api(port, "secretary");
    }

    private static String officer(String office, String who, String from) {
        return """
                {"office":"%s","name":"%s","email":"%s@alliance.example.org","from":"%s"}""".formatted(office, who, who, from);
    }

    private static String proposed(Api by, String office, String who) {
        return by.post("/officers", officer(office, who, "2020-11-16"), 201)
                .get("officeId")
                .asString();
    }

    private List<String> inOffice() {
        List<String> names = new ArrayList<>();
        chair.get("/officers")
                .get("items")
                .forEach(one -> names.add(one.get("name").asString()));
        return names;
    }

    @Test
    void a_treasurer_cannot_make_himself_chair() {
        String id = proposed(treasurer, "chair", "treasurer");
        JsonNode waiting = treasurer.waiting("appointment", id);
        assertThat(waiting.get("youMay").asBoolean()).isFalse();
        assertThat(waiting.get("whyNot").asString()).contains("Another officer has to confirm it");
        assertThat(waiting.get("details").toString()) // a day in words, as everywhere
                .containsPattern("From [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}");
        String seen = waiting.get("seen").asString();
        assertThat(treasurer
                        .confirm("appointment", id, seen)
                        .expecting(403)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("own-preparation");
        String byAnother = proposed(secretary, "board", "treasurer");
        assertThat(treasurer
                        .confirm(
                                "appointment",
                                byAnother,
                                treasurer
                                        .waiting("appointment", byAnother)
                                        .get("seen")
                                        .asString())
                        .expecting(403)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("concerns-yourself");
        assertThat(inOffice()).isEmpty();
    }

    @Test
    void another_officer_confirms_and_only_then_everybody_is_told() {
        int before = received.of("membership.officer-appointed.v1").size();
        String id = proposed(secretary, "treasurer", "new-treasurer");
        JsonNode waiting = chair.waiting("appointment", id);
        assertThat(waiting.get("youMay").asBoolean()).isTrue();
        assertThat(waiting.get("effect").asString()).startsWith("new-treasurer becomes Treasurer");
        assertThat(new Api(port, "board")
                        .waiting("appointment", id)
                        .get("whyNot")
                        .asString())
                .contains("Chair, Treasurer or Secretary");
        assertThat(inOffice()).isEmpty();
        chair.confirm("appointment", id);
        assertThat(chair.confirm("appointment", id, waiting.get("seen").asString())
                        .status())
                .as("said again by the same officer")
                .isEqualTo(200);
        treasurer.confirm("appointment", id, waiting.get("seen").asString()).expecting(409);
        assertThat(inOffice()).containsExactly("new-treasurer");
        await().untilAsserted(() ->
                assertThat(received.of("membership.officer-appointed.v1")).hasSize(before + 1));
        assertThat(received.causesOf("membership.officer-appointed.v1").getLast())
                .extracting(Provenance::actor)
                .isEqualTo("chair");
    }

    @Test
    void what_changed_after_it_was_looked_at_is_looked_at_again() {
        String id = proposed(secretary, "board", "somebody");
        String seen = chair.waiting("appointment", id).get("seen").asString();
        secretary.post(
                "/officers",
                officer("board", "somebody", "2020-11-16").replace("\"from\"", "\"until\":\"2030-01-01\",\"from\""),
                201);
        assertThat(chair.confirm("appointment", id, seen)
                        .expecting(409)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("changed-meanwhile");
        chair.confirm("appointment", id);
    }

    @Test
    void what_nobody_confirms_in_time_lapses() {
        String id = proposed(secretary, "board", "late");
        String seen = chair.waiting("appointment", id).get("seen").asString();
        TestClock.stopAt("2020-12-16T09:00:01Z");
        assertThat(chair.get("/confirmations").toString()).doesNotContain(id);
        assertThat(chair.confirm("appointment", id, seen)
                        .expecting(409)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("preparation-lapsed");
        secretary.post("/officers", officer("board", "late", "2020-11-16"), 201);
        chair.confirm("appointment", id);
    }

    @Test
    void of_sixteen_confirmed_at_once_for_one_seat_one_gets_it() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            ids.add(proposed(secretary, "chair", "rival" + i));
        }
        List<String> seen = ids.stream()
                .map(id -> treasurer.waiting("appointment", id).get("seen").asString())
                .toList();
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int one = i;
            all.add(() -> treasurer
                    .confirm("appointment", ids.get(one), seen.get(one))
                    .status());
        }
        assertThat(atOnce(all)).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(inOffice()).hasSize(1);
    }

    @Test
    void two_who_confirm_one_appointment_at_once_confirm_it_once() throws Exception {
        int before = received.of("membership.officer-appointed.v1").size();
        for (int round = 0; round < 5; round++) {
            String id = proposed(secretary, "congress-manager", "manager" + round);
            String seen = chair.waiting("appointment", id).get("seen").asString();
            assertThat(atOnce(List.of(
                            () -> chair.confirm("appointment", id, seen).status(),
                            () -> treasurer.confirm("appointment", id, seen).status())))
                    .containsExactlyInAnyOrder(200, 409);
        }
        await().untilAsserted(() ->
                assertThat(received.of("membership.officer-appointed.v1")).hasSize(before + 5));
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> call : threads.invokeAll(calls)) {
                answers.add(call.get());
            }
        }
        return answers;
    }

    @Test
    void what_a_crash_left_between_the_confirmation_and_the_seat_is_carried_out() {
        appointmentSweep.stop();
        String id = proposed(secretary, "secretary", "next-secretary");
        Officer.Term term = officers.find(id).orElseThrow().state().term();
        Officer warranted = new Officer.Warranted(
                term,
                new Officer.Warrant("secretary", "chair", null, java.time.Instant.parse("2020-11-16T09:00:00Z")),
                new Provenance("chair", "the-command"));
        org.bson.Document state = new org.bson.Document();
        mongo.getConverter().write(warranted, state);
        mongo.updateFirst(Query.query(Criteria.where("_id").is(id)), new Update().set("state", state), "officers");
        assertThat(inOffice()).isEmpty();
        appointmentSweep.start();
        await().untilAsserted(() -> assertThat(inOffice()).containsExactly("next-secretary"));
        await().untilAsserted(() -> assertThat(received.causesOf("membership.officer-appointed.v1"))
                .contains(new Provenance("chair", "the-command")));
    }

    @Test
    void a_term_that_was_stored_before_there_were_seats_holds_its_seat() {
        String id = proposed(secretary, "chair", "old-chair");
        treasurer.confirm("appointment", id);
        mongo.getCollection("seats").deleteMany(new org.bson.Document());
        secretary
                .send("POST", "/officers", officer("chair", "new-chair", "2020-12-01"))
                .expecting(409);
        secretary.post("/officers/" + id + "/end", "{\"endedOn\":\"2020-11-30\"}", 200);
        treasurer.confirm(
                "appointment",
                secretary
                        .post("/officers", officer("chair", "new-chair", "2020-12-01"), 201)
                        .get("officeId")
                        .asString());
    }

    @Test
    void whom_a_meeting_elected_needs_no_second_officer() {
        decisions.elect("election-1", "treasurer", "elected@alliance.example.org");
        String body = officer("treasurer", "elected", "2020-12-10").replace("{", "{\"decisionId\":\"election-1\",");
        secretary
                .send("POST", "/officers", body.replace("election-1", "unknown"))
                .expecting(409);
        await().untilAsserted(() ->
                assertThat(secretary.send("POST", "/officers", body).status()).isEqualTo(201));
        TestClock.stopAt("2020-12-10T09:00:00Z");
        assertThat(inOffice()).containsExactly("elected");
        secretary.send("POST", "/officers", body.replace("treasurer", "chair")).expecting(409);
        secretary
                .send(
                        "POST",
                        "/officers",
                        body.replace("2020-12-10", "2021-12-10").replace("elected\"", "x\""))
                .expecting(409);
        decisions.elect("election-2", "secretary", "secretary@alliance.example.org");
        String own = officer("secretary", "secretary", "2020-12-10").replace("{", "{\"decisionId\":\"election-2\",");
        await().untilAsserted(() -> assertThat(
                        secretary.send("POST", "/officers", own).status())
                .as("nobody appoints himself, elected or not")
                .isEqualTo(403));
        chair.post("/officers", own, 201);
    }

    @Test
    void the_operator_makes_the_first_chair_and_a_second_officer_and_no_more() throws Exception {
        assertThat(operator("wrong", officer("chair", "first-chair", "2020-11-16")))
                .isEqualTo(404);
        assertThat(operator(SECRET, officer("board", "member", "2020-11-16"))).isEqualTo(409);
        assertThat(operator(SECRET, officer("secretary", "alone", "2020-11-16")))
                .isEqualTo(409);
        assertThat(operator(SECRET, officer("chair", "first-chair", "2020-11-16")))
                .isEqualTo(201);
        assertThat(operator(SECRET, officer("chair", "first-chair", "2020-11-16")))
                .as("again")
                .isEqualTo(201);
        assertThat(operator(SECRET, officer("chair", "second-chair", "2021-11-16")))
                .isEqualTo(409);
        assertThat(operator(SECRET, officer("treasurer", "first-treasurer", "2020-11-16")))
                .isEqualTo(201);
        assertThat(operator(SECRET, officer("secretary", "first-secretary", "2020-11-16")))
                .isEqualTo(409);
        assertThat(inOffice()).containsExactlyInAnyOrder("first-chair", "first-treasurer");
        await().untilAsserted(() -> assertThat(received.causesOf("membership.officer-appointed.v1"))
                .extracting(Provenance::actor)
                .contains("operator"));
    }

    private int operator(String secret, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://127.0.0.1:" + port + "/api/operator/membership/first-officers"))
                                    .header("Content-Type", "application/json")
                                    .header("X-Operator-Secret", secret)
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }

    @Test
    void fees_are_drafted_by_one_and_approved_by_another_the_treasurer_one_of_the_two() {
        secretary.send("PUT", "/fee-schedules/2040", Requests.FEES).expecting(200);
        JsonNode waiting = treasurer.waiting("fee-schedule", "2040");
        String seen = waiting.get("seen").asString();
        assertThat(waiting.get("details").toString()).contains("Ordinary members EUR 200.00");
        assertThat(secretary
                        .confirm("fee-schedule", "2040", seen)
                        .expecting(403)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("own-preparation");
        assertThat(chair.confirm("fee-schedule", "2040", seen)
                        .expecting(403)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("another-office-needed");
        secretary
                .send("PUT", "/fee-schedules/2040", Requests.FEES.replace("200.00", "900.00"))
                .expecting(200);
        assertThat(treasurer
                        .confirm("fee-schedule", "2040", seen)
                        .expecting(409)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("changed-meanwhile");
        secretary.send("PUT", "/fee-schedules/2040", Requests.FEES).expecting(200);
        treasurer.confirm("fee-schedule", "2040", seen).expecting(200);
        treasurer.confirm("fee-schedule", "2040", seen).expecting(200);
        JsonNode approved = chair.get("/fee-schedules/2040");
        assertThat(approved.get("state").asString()).isEqualTo("approved");
        assertThat(approved.get("preparedBy").asString()).isEqualTo("secretary");
        assertThat(approved.get("approvedBy").asString()).isEqualTo("treasurer");
    }

    @Test
    void what_is_wrong_with_fees_stands_at_its_field() {
        JsonNode refused = treasurer
                .send(
                        "PUT",
                        "/fee-schedules/2043",
                        Requests.FEES.replaceFirst("\"dueInDays\": *\\d+", "\"dueInDays\":3650"))
                .expecting(422)
                .json();
        assertThat(refused.get("errors").get(0).get("field").asString()).isEqualTo("dueInDays");
    }

    @Test
    void a_draft_of_before_is_prepared_again() {
        secretary.send("PUT", "/fee-schedules/2041", Requests.FEES).expecting(200);
        String seen = treasurer.waiting("fee-schedule", "2041").get("seen").asString();
        mongo.updateFirst(
                Query.query(Criteria.where("_id").is("2041")), new Update().unset("state.preparation"), "feeSchedules");
        assertThat(treasurer
                        .confirm("fee-schedule", "2041", seen)
                        .expecting(409)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("not-prepared");
        secretary.send("PUT", "/fee-schedules/2041", Requests.FEES).expecting(200);
        treasurer.confirm("fee-schedule", "2041");
    }

    @Test
    void a_run_is_previewed_by_one_and_approved_by_another_at_once_only_once() throws Exception {
        treasurer.send("PUT", "/fee-schedules/2042", Requests.FEES).expecting(200);
        chair.confirm("fee-schedule", "2042");
        String run = treasurer
                .post("/invoice-runs", "{\"feeYear\":2042}", 201)
                .get("runId")
                .asString();
        String seen = chair.waiting("invoice-run", run).get("seen").asString();
        assertThat(treasurer
                        .confirm("invoice-run", run, seen)
                        .expecting(403)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("own-preparation");
        treasurer.post("/invoice-runs/" + run + "/issue", null, 409);
        assertThat(atOnce(List.of(
                        () -> chair.confirm("invoice-run", run, seen).status(),
                        () -> secretary.confirm("invoice-run", run, seen).status())))
                .containsExactlyInAnyOrder(200, 409);
        treasurer.post("/invoice-runs/" + run + "/issue", null, 202);
        String another = secretary
                .post("/invoice-runs", "{\"feeYear\":2042}", 201)
                .get("runId")
                .asString();
        String seenThen = chair.waiting("invoice-run", another).get("seen").asString();
        chair.confirm("invoice-run", another, seenThen).expecting(403);
        treasurer.confirm("invoice-run", another, seen).expecting(409);
        treasurer.confirm("invoice-run", another, seenThen).expecting(200);
    }

    @Test
    void an_election_is_told_as_the_contract_says() {
        Contracts.validate("meeting.decision-taken.v1", Decisions.election("e", "chair", "somebody@example.org"));
    }

    @Test
    void whoever_prepared_withdraws_and_another_officer_refuses_with_a_reason_that_is_told() {
        String id = proposed(secretary, "board", "mistyped");
        JsonNode own = secretary.waiting("appointment", id);
        String seen = own.get("seen").asString();
        assertThat(own.get("yours").asBoolean()).isTrue();
        assertThat(chair.waiting("appointment", id).get("yours").asBoolean()).isFalse();
        assertThat(secretary.own("appointment", id).get("state").asString()).isEqualTo("waits");
        assertThat(code(chair.withdraw("appointment", id, seen), 403)).isEqualTo("not-your-preparation");
        assertThat(code(secretary.refuse("appointment", id, seen, "no"), 403)).isEqualTo("own-preparation");
        assertThat(code(new Api(port, "board").refuse("appointment", id, seen, "no"), 403))
                .isEqualTo("may-not-confirm");
        assertThat(code(secretary.withdraw("appointment", id, "0".repeat(64)), 409))
                .isEqualTo("changed-meanwhile");
        secretary.withdraw("appointment", id, seen).expecting(200);
        secretary.withdraw("appointment", id, seen).expecting(200);
        assertThat(code(chair.confirm("appointment", id, seen), 409)).isEqualTo("preparation-withdrawn");
        assertThat(chair.get("/confirmations").toString()).doesNotContain(id);

        proposed(secretary, "board", "mistyped");
        chair.refuse("appointment", id, seen, " ").expecting(422);
        chair.refuse("appointment", id, seen, "The Board elected somebody else.")
                .expecting(200);
        chair.refuse("appointment", id, seen, "The Board elected somebody else.")
                .expecting(200);
        assertThat(code(treasurer.confirm("appointment", id, seen), 409)).isEqualTo("preparation-refused");
        assertThat(code(secretary.withdraw("appointment", id, seen), 409)).isEqualTo("preparation-refused");
        JsonNode told = secretary.own("appointment", id);
        assertThat(told.get("state").asString()).isEqualTo("refused");
        assertThat(told.get("reason").asString()).isEqualTo("The Board elected somebody else.");
        assertThat(chair.get("/confirmations/own").toString()).doesNotContain(id);
        TestClock.stopAt("2020-12-01T09:00:00Z");
        assertThat(secretary.get("/confirmations/own").toString())
                .as("told for two weeks")
                .doesNotContain(id);

        proposed(secretary, "board", "mistyped");
        chair.confirm("appointment", id);
        assertThat(secretary.own("appointment", id).get("state").asString()).isEqualTo("confirmed");
        assertThat(code(secretary.withdraw("appointment", id, seen), 409)).isEqualTo("already-confirmed");
    }

    @Test
    void of_those_who_confirm_refuse_and_withdraw_at_once_one_prevails() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = proposed(secretary, "congress-manager", "disputed" + round);
            String seen = chair.waiting("appointment", id).get("seen").asString();
            assertThat(atOnce(List.of(
                            () -> chair.confirm("appointment", id, seen).status(),
                            () -> treasurer
                                    .refuse("appointment", id, seen, "no")
                                    .status(),
                            () -> secretary.withdraw("appointment", id, seen).status())))
                    .containsExactlyInAnyOrder(200, 409, 409);
            boolean confirmed =
                    secretary.own("appointment", id).get("state").asString().equals("confirmed");
            assertThat(inOffice().contains("disputed" + round)).isEqualTo(confirmed);
        }
    }

    @Test
    void fees_and_runs_are_refused_and_prepared_anew() {
        treasurer.send("PUT", "/fee-schedules/2044", Requests.FEES).expecting(200);
        String seen = chair.waiting("fee-schedule", "2044").get("seen").asString();
        chair.refuse("fee-schedule", "2044", seen, "Too high.").expecting(200);
        assertThat(treasurer.own("fee-schedule", "2044").get("by").asString()).isNotBlank();
        treasurer.send("PUT", "/fee-schedules/2044", Requests.FEES).expecting(200);
        chair.confirm("fee-schedule", "2044");
        assertThat(treasurer.own("fee-schedule", "2044").get("state").asString())
                .isEqualTo("confirmed");

        String run = treasurer
                .post("/invoice-runs", "{\"feeYear\":2044}", 201)
                .get("runId")
                .asString();
        treasurer
                .withdraw(
                        "invoice-run",
                        run,
                        chair.waiting("invoice-run", run).get("seen").asString())
                .expecting(200);
        assertThat(chair.get("/invoice-runs/" + run).get("state").asString()).isEqualTo("withdrawn");
        treasurer.post("/invoice-runs/" + run + "/issue", null, 409);
        assertThat(treasurer.own("invoice-run", run).get("about").asString())
                .isEqualTo("The invoice run for the fees of 2044");
    }

    /** The account of the tests that has this role holds the office until the end of the year. */
    private void inOffice(Office office) {
        officers.create(
                "term-of-" + office.wire(),
                new Officer.Appointed(
                        new Officer.Term(
                                office,
                                office.wire(),
                                office.wire() + "@Alliance.example.org",
                                LocalDate.parse("2020-01-01"),
                                LocalDate.parse("2020-12-31")),
                        null),
                List.of());
    }

    private static final String LAST_MOMENT = "2020-12-31T22:59:59Z";
    private static final String NEXT_YEAR = "2020-12-31T23:00:00Z";

    @Test
    void an_appointment_prepared_by_an_ended_officer_is_prepared_again() {
        TestClock.stopAt("2020-12-20T09:00:00Z");
        inOffice(Office.SECRETARY);
        String last = proposed(secretary, "board", "on-the-last-day");
        String late = proposed(secretary, "board", "too-late");
        String seen = chair.waiting("appointment", late).get("seen").asString();
        TestClock.stopAt(LAST_MOMENT);
        chair.confirm("appointment", last);
        TestClock.stopAt(NEXT_YEAR);
        JsonNode waiting = chair.waiting("appointment", late);
        assertThat(waiting.get("youMay").asBoolean()).isFalse();
        assertThat(waiting.get("whyNot").asString()).contains("no longer holds the office", "Prepare it again.");
        assertThat(code(chair.confirm("appointment", late, seen), 409)).isEqualTo("preparer-left-office");
        proposed(treasurer, "board", "too-late"); // the same again
        chair.confirm("appointment", late);
    }

    @Test
    void fees_prepared_by_an_ended_treasurer_are_prepared_again_by_the_treasurer_of_today() {
        TestClock.stopAt("2020-12-20T09:00:00Z");
        inOffice(Office.TREASURER);
        treasurer.send("PUT", "/fee-schedules/2050", Requests.FEES).expecting(200);
        treasurer.send("PUT", "/fee-schedules/2051", Requests.FEES).expecting(200);
        String seen = chair.waiting("fee-schedule", "2051").get("seen").asString();
        TestClock.stopAt(LAST_MOMENT);
        chair.confirm("fee-schedule", "2050");
        TestClock.stopAt(NEXT_YEAR);
        assertThat(code(chair.confirm("fee-schedule", "2051", seen), 409)).isEqualTo("preparer-left-office");
        secretary.send("PUT", "/fee-schedules/2051", Requests.FEES).expecting(200);
        assertThat(code(chair.confirm("fee-schedule", "2051", seen), 403))
                .as("an ended Treasurer is none of the two")
                .isEqualTo("another-office-needed");
        assertThat(code(treasurer.confirm("fee-schedule", "2051", seen), 403))
                .as("nor is one who confirms")
                .isEqualTo("may-not-confirm");
    }

    @Test
    void a_run_previewed_by_an_ended_treasurer_is_not_approved() {
        TestClock.stopAt("2020-12-20T09:00:00Z");
        treasurer.send("PUT", "/fee-schedules/2052", Requests.FEES).expecting(200);
        chair.confirm("fee-schedule", "2052");
        inOffice(Office.TREASURER);
        String last = preview(2052);
        String late = preview(2052);
        String seen = chair.waiting("invoice-run", late).get("seen").asString();
        TestClock.stopAt(LAST_MOMENT);
        chair.confirm("invoice-run", last);
        chair.post("/officers/term-of-treasurer/end", "{\"endedOn\":\"2020-12-30\"}", 200);
        assertThat(code(chair.confirm("invoice-run", late, seen), 409)).isEqualTo("preparer-left-office");
    }

    private String preview(int year) {
        return treasurer
                .post("/invoice-runs", "{\"feeYear\":%d}".formatted(year), 201)
                .get("runId")
                .asString();
    }

    private static String code(Api.Answer answer, int status) {
        return answer.expecting(status).json().get("code").asString();
    }
}
