package org.crimealliance.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.crimealliance.platform.testkit.TestTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's HTTP API as a client sees it. */
@TestComponent
public class Api {

    /** An answer. */
    public record Answer(
            int status,
            JsonNode body,
            byte[] bytes,
            @Nullable String type) {

        public Answer expect(int expected) {
            assertThat(status).as("%s", body).isEqualTo(expected);
            return this;
        }

        public String text(String path) {
            return body.at(path).asString("");
        }

        public int number(String path) {
            return body.at(path).asInt();
        }

        public String code() {
            return text("/code");
        }
    }

    private final Environment environment;
    private final MongoTemplate mongo;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    Api(Environment environment, MongoTemplate mongo) {
        this.environment = environment;
        this.mongo = mongo;
    }

    public Answer post(String path, Object body) {
        return call("POST", path, body, TestTokens.withRoles("secretary"));
    }

    public Answer put(String path, Object body) {
        return call("PUT", path, body, TestTokens.withRoles("secretary"));
    }

    public Answer get(String path) {
        return call("GET", path, null, TestTokens.withRoles("secretary"));
    }

    /** A command of the Secretary's with an {@code Idempotency-Key}. */
    public Answer command(String path, @Nullable Object body, String key) {
        return call("POST", path, body, TestTokens.withRoles("secretary"), key);
    }

    public Answer call(String method, String path, @Nullable Object body, @Nullable String token) {
        return call(method, path, body, token, null);
    }

    private Answer call(
            String method, String path, @Nullable Object body, @Nullable String token, @Nullable String key) {
        String address = "http://127.0.0.1:" + environment.getProperty("local.server.port") + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            String text = body instanceof String raw ? raw : json.writeValueAsString(body);
            request.method(method, BodyPublishers.ofString(text));
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse(null);
            JsonNode read = type != null && type.contains("json") && response.body().length > 0
                    ? json.readTree(response.body())
                    : json.createObjectNode();
            return new Answer(response.statusCode(), read, response.body(), type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Nobody sits on the Board, nobody is a member, no meeting is ahead: what other tests left is gone. */
    public void clearTheStage() {
        get("/api/meetings?limit=500")
                .body()
                .path("items")
                .valueStream()
                .filter(meeting -> List.of("tentative", "confirmed")
                        .contains(meeting.path("status").asString()))
                .forEach(meeting -> post(
                        "/api/meetings/" + meeting.path("meetingId").asString() + "/cancellation",
                        Map.of("reason", "over")));
        for (String collection : List.of("officers", "members", "topics")) {
            mongo.getCollection(collection).deleteMany(new Document());
        }
    }

    /** A series; its id. */
    public String series(String key, String kind, String audience) {
        return post(
                        "/api/meetings/series",
                        Map.of("key", key, "name", "Series " + key, "kind", kind, "audience", audience))
                .expect(201)
                .text("/seriesId");
    }

    /** A meeting of an hour and a half in Vienna; its id. */
    public String meeting(String seriesId, String localStart, String localEnd, boolean tentative) {
        return post(
                        "/api/meetings",
                        Map.of(
                                "seriesId", seriesId,
                                "start", localStart,
                                "end", localEnd,
                                "zone", "Europe/Vienna",
                                "place", Map.of("kind", "online", "text", "Video conference"),
                                "tentative", tentative))
                .expect(201)
                .text("/meetingId");
    }
}
