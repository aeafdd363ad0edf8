package org.crimealliance.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import tools.jackson.databind.json.JsonMapper;

/** The operator's command, given to the membership service itself: the gateway knows no way to it. */
public final class FirstOfficers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String membership;
    private final Secrets secrets;

    FirstOfficers(String membership, Secrets secrets) {
        this.membership = membership;
        this.secrets = secrets;
    }

    /** @param office chair, treasurer or secretary */
    public record Officer(String office, String name, String email, LocalDate from) {}

    void appoint(Officer officer) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(membership + "/api/operator/membership/first-officers"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("X-Operator-Secret", secrets.operator())
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(officer)))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new StackException(
                        "The membership service refused: " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new StackException("Nothing answers at " + membership + ": start the platform with ./alliance up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }
}
