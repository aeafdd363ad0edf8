package org.crimealliance.event;

import java.nio.charset.StandardCharsets;
import org.crimealliance.platform.testkit.EveryText;
import org.crimealliance.platform.testkit.fuzz.ApiFuzz;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Every operation of the API document, spoilt in every way that the test kit knows. */
@EventServiceTest
class FuzzIT {

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @Test
    void whatever_is_sent_is_answered_as_the_api_document_says_and_what_is_refused_changes_nothing() {
        new ApiFuzz(port, mongo.getDb())
                .example(
                        "POST /api/congress/congresses",
                        JsonMapper.shared().writeValueAsString(Api.kyotoRules("fuzz-@n@", 5)))
                .example(
                        "POST /api/congress/congresses/{congressId}/ancillary-imports",
                        new String(Applications.csv(2, 1, 0), StandardCharsets.UTF_8))
                .example(
                        "POST /api/congress/congresses/{congressId}/campaigns",
                        "{\"deadline\":\"2099-01-01T00:00:00Z\"}")
                .run();
    }

    @Test
    void every_text_is_taken_in(@Autowired ApplicationContext application) {
        EveryText.isTakenIn(application);
    }
}
