package org.crimealliance.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.crimealliance.demo.Json;
import tools.jackson.databind.JsonNode;

/** One try a request, so that what is slow or refused is seen; {@code Api} of the demo would try again. */
final class Client {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** With a bearer token; anything but a success is an error. */
    void get(String address, String token) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + token));
    }

    /** Without an account. */
    JsonNode post(String address, Object body) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))));
    }

    String text(String address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("status " + response.statusCode() + " "
                    + response.body().substring(0, Math.min(200, response.body().length())));
        }
        return response.body();
    }
}
