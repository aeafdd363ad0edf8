package org.crimealliance.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The public API as a user's program calls it: through the gateway, with a bearer token for a role, and with an
 * Idempotency-Key on every command, so that a command whose answer was lost can be sent again. What is not there just now
 * (no connection, 502, 503, 504, 429, or the first try with this key not known to have ended) is tried again for up to four
 * minutes.
 */
public final class Api {

    /** The caller without an account. */
    public static final String PUBLIC = "";

    private static final Duration GIVE_UP = Duration.ofSeconds(240);
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    /** An answer, whatever its status. */
    public record Reply(int status, byte[] body, String request) {

        public JsonNode json() {
            return body.length == 0
                    ? Json.MAPPER.createObjectNode()
                    : Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The answer if it is a success. */
        public Reply ok() {
            if (status / 100 != 2) {
                throw new IllegalStateException(request + " was answered with " + status + " "
                        + text().substring(0, Math.min(500, text().length())));
            }
            return this;
        }
    }

    private final URI gateway;
    private final Path secrets;
    private final String correlation;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();

    public Api(URI gateway, Path secrets) {
        this(gateway, secrets, "");
    }

    private Api(URI gateway, Path secrets, String correlation) {
        this.gateway = gateway;
        this.secrets = secrets;
        this.correlation = correlation;
    }

    /** The same API, with this correlation id on every request. */
    public Api correlated(String id) {
        return new Api(gateway, secrets, id);
    }

    /** Commands that were acknowledged. */
    public long acknowledged() {
        return commands.get();
    }

    /** Requests that had to be sent again because a service was away. */
    public long retried() {
        return retries.get();
    }

    public JsonNode get(String role, String path) {
        return call(role, "GET", path, null, null).ok().json();
    }

    public Reply fetch(String role, String path) {
        return call(role, "GET", path, null, null);
    }

    /** All items of a paged list. */
    public List<JsonNode> all(String role, String path) {
        List<JsonNode> items = new ArrayList<>();
        String base = path + (path.contains("?") ? "&" : "?") + "limit=500";
        String next = "";
        do {
            JsonNode page = get(role, next.isEmpty() ? base : base + "&after=" + encode(next));
            items.addAll(Json.items(page, "items"));
            next = Json.text(page, "next");
        } while (!next.isEmpty());
        return items;
    }

    public JsonNode post(String role, String path, Object body) {
        return send(role, "POST", path, body).ok().json();
    }

    /** Looks at what another officer has prepared, and confirms it as the second person. */
    public void confirm(String role, String kind, String subjectId) {
        String seen = Json.items(get(role, "/api/membership/confirmations"), "items").stream()
                .filter(waiting -> Json.text(waiting, "kind").equals(kind))
                .filter(waiting -> Json.text(waiting, "subjectId").equals(subjectId))
                .map(waiting -> Json.text(waiting, "seen"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing waits: " + kind + " " + subjectId));
        post(role, "/api/membership/confirmations/" + kind + "/" + subjectId, Json.object("seen", seen));
    }

    public JsonNode put(String role, String path, Object body) {
        return send(role, "PUT", path, body).ok().json();
    }

    /** A command whose refusal is of interest too. */
    public Reply send(String role, String method, String path, Object body) {
        byte[] json = Json.MAPPER.writeValueAsBytes(body);
        Reply reply = call(role, method, path, json, "application/json");
        if (reply.status() / 100 == 2) {
            commands.incrementAndGet();
        }
        return reply;
    }

    /** Uploads one file as the form field {@code file}. */
    public JsonNode upload(String role, String path, String fileName, byte[] content) {
        String boundary = "----alliance" + UUID.randomUUID();
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: text/csv; charset=utf-8\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        Reply reply = call(role, "POST", path, form.toByteArray(), "multipart/form-data; boundary=" + boundary);
        commands.incrementAndGet();
        return reply.ok().json();
    }

    private Reply call(String role, String method, String path, byte @Nullable [] body, @Nullable String type) {
        String key = UUID.randomUUID().toString();
        long end = System.nanoTime() + GIVE_UP.toNanos();
        long wait = 100;
        boolean renewed = false;
        while (true) {
            String trouble;
            try {
                HttpResponse<byte[]> response =
                        http.send(request(role, method, path, body, type, key), BodyHandlers.ofByteArray());
                if (response.statusCode() == 401 && !role.isEmpty() && !renewed) {
                    tokens.remove(role);
                    renewed = true;
                    continue;
                }
                if (!isPassing(response) || System.nanoTime() > end) {
                    return new Reply(response.statusCode(), response.body(), method + " " + path);
                }
                trouble = "status " + response.statusCode();
                wait = Math.max(wait, retryAfter(response));
            } catch (IOException e) {
                trouble = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted at " + method + " " + path, e);
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(method + " " + path + " could not be done: " + trouble);
            }
            retries.incrementAndGet();
            Patience.pause(Duration.ofMillis(wait));
            wait = Math.min(2_000, wait * 2);
        }
    }

    private static boolean isPassing(HttpResponse<byte[]> response) {
        return PASSING.contains(response.statusCode())
                || response.statusCode() == 409
                        && new String(response.body(), StandardCharsets.UTF_8).contains("\"idempotency-key-in-use\"");
    }

    private static long retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,3}"))
                .map(value -> Math.min(5_000, Long.parseLong(value) * 1_000))
                .orElse(0L);
    }

    private HttpRequest request(
            String role, String method, String path, byte @Nullable [] body, @Nullable String type, String key)
            throws IOException, InterruptedException {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, publisher);
        if (!role.isEmpty()) {
            request.header("Authorization", "Bearer " + token(role));
        }
        if (!correlation.isEmpty()) {
            request.header("X-Correlation-Id", correlation);
        }
        if (!method.equals("GET")) {
            request.header("Idempotency-Key", key);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        return request.build();
    }

    /** A token of the local stack's own client; there is no such client anywhere else. */
    private String token(String role) throws IOException, InterruptedException {
        String known = tokens.get(role);
        if (known != null) {
            return known;
        }
        String secret = Files.readString(secrets.resolve("local-stack-client")).strip();
        String basic = Base64.getEncoder().encodeToString(("local-stack:" + secret).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(gateway.resolve("/oauth2/token"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + encode("role:" + role)))
                        .build(),
                BodyHandlers.ofString());
        if (PASSING.contains(response.statusCode())) {
            throw new IOException("no token just now: status " + response.statusCode());
        }
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "no token for " + role + ": " + response.statusCode() + " " + response.body());
        }
        String token = Json.text(Json.MAPPER.readTree(response.body()), "access_token");
        tokens.put(role, token);
        return token;
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
