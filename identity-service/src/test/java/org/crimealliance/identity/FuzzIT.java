package org.crimealliance.identity;

import org.crimealliance.platform.testkit.EveryText;
import org.crimealliance.platform.testkit.fuzz.ApiFuzz;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Every operation of the API document, spoilt in every way that the test kit knows. */
@IdentityTest
class FuzzIT {

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    IdentitySettings settings;

    @Test
    void whatever_is_sent_is_answered_as_the_api_document_says_and_what_is_refused_changes_nothing() throws Exception {
        new ApiFuzz(port, mongo.getDb())
                .by(new LocalStackClient(port, settings).tokenFor("chair"))
                .run();
    }

    @Test
    void every_text_is_taken_in(@Autowired ApplicationContext application) {
        EveryText.isTakenIn(application);
    }
}
