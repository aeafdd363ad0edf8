package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody adds passkeys, signs in by them and takes them away; somebody else tries to. */
@IdentityTest
class PasskeysIT {

    private static final String PAGE = "/identity/account/passkeys";
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    IdentitySettings settings;

    @Autowired
    MongoTemplate mongo;

    private PortalClient portal;
    private Officers officers;
    private String email;
    private Browser browser;
    private Authenticator telephone;

    @BeforeEach
    void an_officer_signed_in_by_a_link() throws Exception {
        mongo.getCollection("attempts").deleteMany(new Document());
        portal = new PortalClient(port, settings);
        officers = new Officers(mongo);
        browser = new Browser(port);
        telephone = new Authenticator();
        email = officers.appointed("secretary");
        portal.signInByLink(browser, email);
    }

    @Test
    void a_passkey_is_added_signs_in_and_its_owner_hears_of_it() throws Exception {
        assertThat(browser.get(PAGE).body()).contains("You have none yet").doesNotContain("style=", "onclick");
        assertThat(add(browser, telephone, "  Ada's telephone ")).isEqualTo(302);
        assertThat(browser.get(PAGE).body()).contains("Ada&#39;s telephone", "Added on", "Remove Ada&#39;s telephone");

        Browser elsewhere = new Browser(port);
        elsewhere.get(PortalClient.authorize());
        elsewhere.get("/login");
        HttpResponse<String> in = signIn(elsewhere, telephone);
        assertThat(in.statusCode()).isEqualTo(302);
        JsonNode tokens = portal.exchange(
                PortalClient.codeOf(
                        elsewhere.get(in.headers().firstValue("location").orElseThrow())),
                200);
        assertThat(SignedJWT.parse(tokens.path("access_token").asString())
                        .getJWTClaimsSet()
                        .getStringListClaim("roles"))
                .containsExactly("secretary");
        assertThat(elsewhere.get(PAGE).body()).as("signed in a moment ago").contains("Add a passkey");
        awaitTold("identity.passkey-added.v1", "Ada's telephone");
    }

    @Test
    void a_passkey_that_is_taken_away_signs_in_no_more_and_ends_nothing_else() throws Exception {
        add(browser, telephone, "Telephone");
        Authenticator key = new Authenticator();
        add(browser, key, "Key");
        Browser elsewhere = new Browser(port);
        assertThat(signIn(elsewhere, telephone).statusCode()).isEqualTo(302);

        assertThat(browser.submit(
                                PAGE + "/remove", Map.of("id", passkeys(browser).getFirst()))
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .endsWith(PAGE + "?done=removed");
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(422);
        assertThat(signIn(new Browser(port), key).statusCode()).isEqualTo(302);
        assertThat(elsewhere.get(PAGE).statusCode()).isEqualTo(200);
        assertThat(passkeys(browser)).hasSize(1);
        awaitTold("identity.passkey-removed.v1", "Telephone");
    }

    @Test
    void a_page_of_another_origin_gets_nothing_out_of_a_passkey() throws Exception {
        telephone.origin = "https://alliance.example.net";
        assertThat(add(browser, telephone, "Telephone")).isEqualTo(422);
        telephone.origin = Authenticator.ORIGIN;
        assertThat(add(browser, telephone, "Telephone")).isEqualTo(302);
        telephone.origin = "http://localhost:8401";
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(422);
    }

    @Test
    void an_answer_is_worth_one_sign_in_in_the_browser_that_asked() throws Exception {
        add(browser, telephone, "Telephone");
        Browser asked = new Browser(port);
        String answer = telephone.signed(options(asked));
        Map<String, String> cookies = Map.copyOf(asked.cookies);
        Browser thief = new Browser(port);
        options(thief);
        assertThat(thief.submit("/login/passkey", Map.of("answer", answer)).statusCode())
                .isEqualTo(422);
        assertThat(asked.submit("/login/passkey", Map.of("answer", answer)).statusCode())
                .isEqualTo(302);
        asked.cookies.putAll(cookies);
        assertThat(asked.submit("/login/passkey", Map.of("answer", answer)).statusCode())
                .as("replayed, with its cookie")
                .isEqualTo(422);
        asked.cookies.clear();
        asked.get("/login");
        assertThat(asked.submit("/login/passkey", Map.of("answer", answer)).statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_challenge_is_good_for_five_minutes_and_for_what_it_was_asked_for() throws Exception {
        add(browser, telephone, "Telephone");
        Browser late = new Browser(port);
        String answer = telephone.signed(options(late));
        mongo.getCollection("passkeyChallenges")
                .updateMany(
                        new Document(),
                        Updates.set("expiresAt", Date.from(Instant.now().minusSeconds(1))));
        assertThat(late.submit("/login/passkey", Map.of("answer", answer)).statusCode())
                .isEqualTo(422);

        Authenticator other = new Authenticator();
        JsonNode forSignIn = options(browser);
        assertThat(browser.submit(PAGE, Map.of("label", "Other", "answer", other.made(forSignIn)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.get(PAGE).body()).doesNotContain("Other");
    }

    @Test
    void a_challenge_is_void_when_the_access_that_it_was_asked_under_is_revoked() throws Exception {
        String answer = telephone.made(newOptions(browser, "Telephone"));
        browser.get("/identity/account");
        assertThat(browser.submit("/identity/account/password", Map.of("password", "four words in a row"))
                        .statusCode())
                .isEqualTo(302);
        browser.get(PAGE);
        assertThat(browser.submit(PAGE, Map.of("label", "Telephone", "answer", answer))
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.get(PAGE).body()).contains("You have none yet");
    }

    @Test
    void nobody_uses_takes_or_removes_another_s_passkey() throws Exception {
        add(browser, telephone, "Telephone");
        String id = passkeys(browser).getFirst();
        Browser another = new Browser(port);
        portal.signInByLink(another, officers.appointed("treasurer"));

        Authenticator forged = new Authenticator();
        forged.credential = telephone.credential;
        assertThat(add(another, forged, "Mine")).as("registering its id").isEqualTo(422);
        forged.userHandle = telephone.userHandle;
        assertThat(signIn(new Browser(port), forged).statusCode())
                .as("another key")
                .isEqualTo(422);
        assertThat(another.submit(PAGE + "/remove", Map.of("id", id))
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .endsWith(PAGE);
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(302);

        Authenticator own = new Authenticator();
        add(another, own, "Own");
        own.userHandle = telephone.userHandle;
        assertThat(signIn(new Browser(port), own).statusCode())
                .as("under another's handle")
                .isEqualTo(422);
    }

    @Test
    void a_device_that_did_not_ask_who_holds_it_is_refused() throws Exception {
        telephone.isVerified = false;
        assertThat(add(browser, telephone, "Telephone")).isEqualTo(422);
        telephone.isVerified = true;
        add(browser, telephone, "Telephone");
        telephone.isVerified = false;
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(422);
    }

    @Test
    void a_copy_of_an_authenticator_that_counts_is_found_out() throws Exception {
        telephone.signatures = 5;
        add(browser, telephone, "Key");
        telephone.signatures = 7;
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(302);
        telephone.signatures = 6;
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(422);
    }

    @Test
    void two_at_once_are_two_and_one_twice_is_one() throws Exception {
        Browser desk = new Browser(port);
        portal.signInByLink(desk, email);
        Authenticator key = new Authenticator();
        browser.get(PAGE);
        desk.get(PAGE);
        assertThat(atOnce(() -> add(browser, telephone, "Telephone"), () -> add(desk, key, "Key")))
                .containsOnly(302);
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(302);
        assertThat(signIn(new Browser(port), key).statusCode()).isEqualTo(302);

        Authenticator once = new Authenticator();
        String answer = once.made(newOptions(browser, "Once"));
        Map<String, String> form = Map.of("label", "Once", "answer", answer);
        Map<String, String> cookies = Map.copyOf(browser.cookies);
        Browser same = new Browser(port);
        same.get("/login");
        same.cookies.putAll(cookies);
        same.get(PAGE);
        assertThat(atOnce(
                        () -> browser.submit(PAGE, form).statusCode(),
                        () -> same.submit(PAGE, form).statusCode()))
                .containsExactlyInAnyOrder(302, 422);
        assertThat(passkeys(browser)).hasSize(3);
    }

    @Test
    void a_name_that_will_not_do_and_an_eleventh_passkey_are_refused_before_the_device_makes_one() throws Exception {
        browser.get(PAGE);
        for (String label : List.of("", "  ", "a".repeat(61), "two\nlines")) {
            assertThat(browser.submit(PAGE + "/options", Map.of("label", label)).statusCode())
                    .isEqualTo(422);
            assertThat(browser.submit(PAGE, Map.of("label", label)).body()).contains("aria-invalid=\"true\"");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(add(browser, new Authenticator(), "Key " + i)).isEqualTo(302);
        }
        assertThat(browser.submit(PAGE + "/options", Map.of("label", "Key 11")).statusCode())
                .isEqualTo(422);
        assertThat(browser.submit(PAGE, Map.of("label", "Key 11")).body())
                .contains("You have 10 passkeys. Remove one first.");
    }

    @Test
    void a_session_that_was_left_open_adds_and_removes_nothing() throws Exception {
        add(browser, telephone, "Telephone");
        String id = passkeys(browser).getFirst();
        mongo.getCollection("sessions")
                .updateMany(
                        new Document(),
                        Updates.set("signedInAt", Date.from(Instant.now().minusSeconds(16 * 60))));
        assertThat(browser.get(PAGE).body()).contains("Sign in again").doesNotContain("Add a passkey", "/remove");
        assertThat(browser.submit(PAGE + "/options", Map.of("label", "Key")).statusCode())
                .isEqualTo(403);
        Browser same = new Browser(port);
        same.get("/login");
        same.cookies.putAll(browser.cookies);
        same.get(PAGE);
        assertThat(same.submit(PAGE + "/remove", Map.of("id", id))
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .endsWith("/login");
        assertThat(browser.submit(PAGE + "/again", Map.of()).statusCode()).isEqualTo(302);
        assertThat(browser.get(PAGE).statusCode()).isEqualTo(200);
        browser.get("/login");
        assertThat(signIn(browser, telephone).headers().firstValue("location").orElse(""))
                .endsWith(PAGE);
        assertThat(passkeys(browser)).containsExactly(id);
        assertThat(browser.get(PAGE + "/remove?id=" + id).body())
                .contains(
                        "Remove this passkey?", "<strong>Telephone</strong>", "then only a link by mail signs you in");
        assertThat(passkeys(browser)).as("the question removes nothing").containsExactly(id);
        assertThat(browser.get(PAGE + "/remove?id=other").headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith(PAGE));
    }

    @Test
    void a_recovery_takes_all_passkeys_and_new_ones_can_be_added() throws Exception {
        add(browser, telephone, "Telephone");
        assertThat(portal.call(
                                "/api/identity/recoveries",
                                new LocalStackClient(port, settings).tokenFor("chair"),
                                Map.of("email", email, "reason", "lost the telephone"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(422);
        portal.signInByLink(browser, email);
        assertThat(browser.get(PAGE).body()).contains("You have none yet");
        Authenticator another = new Authenticator();
        assertThat(add(browser, another, "Another")).isEqualTo(302);
        assertThat(signIn(new Browser(port), another).statusCode()).isEqualTo(302);
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(422);
    }

    @Test
    void an_ended_office_ends_the_session_and_the_passkey_signs_nobody_in() throws Exception {
        add(browser, telephone, "Telephone");
        Browser elsewhere = new Browser(port);
        signIn(elsewhere, telephone);
        assertThat(elsewhere.get(PAGE).statusCode()).isEqualTo(200);
        officers.ended(email);
        await().untilAsserted(() -> assertThat(elsewhere.get(PAGE).statusCode()).isEqualTo(302));
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(422);
    }

    @Test
    void strangers_are_slowed_by_address_and_success_costs_nothing() throws Exception {
        add(browser, telephone, "Telephone");
        Browser stranger = new Browser(port, "198.51.100.20");
        stranger.get("/login");
        int refused = 0;
        for (int i = 0; i < 102; i++) {
            refused += stranger.submit("/login/passkey/options", Map.of()).statusCode() == 429 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(2);
        assertThat(signIn(new Browser(port), telephone).statusCode()).isEqualTo(302);
        assertThat(mongo.getCollection("attempts")
                        .find(new Document("_id", Pattern.compile("^passkey:")).append("count", 0))
                        .first())
                .as("the count of whoever succeeded")
                .isNotNull();
    }

    @Test
    void whatever_else_is_sent_as_an_answer_is_refused_in_words() throws Exception {
        for (String answer : List.of("", "null", "{}", "[]", "{\"id\":\"a\",\"rawId\":\"!\"}", "a".repeat(20_000))) {
            Browser stranger = new Browser(port);
            options(stranger);
            HttpResponse<String> refused = stranger.submit("/login/passkey", Map.of("answer", answer));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("This passkey does not sign you in");
            newOptions(browser, "Key");
            assertThat(browser.submit(PAGE, Map.of("label", "Key", "answer", answer))
                            .statusCode())
                    .isEqualTo(422);
        }
        assertThat(new Browser(port)
                        .submit("/login/passkey/options", Map.of("_csrf", "forged"))
                        .statusCode())
                .isEqualTo(403);
    }

    private int add(Browser device, Authenticator authenticator, String label) throws Exception {
        return device.submit(PAGE, Map.of("label", label, "answer", authenticator.made(newOptions(device, label))))
                .statusCode();
    }

    private static JsonNode newOptions(Browser device, String label) throws Exception {
        device.get(PAGE);
        return json(device.submit(PAGE + "/options", Map.of("label", label)));
    }

    private HttpResponse<String> signIn(Browser device, Authenticator authenticator) throws Exception {
        return device.submit("/login/passkey", Map.of("answer", authenticator.signed(options(device))));
    }

    private static JsonNode options(Browser device) throws Exception {
        device.get("/login");
        return json(device.submit("/login/passkey/options", Map.of()));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> passkeys(Browser device) throws Exception {
        return ID.matcher(device.get(PAGE).body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private interface Attempt {
        int make() throws Exception;
    }

    private static List<Integer> atOnce(Attempt... attempts) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Integer>> made = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Attempt attempt : attempts) {
                made.add(workers.submit(() -> {
                    go.await();
                    return attempt.make();
                }));
            }
            go.countDown();
            for (Future<Integer> one : made) {
                statuses.add(one.get());
            }
        }
        return statuses;
    }

    private void awaitTold(String type, String label) {
        await().untilAsserted(() -> assertThat(EventsOnTopic.told(type))
                .filteredOn(event -> event.path("email").asString().equals(email))
                .singleElement()
                .satisfies(event -> assertThat(event.path("label").asString()).isEqualTo(label)));
    }
}
