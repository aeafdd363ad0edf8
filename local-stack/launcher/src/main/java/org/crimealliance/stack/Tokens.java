package org.crimealliance.stack;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Asks the identity service, through the gateway, for tokens of a role. */
final class Tokens {

    /** Those that a token can be had for. */
    static final List<String> ROLES =
            Stream.concat(Secrets.ROLES.stream(), Stream.of("vice-chair")).toList();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String gateway;
    private final Secrets secrets;

    Tokens(String gateway, Secrets secrets) {
        this.gateway = gateway;
        this.secrets = secrets;
    }

    static void refuseIfUnknown(String role) {
        if (!ROLES.contains(role)) {
            throw new StackException("No such role: " + role + ". Roles: " + String.join(", ", ROLES));
        }
    }

    String forRole(String role) {
        refuseIfUnknown(role);
        String client = Base64.getEncoder()
                .encodeToString(("local-stack:" + secrets.client()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/oauth2/token"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + client)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope="
                        + URLEncoder.encode("role:" + role, StandardCharsets.UTF_8)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new StackException("The identity service refused a token for " + role + ": " + answer.statusCode()
                        + " " + answer.body());
            }
            return JSON.readTree(answer.body()).path("access_token").asString();
        } catch (IOException e) {
            throw new StackException("Nothing answers at " + gateway + ": start the platform with ./alliance up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }
}
