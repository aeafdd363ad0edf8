package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** Access that ends, ends now: sessions, refresh tokens and access tokens; what is given afterwards is fine. */
@IdentityTest
class RevokedAccessIT {

    private static final String REVOKED = "identity.access-revoked.v1";

    @LocalServerPort
    int port;

    @Autowired
    IdentitySettings settings;

    @Autowired
    MongoTemplate mongo;

    private final String someone = UUID.randomUUID().toString();
    private final String email = someone + "@example.org";
    private PortalClient portal;

    @BeforeEach
    void freshCounts() {
        portal = new PortalClient(port, settings);
        mongo.getCollection("attempts").deleteMany(new Document());
    }

    @Test
    void an_ended_office_ends_sessions_and_tokens_at_once_and_what_is_given_afterwards_is_fine() throws Exception {
        appointed("secretary");
        admitted();
        Browser browser = new Browser(port);
        JsonNode tokens = portal.exchange(portal.signInByLink(browser, email), 200);
        assertThat(roles(tokens)).containsExactly("member", "secretary");
        assertThat(me(tokens)).isEqualTo(200);

        ended(2);
        ended(2); // delivered again
        await().untilAsserted(() -> assertThat(me(tokens)).isEqualTo(401));
        assertThat(portal.call("/userinfo", access(tokens)).statusCode()).isEqualTo(401);
        portal.refresh(tokens, 400);
        assertThat(browser.get(PortalClient.authorize()).headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));

        JsonNode anew = portal.exchange(portal.signInByLink(browser, email), 200);
        assertThat(roles(anew)).containsExactly("member");
        assertThat(me(anew)).isEqualTo(200);
        assertThat(roles(portal.refresh(anew, 200))).containsExactly("member");
        assertThat(me(tokens)).isEqualTo(401);
        assertThat(revocations(tokens)).hasSize(1);
    }

    @Test
    void a_code_that_was_not_redeemed_yet_gives_nothing_any_more() throws Exception {
        appointed("secretary");
        admitted();
        String code = portal.signInByLink(new Browser(port), email);
        JsonNode other = portal.exchange(portal.signInByLink(new Browser(port), email), 200);
        ended(2);
        await().untilAsserted(() -> assertThat(me(other)).isEqualTo(401));
        portal.exchange(code, 400);
    }

    @Test
    void an_office_that_is_given_on_revokes_nothing() throws Exception {
        appointed("secretary");
        JsonNode tokens = portal.exchange(portal.signInByLink(new Browser(port), email), 200);
        admitted();
        await().untilAsserted(
                        () -> assertThat(roles(portal.refresh(tokens, 200))).containsExactly("member", "secretary"));
        assertThat(revocations(tokens)).isEmpty();
    }

    @Test
    void whoever_signs_out_everywhere_is_out_on_every_device() throws Exception {
        appointed("secretary");
        Browser desk = new Browser(port);
        JsonNode here = portal.exchange(portal.signInByLink(desk, email), 200);
        Browser telephone = new Browser(port);
        JsonNode there = portal.exchange(portal.signInByLink(telephone, email), 200);
        assertThat(portal.call("POST", "/api/identity/me/sign-out-everywhere", access(here))
                        .statusCode())
                .isEqualTo(204);
        for (Browser device : List.of(desk, telephone)) {
            assertThat(device.get(PortalClient.authorize()).headers().firstValue("location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
        }
        for (JsonNode tokens : List.of(here, there)) {
            portal.refresh(tokens, 400);
            await().untilAsserted(() -> assertThat(me(tokens)).isEqualTo(401));
        }
        assertThat(me(portal.exchange(portal.signInByLink(desk, email), 200))).isEqualTo(200);
    }

    @Test
    void a_token_that_is_made_while_access_is_revoked_is_refused_too() throws Exception {
        appointed("secretary");
        JsonNode tokens = portal.exchange(portal.signInByLink(new Browser(port), email), 200);
        List<Future<String>> made = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                made.add(workers.submit(() -> {
                    String last = "";
                    go.await();
                    while (true) {
                        try {
                            last = access(portal.refresh(tokens, 200));
                        } catch (AssertionError refused) {
                            return last;
                        }
                    }
                }));
            }
            go.countDown();
            ended(2);
        }
        for (Future<String> last : made) {
            await().untilAsserted(() -> assertThat(
                            portal.call("/api/identity/me", last.get()).statusCode())
                    .isEqualTo(401));
        }
    }

    private void appointed(String office) throws Exception {
        EventsOnTopic.publish(someone, 1, "membership.officer-appointed.v1", """
                {"officeId":"%s","office":"%s","name":"Ada Example","email":"%s","from":"2020-01-01"}
                """.formatted(someone, office, email));
        await().until(() -> mongo.getCollection("accounts").countDocuments(new Document("state.email", email)) == 1);
    }

    private void admitted() throws Exception {
        EventsOnTopic.publish("m-" + someone, 1, "membership.member-admitted.v1", """
                {"membershipId":"m-%s","category":"ordinary","kind":"organisation","name":"Example NGO","country":"AT",
                 "contact":{"name":"Ada Example","email":"%s"},"admittedOn":"2020-02-01","origin":"register-import"}
                """.formatted(someone, email));
        await().until(() -> mongo.getCollection("accounts")
                        .countDocuments(new Document("state.grants.role", "member").append("state.email", email))
                == 1);
    }

    private void ended(long seq) throws Exception {
        EventsOnTopic.publish(someone, seq, "membership.officer-ended.v1", """
                {"officeId":"%s","office":"secretary","email":"%s","endedOn":"%s"}
                """.formatted(
                        someone, email, LocalDate.now(ZoneId.of("Europe/Vienna"))));
    }

    private int me(JsonNode tokens) throws Exception {
        return portal.call("/api/identity/me", access(tokens)).statusCode();
    }

    private static String access(JsonNode tokens) {
        return tokens.path("access_token").asString();
    }

    private static List<String> roles(JsonNode tokens) throws Exception {
        return SignedJWT.parse(access(tokens)).getJWTClaimsSet().getStringListClaim("roles");
    }

    private static List<JsonNode> revocations(JsonNode tokens) throws Exception {
        String subject = SignedJWT.parse(access(tokens)).getJWTClaimsSet().getSubject();
        return EventsOnTopic.told(REVOKED).stream()
                .filter(event -> event.path("subject").asString().equals(subject))
                .toList();
    }
}
