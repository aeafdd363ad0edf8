package org.crimealliance.membership.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.bson.Document;
import org.crimealliance.membership.Api;
import org.crimealliance.membership.MembershipTest;
import org.crimealliance.membership.Received;
import org.crimealliance.membership.Requests;
import org.junit.jupiter.api.BeforeEach;
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

    @BeforeEach
    void a_fresh_hour() {
        mongo.getCollection("rateLimits").deleteMany(new Document());
        mongo.getCollection("applicationForms").deleteMany(new Document());
    }

    @Test
    void nothing_is_refused_and_mails_above_the_limit_wait() {
        int before = received.of(MAIL).size();
        for (int i = 0; i < 12; i++) {
            new Api(port).post("/applications", Requests.application(500 + i, "ordinary"), 201);
        }
        await().untilAsserted(() -> assertThat(received.of(MAIL)).hasSize(before + 5));
        assertThat(mongo.getCollection("applicationForms").countDocuments(new Document("state.told", false)))
                .isEqualTo(7);
        mongo.getCollection("rateLimits").deleteMany(new Document()); // an hour later
        await().untilAsserted(() -> assertThat(received.of(MAIL)).hasSize(before + 10));
        mongo.getCollection("rateLimits").deleteMany(new Document());
        await().untilAsserted(() -> assertThat(received.of(MAIL)).hasSize(before + 12));
    }

    @Test
    void who_sends_many_keeps_nobody_elses_mail_waiting() {
        for (int i = 0; i < 12; i++) {
            new Api(port).post("/applications", Requests.application(600 + i, "ordinary"), 201);
        }
        // the newest of all, from another network, which waits too
        String other = new Api(port)
                .post("/applications", Requests.application(700, "ordinary"), 201)
                .get("membershipId")
                .asString();
        mongo.getCollection("applicationForms")
                .updateOne(
                        new Document("_id", "form-" + other),
                        new Document(
                                "$set", new Document("state.origin.network", "another").append("state.told", false)));
        await().untilAsserted(() -> assertThat(mongo.getCollection("applicationForms")
                        .countDocuments(new Document("_id", "form-" + other).append("state.told", true)))
                .isOne());
        assertThat(mongo.getCollection("applicationForms").countDocuments(new Document("state.told", false)))
                .isPositive();
    }
}
