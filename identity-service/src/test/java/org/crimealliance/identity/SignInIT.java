package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** The portal's way to tokens, from the first page to signing out. */
@IdentityTest
class SignInIT {

    @LocalServerPort
    int port;

    @Autowired
    IdentitySettings settings;

    @Autowired
    MongoTemplate mongo;

    private PortalClient portal;

    @BeforeEach
    void freshCounts() {
        portal = new PortalClient(port, settings);
        mongo.getCollection("attempts").deleteMany(new Document());
    }

    @Test
    void a_password_leads_through_code_and_proof_key_to_tokens_that_tell_the_roles() throws Exception {
        Browser browser = new Browser(port);
        String code = portal.signIn(browser);
        JsonNode tokens = portal.exchange(code, 200);

        JWTClaimsSet access =
                SignedJWT.parse(tokens.path("access_token").asString()).getJWTClaimsSet();
        assertThat(access.getIssuer()).isEqualTo("http://127.0.0.1:8400");
        assertThat(access.getAudience()).containsExactly("alliance-platform");
        assertThat(access.getStringListClaim("roles")).containsExactly("treasurer");
        assertThat(access.getStringClaim("email")).isEqualTo(SecretsInitializer.TREASURER);
        assertThat(access.getExpirationTime().getTime() - access.getIssueTime().getTime())
                .isEqualTo(5 * 60 * 1000);
        JWTClaimsSet id = SignedJWT.parse(tokens.path("id_token").asString()).getJWTClaimsSet();
        assertThat(id.getAudience()).containsExactly("board-portal");
        assertThat(id.getStringListClaim("roles")).containsExactly("treasurer");
        assertThat(id.getStringClaim("nonce")).isEqualTo("n-1");

        HttpResponse<String> me =
                portal.call("/api/identity/me", tokens.path("access_token").asString());
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains(SecretsInitializer.TREASURER).contains("treasurer");
        HttpResponse<String> userInfo =
                portal.call("/userinfo", tokens.path("access_token").asString());
        assertThat(userInfo.statusCode()).isEqualTo(200);
        assertThat(userInfo.body()).contains(SecretsInitializer.TREASURER);
    }

    @Test
    void a_refresh_token_gives_new_tokens_again_and_again() throws Exception {
        JsonNode tokens = portal.exchange(portal.signIn(new Browser(port)), 200);
        for (int i = 0; i < 2; i++) {
            JsonNode fresh = portal.token(
                    Map.of(
                            "grant_type",
                            "refresh_token",
                            "refresh_token",
                            tokens.path("refresh_token").asString()),
                    200);
            assertThat(SignedJWT.parse(fresh.path("access_token").asString())
                            .getJWTClaimsSet()
                            .getStringListClaim("roles"))
                    .containsExactly("treasurer");
        }
    }

    @Test
    void the_session_signs_in_again_without_a_password_and_has_its_own_cookie() throws Exception {
        Browser browser = new Browser(port);
        portal.signIn(browser);
        assertThat(browser.cookies).containsKey("alliance-identity").doesNotContainKey("JSESSIONID");
        assertThat(PortalClient.codeOf(browser.get(PortalClient.authorize()))).isNotBlank();
    }

    @Test
    void a_code_works_once_however_many_try_at_the_same_time() throws Exception {
        String code = portal.signIn(new Browser(port));
        CountDownLatch go = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(workers.submit(() -> {
                    go.await();
                    return portal.redeem(code).statusCode();
                }));
            }
            go.countDown();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 400);
        }
    }

    @Test
    void codes_and_tokens_are_in_the_store_as_hashes_only() throws Exception {
        String code = portal.signIn(new Browser(port));
        JsonNode tokens = portal.exchange(code, 200);
        List<String> documents = new ArrayList<>();
        for (String collection : List.of("authorizations", "authorizationHashes", "sessions")) {
            mongo.getCollection(collection).find().forEach(document -> documents.add(document.toJson()));
        }
        assertThat(documents)
                .isNotEmpty()
                .noneMatch(document -> document.contains(code)
                        || document.contains(tokens.path("refresh_token").asString())
                        || document.contains(tokens.path("access_token").asString())
                        || document.contains(tokens.path("id_token").asString()));
    }

    @Test
    void the_hash_of_a_token_is_not_a_token() throws Exception {
        portal.exchange(portal.signIn(new Browser(port)), 200);
        Document stored = mongo.getCollection("authorizationHashes").find().first();
        assertThat(stored).isNotNull();
        portal.token(Map.of("grant_type", "refresh_token", "refresh_token", stored.getString("_id")), 400);
    }

    @Test
    void a_code_is_not_a_refresh_token() throws Exception {
        portal.token(Map.of("grant_type", "refresh_token", "refresh_token", portal.signIn(new Browser(port))), 400);
    }

    @Test
    void without_the_proof_key_or_with_another_redirect_nothing_is_given() throws Exception {
        Browser browser = new Browser(port);
        portal.signIn(browser);
        HttpResponse<String> withoutProof = browser.get("/oauth2/authorize?response_type=code&client_id=board-portal"
                + "&scope=openid&redirect_uri=" + Browser.encode(PortalClient.CALLBACK));
        assertThat(withoutProof.headers().firstValue("location").orElse("")).contains("error=invalid_request");
        HttpResponse<String> elsewhere = browser.get(PortalClient.authorize()
                .replace(Browser.encode(PortalClient.CALLBACK), Browser.encode("https://evil.example.org/callback")));
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(elsewhere.headers().firstValue("location")).isEmpty();
    }

    @Test
    void signing_out_ends_session_and_refresh_token() throws Exception {
        Browser browser = new Browser(port);
        JsonNode tokens = portal.exchange(portal.signIn(browser), 200);
        HttpResponse<String> out = browser.get(
                "/connect/logout?id_token_hint=" + tokens.path("id_token").asString() + "&post_logout_redirect_uri="
                        + Browser.encode("http://127.0.0.1:8400/"));
        assertThat(out.headers().firstValue("location")).contains("http://127.0.0.1:8400/");
        assertThat(browser.cookies).doesNotContainKey("alliance-identity");
        assertThat(browser.get(PortalClient.authorize())
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .endsWith("/login");
        portal.token(
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.path("refresh_token").asString()),
                400);
    }

    @Test
    void signing_out_never_leads_to_another_site() throws Exception {
        Browser browser = new Browser(port);
        JsonNode tokens = portal.exchange(portal.signIn(browser), 200);
        HttpResponse<String> out = browser.get(
                "/connect/logout?id_token_hint=" + tokens.path("id_token").asString() + "&post_logout_redirect_uri="
                        + Browser.encode("https://evil.example.org/"));
        assertThat(out.headers().firstValue("location")).contains("http://127.0.0.1:8400/");
        assertThat(browser.cookies).doesNotContainKey("alliance-identity");
        portal.refresh(tokens, 400);
    }

    /** Of the first id token, too, after others were given by refreshing. */
    @Test
    void an_id_token_of_before_a_refresh_signs_out_as_well() throws Exception {
        Browser browser = new Browser(port);
        JsonNode tokens = portal.exchange(portal.signIn(browser), 200);
        JsonNode refreshed = portal.refresh(tokens, 200);
        assertThat(browser.get("/connect/logout?id_token_hint="
                                + tokens.path("id_token").asString())
                        .statusCode())
                .isEqualTo(302);
        assertThat(browser.get(PortalClient.authorize()).headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
        portal.refresh(refreshed, 400);
    }

    @Test
    void a_link_to_sign_out_that_could_be_anybody_s_asks_first() throws Exception {
        Browser browser = new Browser(port);
        JsonNode tokens = portal.exchange(portal.signIn(browser), 200);
        String elsewhere = portal.exchange(portal.signIn(new Browser(port)), 200)
                .path("id_token")
                .asString();
        for (String query : List.of("", "?id_token_hint=", "?id_token_hint=x.y.z", "?id_token_hint=" + elsewhere)) {
            HttpResponse<String> asked = browser.get("/connect/logout" + query);
            assertThat(asked.headers().firstValue("location"))
                    .as(query)
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/identity/sign-out"));
        }
        assertThat(browser.post("/connect/logout", "application/x-www-form-urlencoded", "")
                        .headers()
                        .firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/identity/sign-out"));
        assertThat(browser.get("/identity/sign-out").body()).contains("Sign out?", "you stay signed in");
        portal.refresh(tokens, 200);
        assertThat(PortalClient.codeOf(browser.get(PortalClient.authorize()))).isNotBlank();

        browser.get("/identity/sign-out");
        assertThat(browser.submit("/identity/sign-out", Map.of()).statusCode()).isEqualTo(302);
        assertThat(browser.get(PortalClient.authorize()).headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
        portal.refresh(tokens, 400);
        assertThat(browser.get("/connect/logout").headers().firstValue("location"))
                .as("whoever is signed in no more is not asked")
                .contains("http://127.0.0.1:8400/");
    }

    @Test
    void a_forged_return_address_leads_to_the_portal() throws Exception {
        Browser browser = new Browser(port);
        for (String target : List.of("https://evil.example.org/", "//evil.example.org", "/oauth2/authorizex", "%%%")) {
            browser.get("/login");
            browser.cookies.put(
                    "alliance-identity-return",
                    Base64.getUrlEncoder().encodeToString(target.getBytes(StandardCharsets.UTF_8)));
            HttpResponse<String> in = browser.submit(
                    "/login/password",
                    Map.of("email", SecretsInitializer.TREASURER, "password", SecretsInitializer.PASSWORD));
            assertThat(in.headers().firstValue("location").orElse("")).endsWith(":" + port + "/signin/alliance");
        }
    }

    /** As by the address kept in a browser, or by a mailed link that is opened on another device. */
    @Test
    void a_sign_in_that_the_portal_did_not_begin_ends_in_the_portal() throws Exception {
        Browser byAddress = new Browser(port);
        byAddress.get("/login");
        assertThat(byAddress
                        .submit(
                                "/login/password",
                                Map.of("email", SecretsInitializer.TREASURER, "password", SecretsInitializer.PASSWORD))
                        .headers()
                        .firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/signin/alliance"));
        assertThat(byAddress.get("/identity/account").body()).contains("href=\"/signin/alliance\"");

        Set<String> before = EventsOnTopic.loginLinks(SecretsInitializer.TREASURER);
        Browser asked = new Browser(port);
        asked.get(PortalClient.authorize());
        asked.get("/login");
        asked.submit("/one-time/request", Map.of("email", SecretsInitializer.TREASURER));
        String path = URI.create(EventsOnTopic.awaitLoginLink(SecretsInitializer.TREASURER, before))
                .getPath();
        Browser telephone = new Browser(port);
        telephone.get(path);
        assertThat(telephone.submit(path, Map.of()).headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/signin/alliance"));
    }

    @Test
    void an_address_of_a_form_leads_a_browser_to_its_page_and_a_program_hears_of_it_in_json() throws Exception {
        Browser browser = new Browser(port);
        for (String form :
                List.of("/login/password", "/login/passkey", "/login/passkey/options", "/one-time/request")) {
            assertThat(browser.get(form).headers().firstValue("location"))
                    .as(form)
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/login"));
        }
        portal.signIn(browser);
        assertThat(browser.get("/identity/account/password").headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/identity/account"));
        assertThat(browser.get("/identity/account/passkeys/options").headers().firstValue("location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/identity/account/passkeys"));
        for (String unknown : List.of("/identity/nothing", "/identity/account/nothing", "/login/passkey/nothing")) {
            HttpResponse<String> page = browser.get(unknown);
            assertThat(page.statusCode()).as(unknown).isEqualTo(404);
            assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
            assertThat(page.body()).contains("<h1>There is nothing here</h1>").doesNotContain("\"status\"");
        }
        HttpResponse<String> wrong = browser.post("/login", "text/xml", "<a/>");
        assertThat(wrong.statusCode()).isIn(403, 405, 415);
        assertThat(wrong.headers().firstValue("content-type").orElse("")).startsWith("text/html");

        HttpResponse<String> api = browser.get("/api/identity/nothing");
        assertThat(api.headers().firstValue("content-type")).contains("application/problem+json");
        for (String address : List.of("/login/password", "/identity/nothing")) {
            HttpResponse<String> program = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(program.statusCode()).as(address).isIn(404, 405);
            assertThat(program.headers().firstValue("content-type")).contains("application/problem+json");
        }
    }

    @Test
    void every_sign_in_gets_a_new_session() throws Exception {
        Browser browser = new Browser(port);
        browser.cookies.put("alliance-identity", "fixed-by-somebody");
        portal.signIn(browser);
        String first = browser.cookies.get("alliance-identity");
        assertThat(first).isNotEqualTo("fixed-by-somebody");
        browser.get("/login");
        browser.submit(
                "/login/password",
                Map.of("email", SecretsInitializer.TREASURER, "password", SecretsInitializer.PASSWORD));
        assertThat(browser.cookies.get("alliance-identity")).isNotEqualTo(first);
        Browser old = new Browser(port);
        old.cookies.put("alliance-identity", first);
        assertThat(old.get(PortalClient.authorize())
                        .headers()
                        .firstValue("location")
                        .orElse(""))
                .endsWith("/login");
    }

    @Test
    void a_form_without_its_csrf_field_is_refused() throws Exception {
        Browser browser = new Browser(port);
        browser.get("/login");
        HttpResponse<String> answer = browser.submit(
                "/login/password",
                Map.of(
                        "email",
                        SecretsInitializer.TREASURER,
                        "password",
                        SecretsInitializer.PASSWORD,
                        "_csrf",
                        "forged"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/html");
        assertThat(answer.body()).contains("That did not work");
        assertThat(browser.cookies).doesNotContainKey("alliance-identity");
    }

    @Test
    void wrong_passwords_and_unknown_addresses_get_the_same_answer_and_are_throttled() throws Exception {
        List<String> answers = new ArrayList<>();
        for (String email : List.of(SecretsInitializer.TREASURER, "nobody@example.org")) {
            Browser browser = new Browser(port);
            browser.get("/login");
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> wrong =
                        browser.submit("/login/password", Map.of("email", email, "password", "wrong"));
                assertThat(wrong.statusCode()).isEqualTo(422);
                answers.add(wrong.body().replace(email, "X").replaceAll("name=\"_csrf\" value=\"[^\"]+\"", ""));
            }
            HttpResponse<String> refused =
                    browser.submit("/login/password", Map.of("email", email, "password", SecretsInitializer.PASSWORD));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
        }
        assertThat(answers.stream().distinct()).hasSize(1);
    }

    @Test
    void the_pages_have_labels_a_strict_policy_and_no_inline_script() throws Exception {
        HttpResponse<String> page = new Browser(port).get("/login");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(page.headers().firstValue("cache-control").orElse("")).contains("no-store");
        assertThat(page.body())
                .contains("<label for=\"email\">", "<label for=\"password\">", "<label for=\"link-email\">")
                .contains("lang=\"en\"")
                .containsOnlyOnce("<script")
                .contains("<script type=\"module\" src=\"/identity/passkeys.js\"></script>")
                .doesNotContain("style=");
        assertThat(new Browser(port).get("/identity/sign-in.css").statusCode()).isEqualTo(200);
        assertThat(new Browser(port).get("/identity/passkeys.js").statusCode()).isEqualTo(200);
    }

    @Test
    void markup_in_the_form_is_shown_as_text() throws Exception {
        Browser browser = new Browser(port);
        browser.get("/login");
        HttpResponse<String> page =
                browser.submit("/login/password", Map.of("email", "\"><script>alert(1)</script>@x", "password", "x"));
        assertThat(page.body()).doesNotContain("<script>");
    }

    @Test
    void a_mailed_link_signs_in_once() throws Exception {
        Browser browser = new Browser(port);
        browser.get(PortalClient.authorize());
        browser.get("/login");
        Set<String> before = EventsOnTopic.loginLinks(SecretsInitializer.TREASURER);
        HttpResponse<String> sent =
                browser.submit("/one-time/request", Map.of("email", " Treasurer@Alliance.example.org "));
        assertThat(sent.statusCode()).isEqualTo(200);
        String link = EventsOnTopic.awaitLoginLink(SecretsInitializer.TREASURER, before);
        assertThat(link).startsWith("http://127.0.0.1:8400/one-time/");
        String path = URI.create(link).getPath();
        String token = path.substring(path.lastIndexOf('/') + 1);
        assertThat(token).hasSize(43);
        await().untilAsserted(() -> assertThat(mongo.getCollection("loginLinks").find())
                .noneMatch(document -> document.toJson().contains(token)));

        HttpResponse<String> question = browser.get(path);
        assertThat(question.body()).contains("works once");
        assertThat(question.headers().firstValue("referrer-policy")).contains("no-referrer");
        assertThat(browser.get(path).statusCode())
                .as("looking at it uses nothing up")
                .isEqualTo(200);
        HttpResponse<String> in = browser.submit(path, Map.of());
        assertThat(in.headers().firstValue("location").orElse("")).contains("/oauth2/authorize?");
        assertThat(PortalClient.codeOf(
                        browser.get(in.headers().firstValue("location").orElseThrow())))
                .isNotBlank();

        Browser thief = new Browser(port);
        assertThat(thief.get(path).statusCode()).isEqualTo(410);
        thief.get("/login");
        assertThat(thief.submit(path, Map.of()).statusCode()).isEqualTo(410);
        assertThat(thief.submit("/one-time/" + "A".repeat(43), Map.of()).statusCode())
                .isEqualTo(410);
        assertThat(thief.cookies).doesNotContainKey("alliance-identity");
    }

    @Test
    void a_link_for_an_unknown_address_is_answered_alike_and_never_sent() throws Exception {
        Browser browser = new Browser(port);
        browser.get("/login");
        String known = browser.submit("/one-time/request", Map.of("email", SecretsInitializer.TREASURER))
                .body();
        long links = mongo.getCollection("loginLinks").countDocuments();
        String unknown = browser.submit("/one-time/request", Map.of("email", "nobody@example.org"))
                .body();
        assertThat(unknown.replace("nobody@example.org", "X"))
                .isEqualTo(known.replace(SecretsInitializer.TREASURER, "X"));
        await().untilAsserted(() ->
                assertThat(mongo.getCollection("loginLinks").countDocuments()).isBetween(links, links + 1));
    }
}
