package org.crimealliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway in front of bare servers that are well, away, slow or hostile. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "alliance.gateway.public-url=https://platform.example.org",
            "alliance.gateway.time-limit=500ms",
            "alliance.gateway.connect-limit=500ms",
            "alliance.gateway.long-time-limit=5s",
            "alliance.gateway.body.limit=5MB",
            "alliance.gateway.rate-limit=500",
            "alliance.gateway.breaker.window=5",
            "alliance.gateway.breaker.open=300ms",
            "alliance.gateway.trusted-proxies=none"
        })
@DirtiesContext
class GatewayIT {

    private static final Map<String, FakeService> SERVICES = new TreeMap<>();
    private static final FakeService SECOND = start();

    @LocalServerPort
    int port;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        for (String service : new String[] {"membership", "meeting", "event", "notification", "identity", "portal"}) {
            SERVICES.put(service, start());
            registry.add(
                    "alliance.gateway.services." + service,
                    () -> SERVICES.get(service).url() + (service.equals("event") ? "," + SECOND.url() : ""));
        }
        registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", () -> "http://127.0.0.1:1/none");
    }

    private static FakeService start() {
        try {
            return new FakeService();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void healthy() throws Exception {
        SERVICES.forEach((name, service) -> service.reset());
        SECOND.reset();
        for (String path : new String[] {"/api/membership/x", "/api/meetings/x", "/api/congress/x"}) {
            await().until(() -> get(path).statusCode() == 200);
        }
        SERVICES.forEach((name, service) -> service.reset());
        SECOND.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/membership/applications, membership",
        "/api/meetings, meeting",
        "/api/meetings/1/minutes.pdf, meeting",
        "/api/congress/congresses, event",
        "/api/notifications/mails, notification",
        "/api/identity/me, identity",
        "/login, identity",
        "/one-time/abc, identity",
        "/oauth2/token, identity",
        "/oauth2/authorize, identity",
        "/.well-known/openid-configuration, identity",
        "/connect/logout, identity",
        "/userinfo, identity",
        "/identity/sign-in.css, identity",
        "/, portal",
        "/login/oauth2/code/alliance, portal",
        "/oauth2/authorization/alliance, portal",
        "/logout, portal",
        "/r/reconfirm/abc, portal",
        "/members, portal"
    })
    void each_path_has_its_service(String path, String service) throws Exception {
        SERVICES.forEach(
                (name, fake) -> fake.answering(exchange -> FakeService.answer(exchange, 200, "text/plain", name)));
        SECOND.answering(exchange -> FakeService.answer(exchange, 200, "text/plain", "event"));
        assertThat(get(path).body()).isEqualTo(service);
    }

    @Test
    void path_and_query_go_through_byte_for_byte() throws Exception {
        service("membership")
                .answering(exchange -> FakeService.answer(
                        exchange, 200, "text/plain", exchange.getRequestURI().toString()));
        String raw = "/api/membership/members/a%20b%2Bc?q=%C3%A4+%2B%26&empty=&q=2&%5B%5D=1";
        assertThat(get(raw).body()).isEqualTo(raw);
    }

    @Test
    void method_headers_cookies_status_and_body_go_through() throws Exception {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>();
        service("membership").answering(exchange -> {
            seen.set(headers(exchange));
            exchange.getResponseHeaders().add("Set-Cookie", "a=1; Path=/");
            exchange.getResponseHeaders().add("Set-Cookie", "b=2; Path=/");
            exchange.getResponseHeaders().add("ETag", "\"7\"");
            FakeService.answer(exchange, 409, "application/problem+json", "{\"code\":\"x\"}");
        });
        HttpResponse<String> response = send(request("/api/membership/officers")
                .header("Authorization", "Bearer abc")
                .header("Cookie", "s=1")
                .header("Idempotency-Key", "k")
                .PUT(BodyPublishers.ofString("{\"a\":1}")));
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).isEqualTo("{\"code\":\"x\"}");
        assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1; Path=/", "b=2; Path=/");
        assertThat(response.headers().firstValue("etag")).contains("\"7\"");
        assertThat(seen.get())
                .containsEntry("method", "PUT")
                .containsEntry("body", "{\"a\":1}")
                .containsEntry("authorization", "Bearer abc")
                .containsEntry("cookie", "s=1")
                .containsEntry("idempotency-key", "k");
    }

    @Test
    void forms_go_through() throws Exception {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>();
        service("identity").answering(exchange -> {
            seen.set(headers(exchange));
            FakeService.answer(exchange, 200, "application/json", "{}");
        });
        send(request("/oauth2/token?x=1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=role%3Achair&name=%C3%A4+%26")));
        assertThat(seen.get().get("body").split("&"))
                .filteredOn(field -> !field.isEmpty())
                .containsExactlyInAnyOrder("grant_type=client_credentials", "scope=role%3Achair", "name=%C3%A4+%26");
    }

    @Test
    void the_service_hears_the_public_address_and_no_spoofed_one() throws Exception {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>();
        service("identity").answering(exchange -> {
            seen.set(headers(exchange));
            FakeService.answer(exchange, 200, "text/plain", "ok");
        });
        send(request("/login")
                .header("X-Forwarded-Host", "evil.example.org")
                .header("X-Forwarded-Proto", "gopher")
                .header("X-Forwarded-For", "6.6.6.6")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "host=evil.example.org;for=6.6.6.6"));
        assertThat(seen.get())
                .containsEntry("x-forwarded-host", "platform.example.org")
                .containsEntry("x-forwarded-proto", "https")
                .containsEntry("x-forwarded-port", "443")
                .containsEntry("x-forwarded-for", "127.0.0.1")
                .doesNotContainKeys("forwarded", "x-forwarded-prefix");
        assertThat(seen.get().toString()).doesNotContain("evil").doesNotContain("6.6.6.6");
    }

    @Test
    void answers_get_security_headers_once_and_keep_their_own() throws Exception {
        service("portal").answering(exchange -> {
            exchange.getResponseHeaders().add("X-Frame-Options", "DENY");
            exchange.getResponseHeaders().add("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().add("Content-Security-Policy", "default-src 'self'");
            exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
            exchange.getResponseHeaders().add("Referrer-Policy", "no-referrer");
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().add("X-Correlation-Id", "theirs");
            FakeService.answer(exchange, 200, "text/html", "page");
        });
        HttpResponse<String> response = get("/");
        for (String header : new String[] {
            "x-frame-options", "x-content-type-options", "referrer-policy", "x-correlation-id", "cache-control"
        }) {
            assertThat(response.headers().allValues(header)).as(header).hasSize(1);
        }
        assertThat(response.headers().firstValue("referrer-policy")).contains("no-referrer");
        assertThat(response.headers().firstValue("cache-control")).contains("max-age=60");
        assertThat(response.headers().firstValue("content-security-policy")).contains("default-src 'self'");
        assertThat(response.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void another_origin_s_preflight_is_refused() throws Exception {
        HttpResponse<String> response = send(request("/api/membership/applications")
                .header("Origin", "https://evil.example.org")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(service("membership").requests).hasValue(0);
    }

    @Test
    void a_read_is_tried_again_when_the_connection_breaks() throws Exception {
        AtomicReference<Integer> left = new AtomicReference<>(2);
        service("membership").answering(exchange -> {
            if (left.getAndUpdate(n -> n - 1) > 0) {
                exchange.close();
            } else {
                FakeService.answer(exchange, 200, "text/plain", "at last");
            }
        });
        assertThat(get("/api/membership/members").body()).isEqualTo("at last");
    }

    @Test
    void a_command_is_not_repeated_when_its_outcome_is_unknown() throws Exception {
        service("membership").answering(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.close();
        });
        HttpResponse<String> response = send(request("/api/membership/officers").POST(BodyPublishers.ofString("{}")));
        assertThat(problem(response, 503)).isEqualTo("outcome-unknown");
        assertThat(service("membership").requests).hasValue(1);
    }

    @Test
    void failing_statuses_are_answers_and_not_repeated() throws Exception {
        service("membership")
                .answering(exchange ->
                        FakeService.answer(exchange, 500, "application/problem+json", "{\"code\":\"broken\"}"));
        assertThat(get("/api/membership/members").body()).contains("broken");
        assertThat(service("membership").requests).hasValue(1);
    }

    @Test
    void a_service_that_hangs_is_given_up() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        service("meeting").answering(exchange -> {
            awaitQuietly(end);
            exchange.close();
        });
        long start = System.nanoTime();
        assertThat(problem(get("/api/meetings"), 503)).isEqualTo("service-unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(service("meeting").requests).as("not asked again").hasValue(1);
        end.countDown();
    }

    @ParameterizedTest
    @CsvSource({
        "meeting, /api/meetings/1/minutes.pdf",
        "portal, /meetings/1/minutes.docx",
        "portal, /invoices/1/pdf",
        "portal, /members/import"
    })
    void imports_and_documents_may_take_longer_by_the_portal_too(String name, String path) throws Exception {
        service(name).answering(exchange -> {
            pause(Duration.ofMillis(900));
            FakeService.answer(exchange, 200, "application/pdf", "pdf");
        });
        assertThat(get(path).body()).isEqualTo("pdf");
    }

    @Test
    void a_browser_that_asks_for_a_page_is_told_in_words() throws Exception {
        service("portal").close();
        try {
            HttpResponse<String> page = send(request("/members").header("Accept", "text/html,*/*;q=0.8"));
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
            assertThat(page.body())
                    .contains("is away for a moment", "Try again")
                    .doesNotContain("{detail}");
            assertThat(problem(get("/members"), 503)).as("another program").isEqualTo("service-unavailable");
        } finally {
            service("portal").restart();
            await().until(() -> get("/members").statusCode() == 200);
        }
    }

    @Test
    void a_dead_service_gives_503_at_once_and_answers_again_when_it_is_back() throws Exception {
        service("notification").close();
        for (int i = 0; i < 12; i++) {
            HttpResponse<String> response = get("/api/notifications/mails");
            assertThat(problem(response, 503)).isEqualTo("service-unavailable");
            assertThat(response.headers().firstValue("retry-after")).contains("1");
        }
        HttpResponse<String> command =
                send(request("/api/notifications/mails/1/retry").POST(BodyPublishers.noBody()));
        assertThat(problem(command, 503)).isEqualTo("service-unavailable");
        assertThat(get("/api/membership/members").statusCode())
                .as("the others go on")
                .isEqualTo(200);
        service("notification").restart();
        await().until(() -> get("/api/notifications/mails").statusCode() == 200);
    }

    @Test
    void the_breaker_leaves_a_failing_service_alone() throws Exception {
        service("meeting").answering(com.sun.net.httpserver.HttpExchange::close);
        for (int i = 0; i < 5; i++) {
            get("/api/meetings");
        }
        int asked = service("meeting").requests.get();
        assertThat(problem(get("/api/meetings"), 503)).isEqualTo("service-unavailable");
        assertThat(service("meeting").requests).hasValue(asked);
    }

    @Test
    void instances_take_turns_and_a_dead_one_is_passed_over() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(get("/api/congress/congresses").statusCode()).isEqualTo(200);
        }
        assertThat(service("event").requests).hasValue(5);
        assertThat(SECOND.requests).hasValue(5);
        SECOND.close();
        try {
            for (int i = 0; i < 10; i++) {
                assertThat(get("/api/congress/congresses").statusCode()).isEqualTo(200);
                assertThat(send(request("/api/congress/congresses").POST(BodyPublishers.ofString("{}")))
                                .statusCode())
                        .isEqualTo(200);
            }
        } finally {
            SECOND.restart();
        }
    }

    @Test
    void a_large_body_streams_through_both_ways() throws Exception {
        byte[] large = new byte[4 * 1024 * 1024];
        new Random(20201207).nextBytes(large);
        service("event").answering(exchange -> echo(exchange));
        SECOND.answering(exchange -> echo(exchange));
        HttpResponse<byte[]> response = client.send(
                request("/api/congress/congresses/1/ancillary-imports")
                        .header("Authorization", "Bearer abc")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofByteArray(large))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(response.body()).isEqualTo(large);
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        byte[] large = new byte[6 * 1024 * 1024];
        HttpResponse<String> announced =
                send(request("/api/membership/register-imports").POST(BodyPublishers.ofByteArray(large)));
        assertThat(problem(announced, 413)).isEqualTo("body-too-large");
        assertThat(service("membership").requests).hasValue(0);

        service("membership").answering(exchange -> echo(exchange));
        HttpResponse<String> chunked = send(request("/api/membership/register-imports")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))));
        assertThat(problem(chunked, 413)).isEqualTo("body-too-large");
    }

    @Test
    void events_of_a_stream_arrive_while_it_is_open() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        service("portal").answering(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: one\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            awaitQuietly(firstSeen);
            pause(Duration.ofMillis(700)); // longer than the time limit: that ends with the first byte
            exchange.getResponseBody().write("data: two\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        HttpResponse<InputStream> response = client.send(request("/live").build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data: one");
            firstSeen.countDown();
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("data: two");
        }
    }

    @Test
    void the_documents_of_all_services_are_joined() throws Exception {
        service("membership")
                .answering(exchange -> FakeService.answer(
                        exchange,
                        200,
                        "application/json",
                        "{\"path\":\"" + exchange.getRequestURI().getPath() + "\"}"));
        assertThat(get("/v3/api-docs/membership").body()).contains("\"/v3/api-docs\"");
        HttpResponse<String> page = get("/api-docs");
        assertThat(page.statusCode()).isEqualTo(302);
        String location = page.headers().firstValue("location").orElseThrow();
        HttpResponse<String> ui = get(URI.create(location).getPath());
        assertThat(ui.statusCode()).isEqualTo(200);
        assertThat(ui.body()).contains("swagger-ui");
        String config = get("/v3/api-docs/swagger-config").body();
        assertThat(config)
                .contains("/v3/api-docs/membership", "/v3/api-docs/meeting", "/v3/api-docs/event")
                .contains("/v3/api-docs/notification", "/v3/api-docs/identity");
    }

    @Test
    void its_own_documents_believe_no_address_that_a_caller_writes() throws Exception {
        for (String path :
                List.of("/v3/api-docs/swagger-config", "/v3/api-docs/swagger%2Dconfig", "/v3/api-docs", "/api-docs")) {
            try (RawClient raw = new RawClient(port)) {
                String answer = raw.send("GET " + path + " HTTP/1.1\r\n"
                                + "Host: evil.example.org\r\n"
                                + "Forwarded: host=evil.example.org;proto=http\r\n"
                                + "X-Forwarded-Host: evil.example.org\r\n"
                                + "X-Forwarded-Prefix: /evil\r\n"
                                + "Connection: close\r\n\r\n")
                        .answer();
                assertThat(answer).doesNotContain("evil").containsAnyOf("HTTP/1.1 200", "HTTP/1.1 302");
            }
        }
        assertThat(get("/v3/api-docs/swagger-config").body()).contains("https://platform.example.org/swagger-ui/");
    }

    @Test
    void health_is_public_and_other_insight_is_not() throws Exception {
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus").statusCode()).as("from loopback").isEqualTo(200);
        assertThat(get("/actuator/metrics").statusCode()).isIn(401, 403);
        assertThat(service("portal").requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/membership/..%2f..%2factuator/env", "/%2e%2e/actuator/metrics", "/api/membership/%00"})
    void paths_that_try_to_leave_their_service_get_no_5xx(String path) throws Exception {
        assertThat(get(path).statusCode()).isBetween(200, 499);
    }

    // ---- plumbing

    private static FakeService service(String name) {
        return SERVICES.get(name);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Test-Token", TestTokens.AUDIENCE);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Checks that it is a problem document of this status, and returns its code. */
    static String problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        return problem.path("code").asString();
    }

    private static Map<String, String> headers(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        Map<String, String> seen = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> seen.put(name.toLowerCase(), values.getFirst()));
        seen.put("method", exchange.getRequestMethod());
        seen.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        return seen;
    }

    private static void echo(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration time) {
        java.util.concurrent.locks.LockSupport.parkNanos(time.toNanos());
    }
}
