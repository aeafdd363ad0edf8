package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.crimealliance.identity.account.Access;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.account.EmailAddress;
import org.crimealliance.identity.login.SignIn;
import org.crimealliance.platform.outcome.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An executive officer has somebody else's account recovered. */
@IdentityTest
class RecoveryIT {

    @LocalServerPort
    int port;

    @Autowired
    IdentitySettings settings;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Accounts accounts;

    @Autowired
    SignIn signIn;

    private PortalClient portal;
    private Officers officers;

    @BeforeEach
    void freshCounts() {
        portal = new PortalClient(port, settings);
        officers = new Officers(mongo);
        mongo.getCollection("attempts").deleteMany(new Document());
    }

    @Test
    void what_opened_the_account_opens_it_no_more_and_a_link_goes_to_the_registered_address() throws Exception {
        String email = officers.appointed("board");
        Browser browser = new Browser(port);
        portal.signInByLink(browser, email);
        browser.get("/identity/account");
        browser.submit("/identity/account/password", Map.of("password", "four words in a row"));
        JsonNode tokens = portal.exchange(PortalClient.codeOf(browser.get(PortalClient.authorize())), 200);

        Set<String> before = EventsOnTopic.loginLinks(email);
        assertThat(recover(new LocalStackClient(port, settings).tokenFor("chair"), email.toUpperCase()))
                .isEqualTo(204);

        assertThat(officers.account(email).getString("passwordHash")).isNull();
        portal.refresh(tokens, 400);
        await().untilAsserted(() -> assertThat(
                        portal.call("/api/identity/me", access(tokens)).statusCode())
                .isEqualTo(401));
        String path = URI.create(EventsOnTopic.awaitLoginLink(email, before)).getPath();
        Browser again = new Browser(port);
        again.get(path);
        assertThat(again.submit(path, Map.of()).statusCode()).isEqualTo(302);
        String subject = subject(tokens);
        await().untilAsserted(() -> assertThat(EventsOnTopic.told("identity.account-recovered.v1"))
                .filteredOn(event -> event.path("subject").asString().equals(subject))
                .singleElement()
                .satisfies(event -> assertThat(event.path("reason").asString()).isEqualTo("lost the telephone")));
    }

    @Test
    void what_was_begun_before_a_recovery_ends_nowhere() throws Exception {
        String email = officers.appointed("board");
        Browser thief = new Browser(port);
        String code = portal.signInByLink(thief, email);
        thief.get("/identity/account");
        Set<String> before = EventsOnTopic.loginLinks(email);
        Browser asking = new Browser(port);
        asking.get("/login");
        asking.submit("/one-time/request", Map.of("email", email));
        String unused = URI.create(EventsOnTopic.awaitLoginLink(email, before)).getPath();
        assertThat(asking.get(unused).statusCode()).isEqualTo(200);
        before = EventsOnTopic.loginLinks(email);

        assertThat(recover(new LocalStackClient(port, settings).tokenFor("chair"), email))
                .isEqualTo(204);

        assertThat(asking.submit(unused, Map.of()).statusCode()).as("a link").isEqualTo(410);
        assertThat(asking.get(unused).statusCode()).isEqualTo(410);
        portal.exchange(code, 400);
        assertThat(thief.submit("/identity/account/password", Map.of("password", "four words in a row"))
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .as("a form that lay open")
                .endsWith("/login");
        assertThat(officers.account(email).getString("passwordHash")).isNull();
        String fresh = URI.create(EventsOnTopic.awaitLoginLink(email, before)).getPath();
        asking.get(fresh);
        assertThat(asking.submit(fresh, Map.of()).statusCode()).isEqualTo(302);
    }

    @Test
    void the_mail_says_who_helps_and_why() throws Exception {
        String email = officers.appointed("board");
        assertThat(recover(new LocalStackClient(port, settings).tokenFor("secretary"), email))
                .isEqualTo(204);
        await().untilAsserted(() -> assertThat(EventsOnTopic.told("identity.login-link-requested.v1"))
                .filteredOn(event -> event.path("email").asString().equals(email))
                .singleElement()
                .satisfies(event -> assertThat(event.path("recovery"))
                        .isEqualTo(JsonMapper.shared().readTree("""
                                {"by":"local-secretary","name":"Local secretary","office":"secretary",
                                 "reason":"lost the telephone"}"""))));
    }

    @Test
    void a_few_recoveries_an_hour_and_each_voids_the_link_of_the_one_before() throws Exception {
        String email = officers.appointed("board");
        String chair = new LocalStackClient(port, settings).tokenFor("chair");
        Set<String> before = EventsOnTopic.loginLinks(email);
        assertThat(recover(chair, email)).isEqualTo(204);
        String first = URI.create(EventsOnTopic.awaitLoginLink(email, before)).getPath();
        before = EventsOnTopic.loginLinks(email);
        assertThat(recover(chair, email)).isEqualTo(204);
        String second = URI.create(EventsOnTopic.awaitLoginLink(email, before)).getPath();
        assertThat(new Browser(port).get(first).statusCode()).isEqualTo(410);
        assertThat(recover(new LocalStackClient(port, settings).tokenFor("treasurer"), email))
                .isEqualTo(204);
        assertThat(new Browser(port).get(second).statusCode()).isEqualTo(410);

        HttpResponse<String> refused =
                portal.call("/api/identity/recoveries", chair, Map.of("email", email.toUpperCase(), "reason", "again"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(0L, 3600L);
        assertThat(refused.body()).contains("recovered-too-often", "3 times within an hour");
        assertThat(recover(chair, officers.appointed("board")))
                .as("another account")
                .isEqualTo(204);
        assertThat(mongo.getCollection("loginLinks")
                        .countDocuments(new Document("state.account", EmailAddress.accountId(email))))
                .isEqualTo(3);
    }

    /** Each of these was right when it was looked at, and the account was recovered before it had its effect. */
    @Test
    void what_is_under_way_while_the_account_is_recovered_has_no_effect() throws Exception {
        String email = officers.appointed("board");
        Access shown = accounts.entitled(email).orElseThrow().access();
        assertThat(accounts.recover(shown.accountId(), "stolen")).isInstanceOf(Outcome.Done.class);
        assertThat(accounts.holder(shown)).isEmpty();
        assertThat(accounts.setPassword(shown, "a thief's")).isEmpty();
        assertThat(officers.account(email).getString("passwordHash")).isNull();

        MockHttpServletResponse thief = new MockHttpServletResponse();
        signIn.complete(shown, FactorGrantedAuthority.PASSWORD_AUTHORITY, new MockHttpServletRequest(), thief);
        Browser browser = new Browser(port);
        for (String cookie : thief.getHeaders("Set-Cookie")) {
            browser.cookies.put(
                    cookie.substring(0, cookie.indexOf('=')),
                    cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')));
        }
        assertThat(browser.cookies).containsKey("alliance-identity");
        assertThat(browser.get("/identity/account").headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
    }

    @Test
    void nobody_recovers_an_account_of_their_own() throws Exception {
        String email = officers.appointed("chair");
        String token = access(portal.exchange(portal.signInByLink(new Browser(port), email), 200));
        assertThat(recover(token, email)).isEqualTo(409);
        assertThat(recover(token, " " + email.toUpperCase() + " ")).isIn(409, 422);
        assertThat(portal.call("/api/identity/me", token).statusCode()).isEqualTo(200);
    }

    @Test
    void an_address_that_nobody_has_is_told_to_the_officer() throws Exception {
        String chair = new LocalStackClient(port, settings).tokenFor("chair");
        assertThat(recover(chair, "nobody@example.org")).isEqualTo(404);
        assertThat(recover(chair, "not an address")).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "chair, 404",
        "treasurer, 404",
        "secretary, 404",
        "vice-chair, 403",
        "board, 403",
        "auditor, 403",
        "congress-manager, 403",
        "member, 403"
    })
    void executive_officers_may(String role, int status) throws Exception {
        assertThat(recover(new LocalStackClient(port, settings).tokenFor(role), "nobody@example.org"))
                .isEqualTo(status);
    }

    private int recover(String token, String email) throws Exception {
        return portal.call("/api/identity/recoveries", token, Map.of("email", email, "reason", "lost the telephone"))
                .statusCode();
    }

    private static String access(JsonNode tokens) {
        return tokens.path("access_token").asString();
    }

    private static String subject(JsonNode tokens) throws Exception {
        return SignedJWT.parse(access(tokens)).getJWTClaimsSet().getSubject();
    }
}
