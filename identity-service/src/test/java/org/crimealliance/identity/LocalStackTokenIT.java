package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens for a role, as the local stack asks for them, who may call what with them, and how accounts follow events. */
@IdentityTest
class LocalStackTokenIT {

    @LocalServerPort
    int port;

    @Autowired
    IdentitySettings settings;

    @Autowired
    JsonMapper json;

    @Test
    void a_role_scope_becomes_a_role() throws Exception {
        JWTClaimsSet claims = SignedJWT.parse(tokenFor("treasurer")).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("local-treasurer");
        assertThat(claims.getStringListClaim("roles")).containsExactly("treasurer");
        assertThat(claims.getAudience()).containsExactly("alliance-platform");
        assertThat(claims.getIssuer()).isEqualTo("http://127.0.0.1:8400");
    }

    @Test
    void another_secret_or_an_unknown_role_gets_nothing() throws Exception {
        LocalStackClient client = new LocalStackClient(port, settings);
        assertThat(client.askFor("treasurer", "wrong").statusCode()).isEqualTo(401);
        assertThat(client.askFor("emperor", client.secret()).statusCode()).isEqualTo(400);
    }

    @Test
    void the_keys_are_published_without_their_private_part() throws Exception {
        HttpResponse<String> keys = get("/oauth2/jwks", null);
        assertThat(keys.statusCode()).isEqualTo(200);
        assertThat(json.readTree(keys.body()).path("keys")).hasSize(1);
        assertThat(keys.body()).doesNotContain("\"d\"");
    }

    @Test
    void the_discovery_document_names_the_gateway() throws Exception {
        JsonNode document =
                json.readTree(get("/.well-known/openid-configuration", null).body());
        assertThat(document.path("issuer").asString()).isEqualTo("http://127.0.0.1:8400");
        assertThat(document.path("token_endpoint").asString()).isEqualTo("http://127.0.0.1:8400/oauth2/token");
        assertThat(document.path("end_session_endpoint").asString()).isEqualTo("http://127.0.0.1:8400/connect/logout");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/identity/me, chair, 200",
        "/api/identity/me, vice-chair, 200",
        "/api/identity/me, treasurer, 200",
        "/api/identity/me, secretary, 200",
        "/api/identity/me, board, 200",
        "/api/identity/me, auditor, 200",
        "/api/identity/me, congress-manager, 200",
        "/api/identity/me, member, 200",
        "/api/identity/me, , 401",
        "/api/identity/accounts, chair, 200",
        "/api/identity/accounts, vice-chair, 403",
        "/api/identity/accounts, treasurer, 403",
        "/api/identity/accounts, secretary, 200",
        "/api/identity/accounts, board, 403",
        "/api/identity/accounts, auditor, 403",
        "/api/identity/accounts, congress-manager, 403",
        "/api/identity/accounts, member, 403",
        "/api/identity/accounts, , 401",
        "/actuator/health, , 200",
        "/actuator/env, chair, 401",
        "/admin, chair, 403"
    })
    void each_role_may_do_what_the_table_says(String path, String role, int status) throws Exception {
        HttpResponse<String> response = get(path, role == null ? null : tokenFor(role));
        if (path.startsWith("/api")) {
            assertThat(response.statusCode()).isEqualTo(status);
        } else if (status == 200) {
            assertThat(response.statusCode()).isEqualTo(200);
        } else {
            assertThat(response.statusCode()).isIn(401, 403);
        }
        if (path.startsWith("/api") && status >= 400) {
            assertThat(response.headers().firstValue("content-type").orElse("")).contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x"})
    void a_page_out_of_bounds_is_refused(String query) throws Exception {
        HttpResponse<String> response = get("/api/identity/accounts?" + query, tokenFor("chair"));
        assertThat(response.statusCode()).isIn(400, 422);
        assertThat(response.body()).contains("\"code\"");
    }

    @Test
    void offices_and_memberships_become_accounts_with_dated_roles() throws Exception {
        EventsOnTopic.publish("office-1", 1, "membership.officer-appointed.v1", """
                {"officeId":"office-1","office":"secretary","name":"Ada Example","email":"Ada@Example.org",
                 "from":"2020-01-01"}
                """);
        EventsOnTopic.publish("office-2", 1, "membership.officer-appointed.v1", """
                {"officeId":"office-2","office":"board","name":"Ada Example","email":"ada@example.org",
                 "from":"2015-01-01","until":"2016-12-31"}
                """);
        String admitted = """
                {"membershipId":"m-1","category":"ordinary","kind":"organisation","name":"Example NGO","country":"AT",
                 "contact":{"name":"Ada Example","email":"ada@example.org"},"admittedOn":"2020-02-01",
                 "origin":"register-import"}
                """;
        EventsOnTopic.publish("m-1", 1, "membership.member-admitted.v1", admitted);
        EventsOnTopic.publish("m-1", 1, "membership.member-admitted.v1", admitted);
        await().untilAsserted(() -> assertThat(account("ada@example.org"))
                .containsEntry("roles", List.of("member", "secretary"))
                .containsEntry("memberId", "m-1")
                .containsEntry("name", "Ada Example"));

        EventsOnTopic.publish("office-1", 2, "membership.officer-ended.v1", """
                {"officeId":"office-1","office":"secretary","email":"ada@example.org","endedOn":"2020-06-30"}
                """);
        EventsOnTopic.publish("m-1", 2, "membership.member-changed.v1", """
                {"membershipId":"m-1","category":"ordinary","kind":"organisation","name":"Example NGO","country":"AT",
                 "contact":{"name":"Ben Example","email":"ben@example.org"}}
                """);
        await().untilAsserted(() -> assertThat(account("ada@example.org")).containsEntry("roles", List.of()));
        await().untilAsserted(() -> assertThat(account("ben@example.org")).containsEntry("roles", List.of("member")));

        EventsOnTopic.publish("m-1", 3, "membership.membership-ended.v1", """
                {"membershipId":"m-1","how":"resigned","effectiveOn":"2020-12-31"}
                """);
        await().untilAsserted(() -> assertThat(account("ben@example.org")).containsEntry("roles", List.of()));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> account(String email) throws Exception {
        Map<String, Object> page = json.readValue(
                get("/api/identity/accounts?limit=500", tokenFor("chair")).body(), Map.class);
        return ((List<Map<String, Object>>) page.get("items"))
                .stream()
                        .filter(account -> email.equalsIgnoreCase((String) account.get("email")))
                        .findFirst()
                        .orElse(Map.of());
    }

    private String tokenFor(String role) throws Exception {
        return new LocalStackClient(port, settings).tokenFor(role);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_program_without_a_client_is_told_so_and_not_sent_to_a_page() throws Exception {
        for (String path : List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke")) {
            HttpResponse<String> refused = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&token=x"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(refused.body()).as(path).contains("\"error\":\"invalid_client\"");
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .as(path)
                    .isPresent();
        }
    }
}
