package org.crimealliance.meeting;

import java.util.List;
import java.util.Map;
import org.crimealliance.platform.testkit.EveryText;
import org.crimealliance.platform.testkit.fuzz.ApiFuzz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Every operation of the API document, spoilt in every way that the test kit knows. */
@MeetingServiceTest
class FuzzIT {

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Api api;

    /** Meetings in every state, with what hangs on them: operations are tried in each, not only at the beginning. */
    @BeforeEach
    void a_history() {
        String series = api.series("history-" + System.nanoTime() % 1_000_000_000, "informal", "all-members");
        api.meeting(series, "2031-01-10T16:00:00", "2031-01-10T18:00:00", true);
        String cancelled = api.meeting(series, "2031-02-10T16:00:00", "2031-02-10T18:00:00", false);
        api.post("/api/meetings/" + cancelled + "/cancellation", Map.of("reason", "x"))
                .expect(200);
        String later = api.meeting(series, "2031-05-10T16:00:00", "2031-05-10T18:00:00", false);
        for (String start : List.of("2031-03-10", "2031-04-10")) {
            String id = api.meeting(series, start + "T16:00:00", start + "T18:00:00", false);
            String path = "/api/meetings/" + id;
            String item = api.post(path + "/agenda", Map.of("kind", "motion", "title", "A motion"))
                    .expect(201)
                    .text("/itemId");
            api.post(path + "/guests", Map.of("name", "G", "email", "g@example.org", "affiliation", "x"))
                    .expect(201);
            api.post(path + "/opening", null).expect(200);
            api.put(path + "/attendance/a1", Map.of("name", "x", "affiliation", "x", "status", "present"))
                    .expect(200);
            String ballot = api.post(
                            path + "/ballots",
                            Map.of(
                                    "itemId",
                                    item,
                                    "question",
                                    "x",
                                    "motion",
                                    "other",
                                    "majority",
                                    "simple",
                                    "secret",
                                    false))
                    .expect(201)
                    .text("/ballotId");
            if (start.equals("2031-03-10")) {
                api.post(path + "/ballots/" + ballot + "/closing", null).expect(200);
                api.post(path + "/action-items", Map.of("text", "x", "owner", "x", "due", "2031-06-01"))
                        .expect(201);
                api.post(path + "/closing", null).expect(200);
                api.put(
                                path + "/minutes",
                                Map.of("revision", 0, "sections", List.of(Map.of("itemId", item, "text", "x"))))
                        .expect(200);
                api.post(path + "/minutes/circulation", null).expect(200);
                api.post(path + "/minutes/approval", Map.of("atMeetingId", later));
            }
        }
    }

    @Test
    void whatever_is_sent_is_answered_as_the_api_document_says_and_what_is_refused_changes_nothing() {
        new ApiFuzz(port, mongo.getDb())
                .example(
                        "POST /api/meetings/series",
                        "{\"key\":\"board-@n@\",\"name\":\"Board\",\"kind\":\"board\",\"audience\":\"board\"}")
                .example("POST /api/meetings", """
                    {"seriesId":"x","start":"2031-03-08T10:00","end":"2031-03-08T12:00","zone":"Europe/Vienna",
                     "place":{"kind":"online","text":"Video conference"},"tentative":false}\
                    """)
                .example(
                        "POST /api/meetings/{id}/move", "{\"start\":\"2031-03-09T10:00\",\"end\":\"2031-03-09T12:00\"}")
                .example("PUT /api/meetings/{id}/minutes", "{\"revision\":0,\"sections\":[]}")
                .run();
    }

    @Test
    void every_text_is_taken_in(@Autowired ApplicationContext application) {
        EveryText.isTakenIn(application);
    }
}
