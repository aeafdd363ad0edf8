package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** An officer who came in by a link sets a password, changes it, removes it, and signs out everywhere. */
@IdentityTest
class AccountPagesIT {

    private static final String PAGE = "/identity/account";
    private static final String GOOD = "four words in a row";

    @LocalServerPort
    int port;

    @Autowired
    IdentitySettings settings;

    @Autowired
    MongoTemplate mongo;

    private String email;
    private PortalClient portal;
    private Browser browser;

    @BeforeEach
    void an_officer_signed_in_by_a_link() throws Exception {
        mongo.getCollection("attempts").deleteMany(new Document());
        portal = new PortalClient(port, settings);
        browser = new Browser(port);
        email = new Officers(mongo).appointed("secretary");
    }

    @Test
    void a_password_is_set_signs_in_and_ends_what_was_open_elsewhere() throws Exception {
        Browser elsewhere = new Browser(port);
        JsonNode tokens = portal.exchange(portal.signInByLink(elsewhere, email), 200);
        portal.signInByLink(browser, email);
        assertThat(browser.get(PAGE).body())
                .contains("Set a password", "Ada Example", "<label for=\"password\">")
                .doesNotContain("<script", "style=", "Remove the password");

        HttpResponse<String> set = browser.submit(PAGE + "/password", Map.of("password", GOOD));
        assertThat(set.statusCode()).isEqualTo(302);
        assertThat(browser.get(set.headers().firstValue("location").orElseThrow())
                        .body())
                .as("this device goes on")
                .contains("Your password is set", "Change your password", "Remove the password");
        assertThat(elsewhere.get(PAGE).statusCode()).isEqualTo(302);
        portal.refresh(tokens, 400);
        assertThat(signIn(GOOD)).isEqualTo(302);
        assertThat(hash()).startsWith("$argon2id$");

        assertThat(browser.get(PAGE + "/password/remove").body())
                .contains("Remove your password?", "then only a link by mail signs you in");
        assertThat(hash()).as("the question removes nothing").isNotNull();
        assertThat(browser.submit(PAGE + "/password/remove", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(signIn(GOOD)).isEqualTo(422);
        assertThat(hash()).isNull();
    }

    @Test
    void a_password_that_will_not_do_is_refused_in_words_and_changes_nothing() throws Exception {
        portal.signInByLink(browser, email);
        browser.get(PAGE);
        HttpResponse<String> refused = browser.submit(PAGE + "/password", Map.of("password", "short"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Use at least 12 characters", "aria-invalid=\"true\"");
        assertThat(hash()).isNull();
        assertThat(browser.get(PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void a_session_that_was_left_open_changes_no_password() throws Exception {
        portal.signInByLink(browser, email);
        browser.get(PAGE);
        mongo.getCollection("sessions")
                .updateMany(
                        new Document(),
                        Updates.set("signedInAt", Date.from(Instant.now().minusSeconds(16 * 60))));
        assertThat(browser.get(PAGE).body()).contains("Sign in again").doesNotContain("name=\"password\"");
        assertThat(browser.get(PAGE + "/again").headers().firstValue("location"))
                .as("a link ends no session")
                .hasValueSatisfying(location -> assertThat(location).endsWith(PAGE));
        assertThat(browser.get(PAGE).statusCode()).isEqualTo(200);
        assertThat(browser.submit(PAGE + "/password", Map.of("password", GOOD))
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .endsWith("/login");
        assertThat(hash()).isNull();
        assertThat(browser.get(PAGE).statusCode()).as("nothing has ended").isEqualTo(200);
    }

    /** Whoever only looks, or goes back, stays signed in; whoever does it keeps the session and the portal's tokens. */
    @Test
    void signing_in_again_for_a_change_keeps_the_session_and_is_worth_nothing_without_its_own_cookie()
            throws Exception {
        JsonNode tokens = portal.exchange(portal.signInByLink(browser, email), 200);
        Browser thief = new Browser(port);
        thief.cookies.putAll(browser.cookies);
        mongo.getCollection("sessions")
                .updateMany(
                        new Document(),
                        Updates.set("signedInAt", Date.from(Instant.now().minusSeconds(16 * 60))));
        browser.get(PAGE);
        assertThat(browser.submit(PAGE + "/again", Map.of("_csrf", "forged")).statusCode())
                .isEqualTo(403);
        assertThat(browser.submit(PAGE + "/again", Map.of()).headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
        assertThat(browser.get("/login").body())
                .contains("You are signed in as <strong>Ada Example</strong>", "To change how you sign in")
                .containsPattern("name=\"email\"[^>]* value=\"" + email);
        assertThat(browser.get(PAGE).body()).contains("Sign in again").doesNotContain("name=\"password\"");

        String session = browser.cookies.get("alliance-identity");
        Set<String> before = EventsOnTopic.loginLinks(email);
        browser.get("/login");
        browser.submit("/one-time/request", Map.of("email", email));
        String path = URI.create(EventsOnTopic.awaitLoginLink(email, before)).getPath();
        browser.get(path);
        assertThat(browser.submit(path, Map.of()).headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith(PAGE));
        assertThat(browser.cookies).containsEntry("alliance-identity", session);
        assertThat(browser.get(PAGE).body()).contains("name=\"password\"");
        portal.refresh(tokens, 200);
        assertThat(thief.get(PAGE).body()).contains("Sign in again").doesNotContain("name=\"password\"");

        mongo.getCollection("sessions")
                .updateMany(
                        Filters.exists("again"),
                        Updates.set("again.at", Date.from(Instant.now().minusSeconds(16 * 60))));
        assertThat(browser.get(PAGE).body()).doesNotContain("name=\"password\"");
    }

    @Test
    void somebody_else_who_signs_in_to_change_something_gets_a_session_of_their_own() throws Exception {
        portal.signInByLink(browser, email);
        String session = browser.cookies.get("alliance-identity");
        browser.get(PAGE);
        browser.submit(PAGE + "/again", Map.of());
        browser.get("/login");
        browser.submit(
                "/login/password",
                Map.of("email", SecretsInitializer.TREASURER, "password", SecretsInitializer.PASSWORD));
        assertThat(browser.cookies.get("alliance-identity")).isNotEqualTo(session);
        assertThat(browser.get(PAGE).body())
                .contains(SecretsInitializer.TREASURER)
                .doesNotContain(email);
        Browser left = new Browser(port);
        left.cookies.put("alliance-identity", session);
        assertThat(left.get(PAGE).statusCode()).isEqualTo(302);
    }

    @Test
    void one_s_sessions_are_listed_in_words_and_end_one_by_one() throws Exception {
        Browser telephone = new Browser(port);
        telephone.userAgent = "Mozilla/5.0 (Linux; Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0";
        JsonNode tokens = portal.exchange(portal.signInByLink(telephone, email), 200);
        portal.signInByLink(browser, email);
        String page = browser.get(PAGE).body();
        assertThat(page)
                .contains("Firefox on Android", "Unknown browser", "Signed in on", "last used on", "(Vienna)")
                .containsOnlyOnce("· this one")
                .containsOnlyOnce("action=\"/identity/account/sessions/end\"");
        Matcher id = Pattern.compile("name=\"id\" value=\"([^\"]+)\"").matcher(page);
        assertThat(id.find()).isTrue();

        Browser other = new Browser(port);
        portal.signIn(other);
        other.get(PAGE);
        other.submit(PAGE + "/sessions/end", Map.of("id", id.group(1)));
        assertThat(telephone.get(PAGE).statusCode()).as("nobody ends another's").isEqualTo(200);

        HttpResponse<String> ended = browser.submit(PAGE + "/sessions/end", Map.of("id", id.group(1)));
        assertThat(browser.get(ended.headers().firstValue("location").orElseThrow())
                        .body())
                .contains("That session has ended")
                .doesNotContain("Firefox on Android");
        assertThat(telephone.get(PAGE).statusCode()).isEqualTo(302);
        assertThat(telephone.get("/login").body()).contains("Your session has ended. Sign in again.");
        portal.refresh(tokens, 400);
        assertThat(new Browser(port).get("/login").body()).doesNotContain("Your session has ended");
    }

    @Test
    void the_page_asks_for_a_sign_in_and_is_where_one_comes_out() throws Exception {
        assertThat(browser.get(PAGE).headers().firstValue("location").orElse(""))
                .endsWith("/login");
        browser.get("/login");
        HttpResponse<String> in = browser.submit(
                "/login/password",
                Map.of("email", SecretsInitializer.TREASURER, "password", SecretsInitializer.PASSWORD));
        assertThat(in.headers().firstValue("location").orElse("")).endsWith(PAGE);
    }

    @Test
    void a_form_without_its_csrf_field_changes_nothing() throws Exception {
        portal.signInByLink(browser, email);
        browser.get(PAGE);
        assertThat(browser.submit(PAGE + "/password", Map.of("password", GOOD, "_csrf", "forged"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(hash()).isNull();
    }

    @Test
    void signing_out_everywhere_by_the_button_ends_every_device() throws Exception {
        Browser elsewhere = new Browser(port);
        JsonNode tokens = portal.exchange(portal.signInByLink(elsewhere, email), 200);
        portal.signInByLink(browser, email);
        browser.get(PAGE);
        assertThat(browser.submit(PAGE + "/sign-out-everywhere", Map.of()).body())
                .contains("You are signed out everywhere");
        assertThat(browser.get(PAGE).statusCode()).isEqualTo(302);
        assertThat(elsewhere.get(PAGE).statusCode()).isEqualTo(302);
        portal.refresh(tokens, 400);
    }

    private int signIn(String password) throws Exception {
        Browser device = new Browser(port);
        device.get("/login");
        return device.submit("/login/password", Map.of("email", email, "password", password))
                .statusCode();
    }

    private String hash() {
        return new Officers(mongo).account(email).getString("passwordHash");
    }
}
