package org.crimealliance.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.work.Sweeper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import tools.jackson.databind.JsonNode;

/** Who may do what, what bad input gets, and the flows beside the main road. */
@MembershipTest
class EdgesIT {

    private static final List<String> ROLES =
            List.of("chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager", "member");
    private static final Set<String> BOARD =
            Set.of("chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager");
    private static final Set<String> FINANCE = Set.of("treasurer", "chair", "auditor");
    private static final Set<String> FINANCE_OR_MEMBER = Set.of("treasurer", "chair", "auditor", "member");
    private static final Set<String> RUNS = Set.of("treasurer", "chair", "secretary", "auditor");
    private static final Set<String> TREASURER = Set.of("treasurer");
    private static final Set<String> OFFICE = Set.of("chair", "secretary", "treasurer");

    @LocalServerPort
    int port;

    @Autowired
    Decisions decisions;

    @Autowired
    Received received;

    @Autowired
    Sweeper resignationSweep;

    @Autowired
    MongoTemplate mongo;

    private Api treasurer;
    private Api chair;
    private Api secretary;

    @BeforeEach
    void roles() {
        treasurer = new Api(port, "treasurer");
        chair = new Api(port, "chair");
        secretary = new Api(port, "secretary");
    }

    static Stream<Arguments> endpoints() {
        return Stream.of(
                Arguments.of("GET", "/applications", BOARD),
                Arguments.of("GET", "/applications/none", BOARD),
                Arguments.of("POST", "/applications/none/withdrawal", Set.of("secretary", "chair")),
                Arguments.of("GET", "/applications/summary?from=2020-01-01&to=2020-01-02", BOARD),
                Arguments.of("POST", "/register-imports", OFFICE),
                Arguments.of("GET", "/members", BOARD),
                Arguments.of("GET", "/members/none", Set.copyOf(ROLES)),
                Arguments.of("GET", "/members/counts", BOARD),
                Arguments.of("POST", "/members/none/resignation", Set.of("secretary", "chair")),
                Arguments.of("POST", "/members/none/resignation/revocation", Set.of("secretary", "chair")),
                Arguments.of("POST", "/members/none/expulsion", Set.of("chair")),
                Arguments.of("POST", "/officers", OFFICE),
                Arguments.of("GET", "/officers", Set.copyOf(ROLES)),
                Arguments.of("POST", "/officers/none/end", OFFICE),
                Arguments.of(
                        "GET",
                        "/confirmations",
                        Set.of("treasurer", "chair", "vice-chair", "secretary", "board", "auditor")),
                Arguments.of(
                        "POST",
                        "/confirmations/fee-schedule/2090",
                        Set.of("treasurer", "chair", "vice-chair", "secretary", "board")),
                Arguments.of("PUT", "/fee-schedules/2090", OFFICE),
                Arguments.of(
                        "GET",
                        "/fee-schedules/2090",
                        Set.of("treasurer", "chair", "vice-chair", "secretary", "board", "auditor")),
                Arguments.of("POST", "/invoice-runs", OFFICE),
                Arguments.of("GET", "/invoice-runs", RUNS),
                Arguments.of("GET", "/invoice-runs/none", RUNS),
                Arguments.of("GET", "/invoice-runs/none/items", RUNS),
                Arguments.of("POST", "/invoice-runs/none/issue", TREASURER),
                Arguments.of("POST", "/invoice-runs/none/stop", TREASURER),
                Arguments.of("GET", "/invoices", FINANCE),
                Arguments.of("GET", "/invoices/none", FINANCE_OR_MEMBER),
                Arguments.of("GET", "/invoices/none/pdf", FINANCE_OR_MEMBER),
                Arguments.of("GET", "/invoices/chain", FINANCE),
                Arguments.of("POST", "/treasurer-reports", TREASURER),
                Arguments.of("GET", "/treasurer-reports/none", BOARD),
                Arguments.of("GET", "/figures", BOARD));
    }

    /** Bodies that are well formed and still have no effect: what is checked here is who may come in. */
    private static String body(String method, String path) {
        if (method.equals("GET")) {
            return null;
        }
        return switch (path) {
            case "/officers" -> """
                {"office":"chair","name":"A","email":"a@example.org","from":"2020-02-01","until":"2020-01-01"}""";
            case "/officers/none/end" -> "{\"endedOn\":\"2020-01-01\"}";
            case "/fee-schedules/2090" -> Requests.FEES.replace("EUR", "USD");
            case "/invoice-runs" -> "{\"feeYear\":2090}";
            case "/treasurer-reports" -> "{\"asOf\":\"2999-01-01\"}";
            default -> "{\"reason\":\"x\"}";
        };
    }

    private static Api.Answer call(Api api, String method, String path) {
        return path.equals("/register-imports")
                ? api.upload(path, "another kind of file".getBytes(StandardCharsets.UTF_8))
                : api.send(method, path, body(method, path));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void the_table_of_endpoints_and_roles(String method, String path, Set<String> allowed) {
        assertThat(call(new Api(port), method, path).status()).isEqualTo(401);
        for (String role : ROLES) {
            Api.Answer answer = call(new Api(port, role), method, path);
            if (allowed.contains(role)) {
                assertThat(answer.status()).as(role).isNotIn(401, 403).isLessThan(500);
            } else {
                assertThat(answer.status()).as(role).isEqualTo(403);
            }
        }
    }

    @Test
    void a_member_reads_what_is_the_members_own_and_the_rest_does_not_exist() {
        TestClock.stopAt("2028-11-20T09:00:00Z");
        String own = admitted(81);
        String another = admitted(82);
        Api member = Api.ofMember(port, own);
        assertThat(member.get("/members/" + own).get("contact").get("email").asString())
                .isEqualTo("applicant81@example.org");
        Api.Answer refused = member.send("GET", "/members/" + another, null).expecting(404);
        assertThat(refused.json().get("detail"))
                .isEqualTo(member.send("GET", "/members/none", null).json().get("detail"));
        treasurer.send("PUT", "/fee-schedules/2029", Requests.FEES).expecting(200);
        chair.confirm("fee-schedule", "2029");
        issue(2029);
        String invoice = await().until(
                        () -> treasurer
                                .get("/invoices?feeYear=2029&membershipId=" + another)
                                .get("items"),
                        items -> !items.isEmpty())
                .get(0)
                .get("invoiceId")
                .asString();
        for (String path : List.of("/invoices/" + invoice, "/invoices/" + invoice + "/pdf")) {
            member.send("GET", path, null).expecting(404);
            await().untilAsserted(() ->
                    Api.ofMember(port, another).send("GET", path, null).expecting(200));
        }
    }

    private String admitted(int number) {
        String id = apply(Requests.application(number, "individual"));
        decisions.take(UUID.randomUUID().toString(), "admit", id, 1);
        await().untilAsserted(() -> assertThat(
                        secretary.get("/applications/" + id).get("state").asString())
                .isEqualTo("admitted"));
        return id;
    }

    @Test
    void auditors_and_the_congress_team_read_no_mail_addresses() {
        String id = apply(Requests.application(83, "ordinary"));
        for (String role : List.of("auditor", "congress-manager")) {
            assertThat(new Api(port, role)
                            .send("GET", "/applications/" + id, null)
                            .expecting(200)
                            .text())
                    .as(role)
                    .doesNotContain("applicant83@");
        }
        assertThat(new Api(port, "board")
                        .send("GET", "/applications/" + id, null)
                        .text())
                .contains("applicant83@");
    }

    @Test
    void nor_do_they_find_out_by_searching() {
        String id = admitted(84);
        assertThat(new Api(port, "board")
                        .get("/members?q=applicant84@example.org")
                        .get("items")
                        .valueStream()
                        .map(member -> member.get("membershipId").asString()))
                .containsExactly(id);
        for (String role : List.of("auditor", "congress-manager")) {
            assertThat(new Api(port, role)
                            .get("/members?q=applicant84@example.org")
                            .get("items"))
                    .as(role)
                    .isEmpty();
        }
    }

    @Test
    void nor_do_they_or_members_read_those_of_officers() {
        String id = secretary.post("/officers", """
                        {"office":"vice-chair","name":"Vera","email":"vera.83@example.org","from":"2015-01-01"}""", 201).get("officeId").asString();
        assertThat(chair.waiting("appointment", id).get("email").asString()).isEqualTo("vera.83@example.org");
        JsonNode toTheAuditor = new Api(port, "auditor").waiting("appointment", id);
        assertThat(toTheAuditor.toString()).contains("Vera").doesNotContain("vera.83@");
        assertThat(toTheAuditor.has("seen"))
                .as("a fingerprint, by which addresses could be tried")
                .isFalse();
        chair.confirm("appointment", id);
        for (String role : List.of("auditor", "congress-manager", "member")) {
            assertThat(new Api(port, role).get("/officers?asOf=2015-06-01").toString())
                    .as(role)
                    .contains("Vera")
                    .doesNotContain("vera.83@");
        }
        assertThat(new Api(port, "board").get("/officers?asOf=2015-06-01").toString())
                .contains("vera.83@");
        secretary.post("/officers/" + id + "/end", "{\"endedOn\":\"2015-12-31\"}", 200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /applications | {} | 422",
                "POST | /applications | not json | 400",
                "POST | /applications | [] | 400",
                "POST | /applications/none/withdrawal | {\"reason\":\"x\"} | 404",
                "GET | /applications?state=weird | | 422",
                "GET | /applications?limit=0 | | 422",
                "GET | /applications?limit=501 | | 422",
                "GET | /applications?limit=many | | 400",
                "GET | /applications/summary?from=2020-01-02&to=2020-01-01 | | 422",
                "GET | /applications/summary?from=yesterday&to=2020-01-01 | | 400",
                "GET | /applications/summary | | 400",
                "GET | /members?category=platinum | | 422",
                "GET | /members/counts?asOf=2020-13-01 | | 400",
                "GET | /members/none | | 404",
                "POST | /officers | {\"office\":\"king\",\"name\":\"A\",\"email\":\"a@example.org\",\"from\":\"2020-01-01\"} | 422",
                "POST | /officers | {\"office\":\"chair\",\"name\":\"A\",\"email\":\"nobody\",\"from\":\"2020-01-01\"} | 422",
                "POST | /officers | {\"office\":\"chair\",\"name\":\"A\",\"email\":\"a@example.org\",\"from\":\"soon\"} | 400",
                "POST | /officers | {\"office\":\"chair\",\"name\":\"A\",\"email\":\"a@example.org\",\"from\":\"2020-02-01\",\"until\":\"2020-01-01\"} | 422",
                "PUT | /fee-schedules/1999 | {} | 422",
                "PUT | /fee-schedules/next | {} | 400",
                "PUT | /fee-schedules/2091 | {\"ordinary\":{\"amount\":\"-1.00\",\"currency\":\"EUR\"},\"extraordinary\":{\"amount\":\"1.00\",\"currency\":\"EUR\"},\"individual\":{\"amount\":\"1.00\",\"currency\":\"USD\"},\"honorary\":{\"amount\":\"1.00\",\"currency\":\"EUR\"},\"dueInDays\":30} | 422",
                "PUT | /fee-schedules/2091 | {\"ordinary\":{\"amount\":\"1.005\",\"currency\":\"EUR\"},\"extraordinary\":{\"amount\":\"1.00\",\"currency\":\"EUR\"},\"individual\":{\"amount\":\"1.00\",\"currency\":\"EUR\"},\"honorary\":{\"amount\":\"1.00\",\"currency\":\"EUR\"},\"dueInDays\":30} | 400",
                "GET | /fee-schedules/2091 | | 404",
                "POST | /confirmations/fee-schedule/2091 | {\"seen\":\"0000000000000000000000000000000000000000000000000000000000000000\"} | 404",
                "POST | /confirmations/fee-schedule/2091 | {\"seen\":\"x\"} | 422",
                "POST | /confirmations/crown/1 | {\"seen\":\"0000000000000000000000000000000000000000000000000000000000000000\"} | 404",
                "POST | /invoice-runs | {\"feeYear\":2091} | 409",
                "POST | /invoice-runs | {\"feeYear\":20910} | 422",
                "POST | /invoice-runs/none/issue | | 404",
                "GET | /invoices?after=2020 | | 422",
                "GET | /invoices/none/pdf | | 404",
                "POST | /treasurer-reports | {\"asOf\":\"2999-01-01\"} | 422",
                "POST | /treasurer-reports | {} | 422",
                "DELETE | /members | | 405",
                "POST | /register-imports | {} | 415"
            })
    void bad_input_gets_problem_details(String method, String path, String body, int status) {
        Api.Answer answer = new Api(port, "treasurer", "secretary").send(method, path, body);
        assertThat(answer.status())
                .as(new String(answer.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().get("code").asString()).isNotBlank();
    }

    @Test
    void a_wrong_application_names_its_fields_and_stores_nothing() {
        int before = secretary.get("/applications?limit=500").get("items").size();
        for (String bad : List.of(
                Requests.application(1, "ordinary").replace("\"KE\"", "\"QQ\""),
                Requests.application(1, "honorary"),
                Requests.application(1, "ordinary").replace("applicant1@example.org", "nobody"),
                Requests.application(1, "ordinary").replace("New Applicant 1", "x".repeat(501)),
                Requests.application(1, "ordinary").replace("New Applicant 1", "two\\nlines"))) {
            JsonNode problem = new Api(port).post("/applications", bad, 422);
            assertThat(problem.get("errors")).isNotEmpty();
        }
        assertThat(secretary.get("/applications?limit=500").get("items")).hasSize(before);
    }

    @Test
    void a_file_of_another_kind_changes_nothing() {
        secretary
                .upload("/register-imports", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))
                .expecting(422);
        secretary
                .upload(
                        "/register-imports",
                        (Register.HEADER + "\n" + Register.row(900, "ordinary", "Größe", "Weg"))
                                .getBytes(StandardCharsets.ISO_8859_1))
                .expecting(422);
        assertThat(secretary.get("/members?q=member900@example.org").get("items"))
                .isEmpty();
    }

    @Test
    void an_unusable_address_is_listed_and_gets_the_next_number_once_mended() {
        TestClock.stopAt("2027-11-16T09:00:00Z");
        List<String> rows = List.of(
                Register.row(501, "ordinary", "With Address A", "Street 1"),
                Register.row(502, "ordinary", "Without Address", ""),
                Register.row(503, "ordinary", "With Address B", "Street 3"));
        secretary.upload("/register-imports", Register.csv(rows)).expecting(200);
        treasurer.send("PUT", "/fee-schedules/2028", Requests.FEES).expecting(200);
        chair.confirm("fee-schedule", "2028");
        treasurer
                .send("PUT", "/fee-schedules/2028", Requests.FEES.replace("200.00", "300.00"))
                .expecting(409);
        String run = issue(2028);
        JsonNode first = treasurer.get("/invoice-runs/" + run);
        int others = first.get("liable").asInt() - 3; // members of other tests here
        assertThat(first.get("issued").asInt()).isEqualTo(others + 2);
        assertThat(first.get("failed")).hasSize(1);
        assertThat(first.get("failed").get(0).get("name").asString()).isEqualTo("Without Address");
        assertThat(first.get("failed").get(0).get("reason").asString()).contains("no street");

        JsonNode mended = secretary
                .upload(
                        "/register-imports",
                        Register.csv(List.of(
                                rows.get(0),
                                Register.row(502, "ordinary", "Without Address", "New Street"),
                                rows.get(2))))
                .expecting(200)
                .json();
        assertThat(mended.get("changed").asInt()).isEqualTo(1);
        assertThat(mended.get("unchanged").asInt()).isEqualTo(2);
        treasurer.post("/invoice-runs/" + run + "/issue", null, 202);
        await().untilAsserted(() -> {
            JsonNode now = treasurer.get("/invoice-runs/" + run);
            assertThat(now.get("state").asString()).isEqualTo("finished");
            assertThat(now.get("issued").asInt()).isEqualTo(others + 3);
            assertThat(now.get("failed")).isEmpty();
        });
        JsonNode last = treasurer.get("/invoices?feeYear=2028&limit=500").get("items");
        assertThat(last.get(last.size() - 1).get("memberName").asString()).isEqualTo("Without Address");
        assertThat(last.get(last.size() - 1).get("number").asString()).isEqualTo("2027-%04d".formatted(others + 3));

        // one member more: one invoice
        secretary
                .upload("/register-imports", Register.csv(List.of(Register.row(504, "ordinary", "Late", "Street 4"))))
                .expecting(200);
        String again = issue(2028);
        assertThat(treasurer.get("/invoice-runs/" + again).get("issued").asInt())
                .isEqualTo(1);

        String invoiceId = last.get(0).get("invoiceId").asString();
        Api.Answer pdf =
                treasurer.send("GET", "/invoices/" + invoiceId + "/pdf", null).expecting(200);
        assertThat(pdf.contentType()).isEqualTo("application/pdf");
        assertThat(new String(pdf.bytes(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(treasurer.get("/invoices/" + invoiceId).get("reference").asString())
                .startsWith("RF");
    }

    @Test
    void a_second_application_of_the_same_organisation_is_flagged_and_not_merged() {
        String first = apply(Requests.application(21, "ordinary").replace("New Applicant 21", "Señales del Sur"));
        String second = apply(Requests.application(22, "ordinary").replace("New Applicant 22", "SENALES  DEL SUR"));
        assertThat(secretary.get("/applications/" + first).has("flaggedAs")).isFalse();
        JsonNode flag = secretary.get("/applications/" + second).get("flaggedAs");
        assertThat(flag.get("reason").asString()).isEqualTo("same-name-and-country");
        assertThat(flag.get("membershipIds").get(0).asString()).isEqualTo(first);
        String third = apply(Requests.application(23, "ordinary")
                .replace("\"country\"", "\"registryNumber\":\"KE-77\",\"country\""));
        String fourth = apply(Requests.application(24, "ordinary")
                .replace("\"country\"", "\"registryNumber\":\"ke 77\",\"country\""));
        assertThat(secretary
                        .get("/applications/" + fourth)
                        .get("flaggedAs")
                        .get("membershipIds")
                        .get(0)
                        .asString())
                .isEqualTo(third);
        secretary.post("/applications/" + fourth + "/withdrawal", "{\"reason\":\"sent twice\"}", 200);
        assertThat(secretary.get("/applications?state=withdrawn").get("items")).hasSize(1);
    }

    @Test
    void a_register_of_50_MB_is_read_and_a_larger_one_refused_in_words() {
        byte[] largest = new byte[50 * 1024 * 1024];
        Arrays.fill(largest, (byte) 'x');
        assertThat(secretary
                        .upload("/register-imports", largest)
                        .expecting(422)
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("wrong-header");
        assertThat(secretary
                        .upload("/register-imports", Arrays.copyOf(largest, largest.length + 1))
                        .expecting(413)
                        .json()
                        .get("detail")
                        .asString())
                .isEqualTo("The file is too large: at most 50 MB are taken here.");
    }

    @Test
    void a_resignation_ends_the_membership_at_the_end_of_the_year_in_the_name_of_who_recorded_it() {
        TestClock.stopAt("2026-05-04T09:00:00Z");
        secretary
                .upload(
                        "/register-imports",
                        Register.csv(List.of(Register.row(505, "ordinary", "Leaving", "Street 5"))))
                .expecting(200);
        String id = secretary
                .get("/members?q=member505@example.org")
                .get("items")
                .get(0)
                .get("membershipId")
                .asString();
        secretary.post("/members/" + id + "/resignation", null, 200);
        resignationSweep.nudge();
        TestClock.stopAt("2027-01-01T09:00:00Z");
        resignationSweep.nudge();
        await().untilAsserted(() -> assertThat(received.causesOf("membership.membership-ended.v1"))
                .extracting(Provenance::actor)
                .containsExactly("secretary"));
    }

    @Test
    void a_first_invoice_waits_for_the_fees_of_its_year_and_for_no_other() {
        TestClock.stopAt("2035-11-20T09:00:00Z");
        mongo.insert(Document.parse("""
                        {"_id": "nobody", "version": {"$numberLong": "1"}, "seq": {"$numberLong": "0"}, "state": {"_class": "wanted", "feeYear": 2021,
                         "cause": "none", "provenance": {"actor": "nobody", "correlationId": "none"}}}"""), "firstInvoices");
        String id = apply(Requests.application(31, "individual"));
        String decision = UUID.randomUUID().toString();
        decisions.take(decision, "admit", id, 1); // the meeting is that of 10 December 2020: the fees of 2021
        await().untilAsserted(() -> assertThat(
                        secretary.get("/applications/" + id).get("state").asString())
                .isEqualTo("admitted"));
        assertThat(treasurer.get("/invoices?membershipId=" + id).get("items")).isEmpty();
        treasurer.send("PUT", "/fee-schedules/2021", Requests.FEES).expecting(200);
        chair.confirm("fee-schedule", "2021");
        await().untilAsserted(() -> {
            JsonNode invoices = treasurer.get("/invoices?membershipId=" + id).get("items");
            assertThat(invoices).hasSize(1);
            assertThat(invoices.get(0).get("amount").get("amount").asString()).isEqualTo("60.00");
            assertThat(invoices.get(0).get("feeYear").asInt()).isEqualTo(2021);
        });
        mongo.remove(Query.query(Criteria.where("_id").is("nobody")), "firstInvoices");
    }

    @Test
    void officers_are_appointed_once_and_leave() {
        int appointed = received.of("membership.officer-appointed.v1").size();
        int ended = received.of("membership.officer-ended.v1").size();
        String vice = """
                {"office":"vice-chair","name":"Sample Officer","email":"vice@example.org","from":"2020-01-01","until":"2022-12-31"}""";
        JsonNode proposed = secretary.post("/officers", vice, 201);
        String id = proposed.get("officeId").asString();
        assertThat(proposed.get("state").asString()).isEqualTo("proposed");
        assertThat(secretary.get("/officers?asOf=2020-12-10").get("items")).isEmpty();
        assertThat(secretary.post("/officers", vice, 201).get("officeId").asString())
                .isEqualTo(id);
        chair.confirm("appointment", id);
        assertThat(secretary.post("/officers", vice, 201).get("state").asString())
                .isEqualTo("appointed");
        assertThat(secretary.get("/officers?asOf=2019-12-31").get("items")).isEmpty();
        assertThat(secretary.get("/officers?asOf=2020-12-10").get("items")).hasSize(1);
        assertThat(secretary.get("/officers?asOf=2023-01-01").get("items")).isEmpty();
        secretary.post("/officers/" + id + "/end", "{\"endedOn\":\"2023-06-30\"}", 422);
        secretary.post("/officers/" + id + "/end", "{\"endedOn\":\"2021-06-30\"}", 200);
        secretary.post("/officers/" + id + "/end", "{\"endedOn\":\"2021-07-30\"}", 409);
        assertThat(secretary.get("/officers?asOf=2021-07-01").get("items")).isEmpty();
        await().untilAsserted(() -> {
            assertThat(received.of("membership.officer-appointed.v1")).hasSize(appointed + 1);
            assertThat(received.of("membership.officer-ended.v1")).hasSize(ended + 1);
        });
        received.followsTheContracts();
    }

    @Test
    void lists_are_paged_by_key() {
        secretary
                .upload(
                        "/register-imports",
                        Register.csv(List.of(
                                Register.row(601, "extraordinary", "Page One", "S"),
                                Register.row(602, "extraordinary", "Page Two", "S"),
                                Register.row(603, "extraordinary", "Page Three", "S"))))
                .expecting(200);
        JsonNode first = secretary.get("/members?category=extraordinary&q=page&limit=2");
        assertThat(first.get("items")).hasSize(2);
        JsonNode second = secretary.get("/members?category=extraordinary&q=page&limit=2&after="
                + first.get("next").asString());
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
    }

    private String issue(int feeYear) {
        String run = treasurer
                .post("/invoice-runs", "{\"feeYear\":%d}".formatted(feeYear), 201)
                .get("runId")
                .asString();
        chair.confirm("invoice-run", run);
        treasurer.post("/invoice-runs/" + run + "/issue", null, 202);
        await().untilAsserted(() -> assertThat(
                        treasurer.get("/invoice-runs/" + run).get("state").asString())
                .isEqualTo("finished"));
        return run;
    }

    private String apply(String application) {
        String id = new Api(port)
                .post("/applications", application, 201)
                .get("membershipId")
                .asString();
        new Api(port).confirmApplication(received, id);
        return id;
    }
}
