package org.crimealliance.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.crimealliance.platform.testkit.TestTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's HTTP API as a client sees it; by default a congress manager's. */
@TestComponent
public class Api {

    public static final String MANAGER = TestTokens.withRoles("congress-manager");

    /** An answer. */
    public record Answer(int status, JsonNode body, String text, HttpHeaders headers) {

        public Answer expect(int expected) {
            assertThat(status).as("%s", text).isEqualTo(expected);
            return this;
        }

        public String text(String path) {
            return body.at(path).asString("");
        }

        public int number(String path) {
            return body.at(path).asInt(-1);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String code() {
            return text("/code");
        }
    }

    private final Environment environment;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    Api(Environment environment) {
        this.environment = environment;
    }

    public Answer post(String path, Object body) {
        return call("POST", path, body, MANAGER);
    }

    public Answer put(String path, Object body) {
        return call("PUT", path, body, MANAGER);
    }

    public Answer get(String path) {
        return call("GET", path, null, MANAGER);
    }

    public Answer publicGet(String path) {
        return call("GET", path, null, null);
    }

    /** As a browser asks that has it already. */
    public Answer publicGetUnless(String path, String etag) {
        return send("GET", path, "", null, null, null, Map.of("If-None-Match", etag));
    }

    public Answer publicPost(String path, Object body) {
        return call("POST", path, body, null);
    }

    /** A command with an {@code Idempotency-Key}. */
    public Answer command(String path, Object body, String key) {
        byte[] text = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        return send("POST", path, "application/json", text, MANAGER, key);
    }

    public Answer call(String method, String path, @Nullable Object body, @Nullable String token) {
        String type = "application/json";
        String text = body == null ? null : body instanceof String raw ? raw : json.writeValueAsString(body);
        return send(method, path, type, text == null ? null : text.getBytes(StandardCharsets.UTF_8), token, null);
    }

    /** Uploads a file as a form's part {@code file}. */
    public Answer upload(String path, byte[] content) {
        return upload(path, content, MANAGER);
    }

    public Answer upload(String path, byte[] content, @Nullable String token) {
        String boundary = "----boundary-of-the-test";
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + content.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        System.arraycopy(tail, 0, all, head.length + content.length, tail.length);
        return send("POST", path, "multipart/form-data; boundary=" + boundary, all, token, null);
    }

    private Answer send(
            String method,
            String path,
            String type,
            byte @Nullable [] body,
            @Nullable String token,
            @Nullable String key) {
        return send(method, path, type, body, token, key, Map.of());
    }

    private Answer send(
            String method,
            String path,
            String type,
            byte @Nullable [] body,
            @Nullable String token,
            @Nullable String key,
            Map<String, String> headers) {
        String address = "http://127.0.0.1:" + environment.getProperty("local.server.port") + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", type);
            request.method(method, BodyPublishers.ofByteArray(body));
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String answered = response.headers().firstValue("Content-Type").orElse("");
            JsonNode read = answered.contains("json") && response.body().length > 0
                    ? json.readTree(response.body())
                    : json.createObjectNode();
            return new Answer(
                    response.statusCode(),
                    read,
                    new String(response.body(), StandardCharsets.UTF_8),
                    response.headers());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The congress in Kyoto under a key of its own; its path. */
    public String kyoto(String key, int onsiteSeats) {
        return "/api/congress/congresses/"
                + post("/api/congress/congresses", kyotoRules(key, onsiteSeats))
                        .expect(201)
                        .text("/congressId");
    }

    public static Map<String, Object> kyotoRules(String key, int onsiteSeats) {
        return Map.ofEntries(
                Map.entry("key", key),
                Map.entry("name", "Crime Congress, Kyoto 2021"),
                Map.entry("city", "Kyoto"),
                Map.entry("country", "JP"),
                Map.entry("zone", "Asia/Tokyo"),
                Map.entry("firstDay", "2021-03-07"),
                Map.entry("lastDay", "2021-03-12"),
                Map.entry(
                        "fullDaySlots",
                        List.of(
                                slot("09:00", "10:15"),
                                slot("11:00", "12:15"),
                                slot("14:00", "15:15"),
                                slot("16:00", "17:15"))),
                Map.entry(
                        "halfDaySlots",
                        Map.of(
                                "first", List.of(slot("09:00", "10:15"), slot("11:00", "12:15")),
                                "last", List.of(slot("09:00", "10:15"), slot("11:00", "12:15")))),
                Map.entry(
                        "hybridRooms",
                        List.of(room("Room 1"), room("Room 2"), room("Room 3"), room("Room 4"), room("Room 5"))),
                Map.entry("virtualChannels", List.of("Channel 1", "Channel 2", "Channel 3")),
                Map.entry("onsiteSeats", onsiteSeats));
    }

    private static Map<String, Object> slot(String start, String end) {
        return Map.of("start", start, "end", end);
    }

    private static Map<String, Object> room(String name) {
        return Map.of("name", name, "capacity", 80);
    }
}
