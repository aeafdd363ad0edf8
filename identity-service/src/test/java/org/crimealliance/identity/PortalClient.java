package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The portal's part of a sign-in: asks for a code, redeems it, refreshes. */
record PortalClient(int port, IdentitySettings settings) {

    static final String CALLBACK = "http://127.0.0.1:8400/login/oauth2/code/alliance";

    private static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123456789";

    /** Signs in by the demo treasurer's password; the code for the portal. */
    String signIn(Browser browser) throws Exception {
        HttpResponse<String> start = browser.get(authorize());
        assertThat(start.statusCode()).isEqualTo(302);
        assertThat(start.headers().firstValue("location").orElse("")).endsWith("/login");
        browser.get("/login");
        HttpResponse<String> in = browser.submit(
                "/login/password",
                Map.of("email", SecretsInitializer.TREASURER, "password", SecretsInitializer.PASSWORD));
        assertThat(in.statusCode()).isEqualTo(302);
        return codeOf(browser.get(in.headers().firstValue("location").orElseThrow()));
    }

    /** Signs in by a mailed link; the code for the portal. */
    String signInByLink(Browser browser, String email) throws Exception {
        browser.get(authorize());
        browser.get("/login");
        Set<String> before = EventsOnTopic.loginLinks(email);
        browser.submit("/one-time/request", Map.of("email", email));
        String path = URI.create(EventsOnTopic.awaitLoginLink(email, before)).getPath();
        browser.get(path);
        HttpResponse<String> in = browser.submit(path, Map.of());
        assertThat(in.statusCode()).isEqualTo(302);
        return codeOf(browser.get(in.headers().firstValue("location").orElseThrow()));
    }

    static String authorize() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        return "/oauth2/authorize?response_type=code&client_id=board-portal&scope=openid%20profile%20email&state=s-1"
                + "&nonce=n-1&redirect_uri=" + Browser.encode(CALLBACK) + "&code_challenge_method=S256&code_challenge="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    static String codeOf(HttpResponse<String> response) {
        String location = response.headers().firstValue("location").orElse("");
        assertThat(location).startsWith(CALLBACK + "?code=").contains("state=s-1");
        return location.substring(location.indexOf("code=") + 5, location.indexOf("&state"));
    }

    JsonNode exchange(String code, int status) throws Exception {
        return body(redeem(code), status);
    }

    JsonNode refresh(JsonNode tokens, int status) throws Exception {
        return token(
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.path("refresh_token").asString()),
                status);
    }

    JsonNode token(Map<String, String> form, int status) throws Exception {
        return body(post(form), status);
    }

    HttpResponse<String> redeem(String code) throws Exception {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", CALLBACK);
        form.put("code_verifier", VERIFIER);
        return post(form);
    }

    HttpResponse<String> call(String path, String token) throws Exception {
        return call("GET", path, token);
    }

    HttpResponse<String> call(String method, String path, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> call(String path, String token, Map<String, String> body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        JsonMapper.shared().writeValueAsString(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode body(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<String> post(Map<String, String> form) throws Exception {
        String secret = "board-portal:"
                + Files.readString(settings.secrets().resolve("portal-client")).strip();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                                .POST(HttpRequest.BodyPublishers.ofString(Browser.form(form)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
