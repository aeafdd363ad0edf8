package org.crimealliance.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.crimealliance.platform.testkit.TestTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's API as a client with these roles sees it. */
public record Api(String memberId, int port, String... roles) {

    public Api(int port, String... roles) {
        this("", port, roles);
    }

    /** As somebody who acts for this membership and holds no office. */
    public static Api ofMember(int port, String memberId) {
        return new Api(memberId, port, "member");
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    /** A status and a body. */
    public record Answer(int status, byte[] bytes, String contentType) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(bytes);
        }

        public Answer expecting(int expected) {
            assertThat(status).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
            return this;
        }
    }

    public Api as(String... otherRoles) {
        return new Api(port, otherRoles);
    }

    public JsonNode get(String path) {
        return send("GET", path, null).expecting(200).json();
    }

    public JsonNode post(String path, String body, int expected) {
        return send("POST", path, body).expecting(expected).json();
    }

    /** As the applicant, by the link in the mail. */
    public void confirmApplication(Received received, String membershipId) {
        post(
                "/application-confirmations/" + received.linkOf(membershipId),
                "{\"membershipId\":\"%s\"}".formatted(membershipId),
                200);
    }

    /** What waits for a second person, as this one sees it. */
    public JsonNode waiting(String kind, String subjectId) {
        for (JsonNode waiting : get("/confirmations").get("items")) {
            if (waiting.get("kind").asString().equals(kind)
                    && waiting.get("subjectId").asString().equals(subjectId)) {
                return waiting;
            }
        }
        throw new AssertionError("nothing waits: " + kind + " " + subjectId);
    }

    /** Looks at what another has prepared, and confirms it. */
    public void confirm(String kind, String subjectId) {
        String seen = waiting(kind, subjectId).get("seen").asString();
        confirm(kind, subjectId, seen).expecting(200);
    }

    public Answer confirm(String kind, String subjectId, String seen) {
        return send("POST", "/confirmations/" + kind + "/" + subjectId, "{\"seen\":\"%s\"}".formatted(seen));
    }

    /** Takes back what this one prepared. */
    public Answer withdraw(String kind, String subjectId, String seen) {
        return send(
                "POST",
                "/confirmations/" + kind + "/" + subjectId + "/withdrawal",
                "{\"seen\":\"%s\"}".formatted(seen));
    }

    /** Refuses what another has prepared. */
    public Answer refuse(String kind, String subjectId, String seen, String reason) {
        return send(
                "POST",
                "/confirmations/" + kind + "/" + subjectId + "/refusal",
                "{\"seen\":\"%s\",\"reason\":\"%s\"}".formatted(seen, reason));
    }

    /** What became of what this one prepared. */
    public JsonNode own(String kind, String subjectId) {
        for (JsonNode prepared : get("/confirmations/own").get("items")) {
            if (prepared.get("kind").asString().equals(kind)
                    && prepared.get("subjectId").asString().equals(subjectId)) {
                return prepared;
            }
        }
        throw new AssertionError("not prepared: " + kind + " " + subjectId);
    }

    public Answer send(String method, String path, String body) {
        return send(
                method,
                path,
                "application/json",
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    public Answer upload(String path, byte[] content) {
        String boundary = "----boundary";
        byte[] head = ("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"register.csv\"\r\nContent-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + content.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        System.arraycopy(tail, 0, all, head.length + content.length, tail.length);
        return send("POST", path, "multipart/form-data; boundary=" + boundary, BodyPublishers.ofByteArray(all));
    }

    private Answer send(String method, String path, String type, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/membership" + path))
                .method(method, body)
                .header("Content-Type", type);
        if (roles.length > 0) {
            request.header(
                    "Authorization",
                    "Bearer "
                            + TestTokens.sign(TestTokens.claims(roles)
                                    .claim("email", roles[0] + "@alliance.example.org")
                                    .claim("member_id", memberId)
                                    .build()));
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Content-Type").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
