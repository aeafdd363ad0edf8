package org.crimealliance.membership.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.bson.Document;
import org.crimealliance.membership.Api;
import org.crimealliance.membership.MembershipTest;
import org.crimealliance.membership.Received;
import org.crimealliance.membership.Requests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;

/** Many who apply from one network: each is taken, and gets a mail when its turn comes. */
@MembershipTest
@TestPropertySource(properties = "alliance.confirmation-mails.per-network=5")
class ManyFromOneNetworkIT {

    private static final String MAIL = "membership.application-confirmation-requested.v1";

    @LocalServerPort
    int port;

    @Autowired
    Received received;

    @Autowired
    MongoTemplate mongo;

    @Test
    void nothing_is_refused_and_mails_above_the_limit_wait() {
        for (int i = 0; i < 12; i++) {
            new Api(port).post("/applications", Requests.application(500 + i, "ordinary"), 201);
        }
        await().untilAsserted(() -> assertThat(received.of(MAIL)).hasSize(5));
        assertThat(mongo.getCollection("applicationForms").countDocuments(new Document("state.told", false)))
                .isEqualTo(7);
        mongo.getCollection("rateLimits").deleteMany(new Document()); // an hour later
        await().untilAsserted(() -> assertThat(received.of(MAIL)).hasSize(10));
        mongo.getCollection("rateLimits").deleteMany(new Document());
        await().untilAsserted(() -> assertThat(received.of(MAIL)).hasSize(12));
    }
}
