package org.crimealliance.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestTokens;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is wrong with a request, the answer is problem details with a code, and never a 5xx. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "spring.application.name=problem-service",
            "alliance.topic=problem.events.v1",
            "alliance.uploads.limit=10KB",
            "alliance.uploads.import-limit=20KB"
        })
class ProblemsIT {

    record Thing(
            @Size(max = 10) @Nullable String name,
            @Nullable LocalDate day,
            @Nullable Instant at,
            @Nullable Integer many,
            @Nullable Money price,
            @Text(TextKind.PARAGRAPHS) @Nullable List<String> remarks,
            @Nullable Map<String, Object> more) {}

    @RestController
    @PreAuthorize("permitAll()")
    static class Things {

        static final AtomicInteger ADDED = new AtomicInteger();

        @PostMapping("/api/ledger/things")
        Thing add(@Valid @RequestBody Thing thing) {
            ADDED.incrementAndGet();
            return thing;
        }

        @GetMapping("/api/ledger/things/{id}")
        String get(@PathVariable UUID id, @RequestParam(defaultValue = "1") @Min(1) int limit) {
            return id + " " + limit;
        }

        @GetMapping("/api/ledger/needed")
        String needed(@RequestParam LocalDate asOf) {
            return asOf.toString();
        }

        @GetMapping("/api/ledger/named")
        String named(
                @RequestParam String name,
                @RequestParam(defaultValue = "false") boolean really,
                @RequestParam(defaultValue = "1") int many) {
            return name + really + many;
        }

        @GetMapping("/api/ledger/people/{name}")
        String person(@PathVariable String name) {
            return name;
        }

        @GetMapping("/api/ledger/people/{name}/of")
        String personOf(@PathVariable String name, @RequestParam String place, @RequestParam String town) {
            return name + place + town;
        }

        @PostMapping({"/api/ledger/upload", "/api/ledger/things-imports"})
        long upload(@RequestParam MultipartFile file) {
            return file.getSize();
        }

        @PostMapping(path = "/api/ledger/closed-upload", consumes = "multipart/form-data")
        @PreAuthorize("hasRole('CHAIR')")
        long closedUpload(@RequestParam MultipartFile file) {
            return file.getSize();
        }

        @GetMapping("/api/ledger/broken/{token}")
        String broken(@PathVariable String token) {
            throw new IllegalStateException("the secret inside");
        }

        @PostMapping("/api/ledger/closed")
        @PreAuthorize("hasRole('CHAIR')")
        Thing close(@Valid @RequestBody Thing thing) {
            return thing;
        }

        @GetMapping("/api/ledger/closed")
        @PreAuthorize("hasRole('CHAIR')")
        String closed() {
            return "open";
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        @Bean
        Things things() {
            return new Things();
        }
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @ParameterizedTest(name = "{0} {1} -> {2} {3}")
    @CsvSource({
        "GET,    /api/ledger/unknown,                 404, not-found",
        "GET,    /api/ledger/things/%2e%2e,           400, bad-request",
        "GET,    /api/ledger/things/a;b=c,            400, bad-request",
        "DELETE, /api/ledger/things,                  405, method-not-allowed",
        "GET,    /api/ledger/things/not-a-uuid,       400, malformed-value",
        "GET,    /api/ledger/things/9999999999999999, 400, malformed-value",
        "GET,    /api/ledger/things/01939a4e-7c1b-7d2a-9b1e-000000000001?limit=x, 400, malformed-value",
        "GET,    /api/ledger/things/01939a4e-7c1b-7d2a-9b1e-000000000001?limit=0, 422, invalid-input",
        "GET,    /api/ledger/needed,                  400, bad-request",
        "GET,    /api/ledger/needed?asOf=2020-02-30,  400, malformed-value",
        "GET,    /api/ledger/needed?asOf=%2B999999999-12-31, 400, malformed-value",
        "GET,    /api/ledger/needed?asOf=-0001-12-31, 400, malformed-value",
        "GET,    /api/ledger/needed?asOf=,            400, malformed-value",
        "GET,    /api/ledger/needed?asOf=%20,         400, malformed-value",
        "GET,    /api/ledger/named?name=a%01b,        422, invalid-input",
        "GET,    /api/ledger/named?name=%E2%80%8B,    422, invalid-input",
        "GET,    /api/ledger/named?name=a&really=,    400, malformed-value",
        "GET,    /api/ledger/named?name=a&really=yes, 400, malformed-value",
        "GET,    /api/ledger/named?name=a&many=,      400, malformed-value",
        "GET,    /api/ledger/named?name=a&many=0x10,  400, malformed-value",
        "GET,    /api/ledger/people/a%01b,            422, invalid-input",
        "GET,    /api/ledger/people/a%0Ab,            400, bad-request",
        "GET,    /api/%01,                            404, not-found",
        "FOO,    /api/ledger/things,                  400, bad-request",
        "TRACE,  /api/ledger/things,                  405, method-not-allowed",
        "GET,    /api/ledger/closed,                  401, unauthenticated",
        "GET,    /elsewhere,                          401, unauthenticated",
    })
    void addresses(String method, String path, int status, String code) throws Exception {
        expect(send(HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody())), status, code);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json | {                                   | 400 | unreadable-body",
                "application/json | []                                  | 400 | unreadable-body",
                "application/json | {\"day\":\"30 February\"}           | 400 | unreadable-body",
                "application/json | {\"name\":\"far too long a name\"}  | 422 | invalid-input",
                "application/json | {\"day\":\"+999999999-12-31\"}      | 400 | unreadable-body",
                "application/json | {\"at\":\"+1000000000-12-31T23:59:59Z\"} | 400 | unreadable-body",
                "application/json | {\"price\":{\"amount\":\"1e999999999\",\"currency\":\"EUR\"}} | 400 |"
                        + " unreadable-body",
                "application/json | null                                | 400 | unreadable-body",
                "application/json | {\"name\":false}                   | 400 | unreadable-body",
                "application/json | {\"name\":1}                       | 400 | unreadable-body",
                "application/json | {\"name\":[]}                      | 400 | unreadable-body",
                "application/json | {\"name\":\"a\",\"name\":\"b\"}     | 400 | unreadable-body",
                "application/json | {\"day\":\"\"}                    | 400 | unreadable-body",
                "application/json | {\"day\":20201207}                 | 400 | unreadable-body",
                "application/json | {\"at\":1}                         | 400 | unreadable-body",
                "application/json | {\"many\":\"1\"}                   | 400 | unreadable-body",
                "application/json | {\"many\":1.5}                     | 400 | unreadable-body",
                "application/json | {\"many\":true}                    | 400 | unreadable-body",
                "application/json | {\"many\":\"\"}                    | 400 | unreadable-body",
                "application/json | {\"price\":\"\"}                   | 400 | unreadable-body",
                "application/json | {\"price\":{\"amount\":1,\"currency\":\"EUR\"}} | 400 | unreadable-body",
                "application/json | {\"name\":\"a\\u0001b\"}          | 422 | invalid-input",
                "application/json | {\"name\":\"\\u200b\"}            | 422 | invalid-input",
                "text/plain       | hello                               | 415 | unsupported-media-type",
                "nonsense         | hello                               | 415 | unsupported-media-type",
                "application/xml  | <a/>                                | 415 | unsupported-media-type",
            })
    void bodies(String type, String body, int status, String code) throws Exception {
        expect(post("/api/ledger/things", type, body), status, code);
    }

    @Test
    void a_text_that_cannot_be_taken_is_named_with_the_reason() throws Exception {
        HttpResponse<String> refused =
                post("/api/ledger/things", "application/json", "{\"remarks\":[\"a\\r\\nb\",\"\\u202ec\"]}");
        expect(refused, 422, "invalid-input");
        assertThat(refused.body())
                .contains("\"field\":\"remarks[1]\"", "must close each change of direction that it opens");
        HttpResponse<String> taken =
                post("/api/ledger/things", "application/json", "{\"name\":\" o\\u0301 \",\"remarks\":[\"a\\r\\nb\"]}");
        assertThat(taken.body()).contains("\"name\":\"\u00f3\"", "\"a\\nb\"");
    }

    @Test
    void all_texts_that_cannot_be_taken_are_named_and_not_only_the_first() throws Exception {
        HttpResponse<String> refused = post(
                "/api/ledger/things",
                "application/json",
                "{\"name\":\"a\\u0001b\",\"remarks\":[\"ok\",\"\\u202ec\",\"\\u200b\"]}");
        expect(refused, 422, "invalid-input");
        assertThat(refused.body())
                .contains("\"field\":\"name\"", "\"field\":\"remarks[1]\"", "\"field\":\"remarks[2]\"")
                .doesNotContain("remarks[0]");
        HttpResponse<String> unreadable =
                post("/api/ledger/things", "application/json", "{\"name\":\"a\\u0001b\",\"day\":\"never\"}");
        expect(unreadable, 422, "invalid-input");
        HttpResponse<String> address =
                send(HttpRequest.newBuilder(uri("/api/ledger/people/a%01b/of?place=%E2%80%8B&town=Vienna"))
                        .GET());
        expect(address, 422, "invalid-input");
        assertThat(address.body())
                .contains("\"field\":\"name\"", "\"field\":\"place\"")
                .doesNotContain("town");
    }

    @Test
    void what_a_file_is_sent_to_asks_who_is_calling_first() throws Exception {
        expect(post("/api/ledger/closed-upload", "application/json", "{}"), 401, "unauthenticated");
    }

    @Test
    void who_may_not_call_is_told_nothing_of_the_body() throws Exception {
        String wrong = "{\"name\":\"far too long a name\"}";
        expect(post("/api/ledger/closed", "application/json", wrong), 401, "unauthenticated");
        expect(post("/api/ledger/closed", "text/plain", wrong), 401, "unauthenticated");
        expect(postAs("treasurer", wrong), 403, "forbidden");
        expect(postAs("chair", wrong), 422, "invalid-input");
    }

    private HttpResponse<String> postAs(String role, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri("/api/ledger/closed"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TestTokens.withRoles(role))
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void nesting_bombs_are_refused() throws Exception {
        int deep = 50_000;
        String bomb = "{\"more\":" + "{\"a\":".repeat(deep) + "1" + "}".repeat(deep) + "}";
        expect(post("/api/ledger/things", "application/json", bomb), 400, "unreadable-body");
        String list = "{\"more\":{\"a\":" + "[".repeat(deep) + "]".repeat(deep) + "}}";
        expect(post("/api/ledger/things", "application/json", list), 400, "unreadable-body");
    }

    @Test
    void huge_numbers_are_refused() throws Exception {
        expect(
                post("/api/ledger/things", "application/json", "{\"more\":{\"a\":" + "9".repeat(100_000) + "}}"),
                400,
                "unreadable-body");
    }

    @Test
    void bodies_that_are_too_large_are_refused_whether_they_say_so_or_not() throws Exception {
        String large = "{\"more\":{\"a\":\"" + "x".repeat(3_000_000) + "\"}}";
        expect(post("/api/ledger/things", "application/json", large), 413, "content-too-large");
        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder chunked = HttpRequest.newBuilder(uri("/api/ledger/things"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(bytes)));
        expect(send(chunked), 413, "content-too-large");
    }

    @Test
    void uploads_that_are_too_large_or_none_are_refused() throws Exception {
        String largest = "x".repeat(10 * 1024);
        assertThat(upload(largest).statusCode()).isEqualTo(200);
        assertThat(expect(upload(largest + "x"), 413, "content-too-large")
                        .path("detail")
                        .asString())
                .isEqualTo("The file is too large: at most 10 kB are taken here.");
        assertThat(upload("/api/ledger/things-imports", largest + largest).statusCode())
                .isEqualTo(200);
        expect(upload("/api/ledger/things-imports", largest + largest + "x"), 413, "content-too-large");
        assertThat(expect(upload("x".repeat(2_000_000)), 413, "content-too-large")
                        .path("detail")
                        .asString())
                .as("which the container does not even take in")
                .contains("at most 10 kB");
        expect(send(signedIn("multipart/form-data; boundary=b", "--b\r\nno")), 400, "unreadable-body");
        expect(send(signedIn("multipart/form-data", "--b\r\nno")), 400, "unreadable-body");
        expect(post("/api/ledger/upload", "application/json", "{}"), 400, "unreadable-body");
        assertThat(upload("fine").statusCode()).isEqualTo(200);
    }

    @Test
    void nobody_uploads_anonymously_not_even_what_is_too_large_or_none() throws Exception {
        for (String content : new String[] {FILE.formatted("fine"), FILE.formatted("x".repeat(25_000)), "--b\r\nno"}) {
            expect(post("/api/ledger/upload", "multipart/form-data; boundary=b", content), 401, "unauthenticated");
        }
    }

    private static final String FILE =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n%s\r\n--b--\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "all/of/it"})
    void a_command_whose_answer_is_not_accepted_is_not_done(String accepted) throws Exception {
        int before = Things.ADDED.get();
        expect(
                send(HttpRequest.newBuilder(uri("/api/ledger/things"))
                        .header("Content-Type", "application/json")
                        .header("Accept", accepted)
                        .POST(BodyPublishers.ofString("{}"))),
                406,
                "not-acceptable");
        assertThat(Things.ADDED.get()).isEqualTo(before);
        assertThat(post("/api/ledger/things", "application/json", "{}").statusCode())
                .isEqualTo(200);
        assertThat(Things.ADDED.get()).isEqualTo(before + 1);
    }

    @Test
    void what_nobody_expected_is_logged_once_and_told_without_details(CapturedOutput log) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri("/api/ledger/broken/personal-token"))
                .header("X-Correlation-Id", "corr-4711"));
        expect(response, 500, "unexpected");
        assertThat(response.body())
                .contains("corr-4711")
                .doesNotContain("secret")
                .doesNotContain("IllegalState");
        assertThat(log.getAll().split("failed unexpectedly", -1)).hasSize(2);
        assertThat(log.getAll()).contains("the secret inside").doesNotContain("personal-token");
    }

    @Test
    void roles_that_do_not_suffice_are_told_so() throws Exception {
        expect(
                send(HttpRequest.newBuilder(uri("/api/ledger/closed"))
                        .header("Authorization", "Bearer " + TestTokens.withRoles("member"))),
                403,
                "forbidden");
        expect(
                send(HttpRequest.newBuilder(uri("/api/ledger/closed")).header("Authorization", "Bearer x.y.z")),
                401,
                "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/ledger/things/[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/ledger/things/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/ledger/things HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n",
                "GET /api/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "NONSENSE\r\n\r\n",
            })
    void what_is_hardly_http_is_refused_and_leaves_no_trace(String request, CapturedOutput log) throws IOException {
        assertThat(raw(request))
                .startsWith("HTTP/1.1 400")
                .contains("problem+json")
                .contains("\"code\":\"bad-request\"");
        assertThat(log.getAll()).doesNotContain("\tat ");
    }

    @Test
    void every_answer_has_its_security_headers() throws Exception {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(uri("/api/ledger/things/01939a4e-7c1b-7d2a-9b1e-000000000001")));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map())
                .containsKeys("content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options")
                .doesNotContainKey("server");
        assertThat(response.headers().firstValue("cache-control").orElseThrow()).contains("no-store");
    }

    private static JsonNode expect(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("none")).startsWith("application/problem+json");
        JsonNode problem = new JsonMapper().readTree(response.body());
        assertThat(problem.path("code").asString("none")).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString("")).isEqualTo("urn:alliance:problem:" + code);
        return problem;
    }

    private HttpResponse<String> upload(String content) throws Exception {
        return upload("/api/ledger/upload", content);
    }

    private HttpResponse<String> upload(String path, String content) throws Exception {
        return send(signedIn(path, "multipart/form-data; boundary=b", FILE.formatted(content)));
    }

    private HttpRequest.Builder signedIn(String type, String body) {
        return signedIn("/api/ledger/upload", type, body);
    }

    private HttpRequest.Builder signedIn(String path, String type, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + TestTokens.withRoles("chair"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path)).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
