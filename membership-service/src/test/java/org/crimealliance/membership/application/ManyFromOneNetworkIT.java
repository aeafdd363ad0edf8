package org.crimealliance.membership.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
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
@TestPropertySource(
        properties = {
            "alliance.confirmation-mails.per-network=5",
            "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.2" // the gateway's address here
        })
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

    @Test
    void nobody_but_the_gateway_says_who_is_calling() throws Exception {
        for (int i = 0; i < 12; i++) { // straight at this port, from an address that is not the gateway's
            apply(800 + i, "127.0.0.3", "198.51.100." + i);
        }
        await().untilAsserted(() -> assertThat(mailsToApplicants("8..")).hasSize(5));
        for (int i = 0; i < 12; i++) {
            apply(900 + i, "127.0.0.2", "198.51.100." + i);
        }
        await().untilAsserted(() -> assertThat(mailsToApplicants("9..")).hasSize(12));
        assertThat(received.of(MAIL))
                .allSatisfy(mail -> assertThat(Received.link(mail))
                        .contains("/r/application/")
                        .doesNotContain("evil.example.org"));
        await().untilAsserted(() -> {
            mongo.getCollection("rateLimits").deleteMany(new Document()); // hours later
            assertThat(mongo.getCollection("applicationForms").countDocuments(new Document("state.told", false)))
                    .isZero();
        });
    }

    /** Those of other tests may still be on their way. */
    private List<String> mailsToApplicants(String numbers) {
        return received.of(MAIL).stream()
                .filter(Pattern.compile("applicant" + numbers + "@example\\.org")
                        .asPredicate())
                .toList();
    }

    private void apply(int number, String from, String forwardedFor) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(from))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/api/membership/applications"))
                    .header("Content-Type", "application/json")
                    .header("X-Forwarded-For", forwardedFor)
                    .header("X-Forwarded-Host", "evil.example.org")
                    .header("X-Forwarded-Proto", "https")
                    .header("Forwarded", "for=" + forwardedFor + ";host=evil.example.org")
                    .POST(HttpRequest.BodyPublishers.ofString(Requests.application(number, "ordinary")))
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body() + answer.headers().map()).doesNotContain("evil.example.org");
        }
    }
}
