package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
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
        assertThat(browser.get(PAGE + "/again").statusCode())
                .as("a link ends no session")
                .isEqualTo(405);
        assertThat(browser.get(PAGE).statusCode()).isEqualTo(200);
        assertThat(browser.submit(PAGE + "/password", Map.of("password", GOOD))
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .endsWith(PAGE);
        assertThat(hash()).isNull();
        assertThat(browser.get(PAGE).headers().firstValue("location").orElse(""))
                .endsWith("/login");
        portal.signInByLink(browser, email);
        assertThat(browser.get(PAGE).body()).contains("name=\"password\"");
    }

    @Test
    void signing_in_again_ends_the_session_by_a_form() throws Exception {
        portal.signInByLink(browser, email);
        browser.get(PAGE);
        assertThat(browser.submit(PAGE + "/again", Map.of("_csrf", "forged")).statusCode())
                .isEqualTo(403);
        assertThat(browser.get(PAGE).statusCode()).isEqualTo(200);
        assertThat(browser.submit(PAGE + "/again", Map.of()).statusCode()).isEqualTo(302);
        assertThat(browser.get(PAGE).headers().firstValue("location").orElse(""))
                .endsWith("/login");
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
