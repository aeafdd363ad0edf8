package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The OAuth client of the local stack, which may ask for a token of any role. */
record LocalStackClient(int port, IdentitySettings settings) {

    String tokenFor(String role) throws Exception {
        HttpResponse<String> response = askFor(role, secret());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared()
                .readTree(response.body())
                .path("access_token")
                .asString();
    }

    String secret() throws Exception {
        return Files.readString(settings.secrets().resolve("local-stack-client"))
                .strip();
    }

    HttpResponse<String> askFor(String role, String secret) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(("local-stack:" + secret).getBytes()))
                                .POST(HttpRequest.BodyPublishers.ofString(Browser.form(
                                        Map.of("grant_type", "client_credentials", "scope", "role:" + role))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
