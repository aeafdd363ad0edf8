package org.crimealliance.membership;

import java.nio.charset.StandardCharsets;
import org.crimealliance.platform.testkit.EveryText;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.fuzz.ApiFuzz;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Every operation of the API document, spoilt in every way that the test kit knows. */
@ServiceTest
class FuzzIT {

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @Test
    void whatever_is_sent_is_answered_as_the_api_document_says_and_what_is_refused_changes_nothing() {
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
