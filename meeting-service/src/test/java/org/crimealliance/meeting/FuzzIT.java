package org.crimealliance.meeting;

import org.crimealliance.platform.testkit.fuzz.ApiFuzz;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Every operation of the API document, spoilt in every way that the test kit knows. */
@MeetingServiceTest
class FuzzIT {

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @Test
    void whatever_is_sent_is_answered_as_the_api_document_says_and_what_is_refused_changes_nothing() {
        new ApiFuzz(port, mongo.getDb())
                .example(
                        "POST /api/meetings/series",
                        "{\"key\":\"board-@n@\",\"name\":\"Board\",\"kind\":\"board\",\"audience\":\"board\"}")
                .example("POST /api/meetings", """
                        {"seriesId":"x","start":"2031-03-08T10:00","end":"2031-03-08T12:00","zone":"Europe/Vienna",
                         "place":{"kind":"online","text":"Video conference"},"tentative":false}""")
                .example(
                        "POST /api/meetings/{id}/move", "{\"start\":\"2031-03-09T10:00\",\"end\":\"2031-03-09T12:00\"}")
                .example("PUT /api/meetings/{id}/minutes", "{\"revision\":0,\"sections\":[]}")
                .run();
    }
}
