package org.crimealliance.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.crimealliance.platform.testkit.EveryText;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.fuzz.ApiFuzz;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Every operation of the API document, spoilt in every way that the test kit knows. */
@ServiceTest
@Import({Decisions.class, Received.class})
class FuzzIT {

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Decisions decisions;

    @Autowired
    Received received;

    /** Applications that were decided and not, members who stay and leave, fees, and runs in each state. */
    private void history() {
        Api treasurer = new Api(port, "treasurer");
        Api chair = new Api(port, "chair");
        Api secretary = new Api(port, "secretary");
        for (int year : new int[] {2021, 2022}) {
            treasurer.send("PUT", "/fee-schedules/" + year, Requests.FEES).expecting(200);
            chair.confirm("fee-schedule", String.valueOf(year));
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String id = new Api(port)
                    .post("/applications", Requests.application(900 + i, i == 0 ? "individual" : "ordinary"), 201)
                    .get("membershipId")
                    .asString();
            if (i < 3) {
                new Api(port).confirmApplication(received, id);
            }
            ids.add(id);
        }
        decisions.take(UUID.randomUUID().toString(), "admit", ids.get(0), 1);
        decisions.take(UUID.randomUUID().toString(), "reject", ids.get(1), 1);
        await().untilAsserted(() -> assertThat(
                        secretary.get("/applications?state=applied").get("items"))
                .hasSize(1));
        await().untilAsserted(() -> assertThat(treasurer
                        .get("/invoices?membershipId=" + ids.getFirst())
                        .get("items"))
                .hasSize(1));
        String run = run(treasurer);
        chair.confirm("invoice-run", run);
        treasurer.post("/invoice-runs/" + run + "/issue", null, 202);
        await().untilAsserted(() -> assertThat(
                        treasurer.get("/invoice-runs/" + run).get("state").asString())
                .isEqualTo("finished"));
        secretary.post("/members/" + ids.getFirst() + "/resignation", null, 200);
    }

    private static String run(Api treasurer) {
        return treasurer
                .post("/invoice-runs", "{\"feeYear\":2022}", 201)
                .get("runId")
                .asString();
    }

    @Test
    void whatever_is_sent_is_answered_as_the_api_document_says_and_what_is_refused_changes_nothing() {
        history();
        new ApiFuzz(port, mongo.getDb())
                .example(
                        "POST /api/membership/applications",
                        Requests.application(1, "ordinary").replace("Applicant 1", "Applicant @n@"))
                .example(
                        "POST /api/membership/register-imports",
                        new String(Register.csv(Register.rows().subList(0, 3)), StandardCharsets.UTF_8))
                .example("POST /api/membership/officers", """
                    {"office":"board","name":"Officer @n@","email":"officer.@n@@example.org","from":"2021-03-08"}\
                    """)
                .example("PUT /api/membership/fee-schedules/{year}", Requests.FEES)
                .run();
    }

    @Test
    void every_text_is_taken_in(@Autowired ApplicationContext application) {
        EveryText.isTakenIn(application);
    }
}
