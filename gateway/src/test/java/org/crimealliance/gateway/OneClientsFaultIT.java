package org.crimealliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.crimealliance.platform.testkit.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What one client does wrong, fifty times, is no fault of a service and nobody else's outage. */
@ServiceTest
@TestPropertySource(
        properties = {
            "alliance.gateway.rate-limit=0",
            "alliance.gateway.time-limit=1s",
            "alliance.gateway.long-time-limit=2s",
            "alliance.gateway.body.limit=1MB",
            "alliance.uploads.limit=2MB",
            "alliance.uploads.import-limit=4MB",
            "alliance.gateway.body.grace=1s",
            "alliance.gateway.body.rate=64KB",
            "alliance.gateway.body.headers=1s",
            "alliance.gateway.spool.room=40MB",
            "server.tomcat.connection-timeout=2s",
            "alliance.gateway.breaker.window=5",
            "alliance.gateway.breaker.open=10s"
        })
@DirtiesContext
class OneClientsFaultIT {

    private static final int MANY = 50;
    private static final String POST = "POST /api/membership/applications HTTP/1.1\r\nHost: a.example.org\r\n"
            + "Content-Type: application/json\r\n";
    private static FakeService membership;
    private static FakeService meeting;

    @LocalServerPort
    int port;

    @Autowired
    MeterRegistry meters;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path spool;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) throws Exception {
        registry.add("alliance.gateway.spool.folder", () -> spool);
        membership = new FakeService();
        meeting = new FakeService();
        registry.add("alliance.gateway.services.membership", membership::url);
        registry.add("alliance.gateway.services.meeting", meeting::url);
    }

    @AfterEach
    void the_service_answers_others_at_once_and_nothing_counts_against_it() throws Exception {
        membership.reset();
        long start = System.nanoTime();
        assertThat(get("/api/membership/members").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(meter("alliance.gateway.upstream.failures")).isZero();
        assertThat(meter("alliance.gateway.breaker.open")).isZero();
        await().untilAsserted(() -> assertThat(
                        meters.get("alliance.gateway.spool.bytes").gauge().value())
                .isZero());
    }

    @Test
    void bodies_that_break_off() throws Exception {
        membership.reset();
        fifty(() -> {
            RawClient client = new RawClient(port);
            client.send(POST + "Content-Length: 500000\r\n\r\n" + "{".repeat(30_000));
            client.abort();
            return "";
        });
        assertThat(membership.requests).as("it never heard of them").hasValue(0);
    }

    @Test
    void bodies_that_drip() throws Exception {
        membership.reset();
        List<String> answers = fifty(() -> {
            try (RawClient client = new RawClient(port)) {
                return client.send(POST + "Content-Length: 5000\r\n\r\n").drip("{", 100);
            }
        });
        refusedUnheard(answers, 408);
    }

    @Test
    void bodies_whose_beginning_comes_quickly_and_whose_end_drips() throws Exception {
        membership.reset();
        long start = System.nanoTime();
        try (RawClient client = new RawClient(port)) {
            String answer = client.send(POST + "Content-Length: 1000000\r\n\r\n" + "{".repeat(999_000))
                    .drip("{", 100);
            refusedUnheard(List.of(answer), 408);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1;", "1\r\n{\r\n0\r\nX-A: "})
    void what_belongs_to_no_body_is_not_read_in_its_stead(String beginning) throws Exception {
        membership.reset();
        try (RawClient client = new RawClient(port)) {
            assertThat(client.send(POST + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + beginning)
                            .drip("a", 100))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json");
        }
        assertThat(membership.requests).hasValue(0);
    }

    @Test
    void bodies_that_stop() throws Exception {
        membership.reset();
        List<String> answers = fifty(() -> {
            try (RawClient client = new RawClient(port)) {
                return client.send(POST + "Content-Length: 5000\r\n\r\n{").answer();
            }
        });
        refusedUnheard(answers, 408);
    }

    @Test
    void bodies_that_are_too_large_announced_or_not() throws Exception {
        membership.reset();
        byte[] large = new byte[3 * 1024 * 1024];
        for (int i = 0; i < MANY; i++) {
            HttpRequest.Builder request = request("/api/membership/applications");
            HttpResponse<String> response = send(
                    i % 2 == 0
                            ? request.POST(BodyPublishers.ofByteArray(large))
                            : request.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
            assertThat(GatewayIT.problem(response, 413)).isEqualTo("body-too-large");
        }
        assertThat(membership.requests).hasValue(0);
    }

    @Test
    void an_upload_may_be_larger_than_what_is_typed() throws Exception {
        byte[] large = new byte[3 * 1024 * 1024];
        HttpResponse<String> response = send(request("/api/membership/register-imports")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("Authorization", "Bearer x")
                .POST(BodyPublishers.ofByteArray(large)));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void an_upload_may_be_as_large_as_its_address_takes_and_the_form_around_it() throws Exception {
        membership.reset();
        byte[] largest = new byte[5 * 1024 * 1024];
        assertThat(send(upload("/api/membership/register-imports", largest)).statusCode())
                .isEqualTo(200);
        byte[] larger = new byte[largest.length + 1];
        for (BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(larger),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(larger)))) {
            HttpResponse<String> refused =
                    send(upload("/api/membership/register-imports", new byte[0]).POST(body));
            assertThat(GatewayIT.problem(refused, 413)).isEqualTo("body-too-large");
            assertThat(refused.body()).contains("at most 4 MB");
        }
        HttpResponse<String> document = send(upload("/api/membership/papers", new byte[4 * 1024 * 1024]));
        assertThat(GatewayIT.problem(document, 413)).isEqualTo("body-too-large");
        assertThat(document.body()).contains("at most 2 MB");
        assertThat(membership.requests).hasValue(1);
    }

    @Test
    void a_browser_with_too_large_a_file_is_sent_back_to_its_form() throws Exception {
        HttpResponse<String> response = send(upload("/members/import", new byte[6 * 1024 * 1024])
                .header("Accept", "text/html,application/xhtml+xml"));
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location"))
                .hasValue("http://127.0.0.1:8400/members/import?too-large");
    }

    @Test
    void a_disk_that_takes_nothing() throws Exception {
        byte[] document = new byte[900_000];
        membership.answering(exchange -> {
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        Files.delete(spool);
        try {
            HttpResponse<String> refused = send(upload("/api/membership/register-imports", document));
            assertThat(GatewayIT.problem(refused, 503)).isEqualTo("no-room");
            for (int i = 0; i < MANY; i++) {
                HttpResponse<String> unread = send(request("/api/membership/invoices/1/pdf"));
                assertThat(GatewayIT.problem(unread, 503)).isEqualTo("no-room");
            }
        } finally {
            Files.createDirectory(spool);
        }
    }

    private HttpRequest.Builder upload(String path, byte[] body) {
        return request(path)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("Authorization", "Bearer x")
                .POST(BodyPublishers.ofByteArray(body));
    }

    @Test
    void pieces_that_are_none() throws Exception {
        membership.reset();
        List<String> answers = fifty(() -> {
            try (RawClient client = new RawClient(port)) {
                return client.send(POST + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nxyz\r\n{}\r\n")
                        .answer();
            }
        });
        refusedUnheard(answers, 400);
    }

    @Test
    void who_asks_whether_to_go_on_is_told_no_before_it_sends() throws Exception {
        membership.reset();
        try (RawClient client = new RawClient(port)) {
            client.send(POST + "Content-Length: 3000000\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.until("\r\n")).startsWith("HTTP/1.1 413");
        }
        try (RawClient client = new RawClient(port)) {
            client.send(POST + "Content-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 100");
            assertThat(client.send("{}").answer()).startsWith("HTTP/1.1 200");
        }
        assertThat(membership.requests).hasValue(1);
    }

    @Test
    void headers_that_drip() throws Exception {
        membership.reset();
        List<String> answers = fifty(() -> {
            try (RawClient client = new RawClient(port)) {
                return client.send("GET /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\nX-A: ")
                        .drip("a", 100);
            }
        });
        refusedUnheard(answers, 408);
    }

    @Test
    void headers_that_are_too_large() throws Exception {
        try (RawClient client = new RawClient(port)) {
            assertThat(client.send("GET /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\nX-A: "
                                    + "a".repeat(30_000) + "\r\n\r\n")
                            .answer())
                    .startsWith("HTTP/1.1 431")
                    .contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/membership/register-imports", "/api/congress/congresses/1/ancillary-imports", "/members"})
    void uploads_of_nobody_are_refused_unread(String path) throws Exception {
        HttpResponse<String> response = send(request(path)
                .header("Content-Type", "Multipart/Form-Data; boundary=x")
                .POST(BodyPublishers.ofString("--x--")));
        assertThat(GatewayIT.problem(response, 401)).isEqualTo("unauthenticated");
        try (RawClient client = new RawClient(port)) {
            client.send("POST " + path + " HTTP/1.1\r\nHost: a.example.org\r\nContent-Length: 900000\r\n"
                    + "Content-Type: multipart/form-data; boundary=x\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.until("\r\n")).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void uploads_that_take_all_the_room() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            slow.add(new RawClient(port)
                    .send(POST + "X-Forwarded-For: 2001:db8:0:1::" + i + "\r\nContent-Length: 900000\r\n\r\n"
                            + "{".repeat(800_000)));
        }
        await().untilAsserted(
                        () -> assertThat(meter("alliance.gateway.spool.bytes")).isLessThanOrEqualTo(11_000_000));
        assertThat(get("/api/membership/members").statusCode()).isEqualTo(200);
        for (RawClient client : slow) {
            client.abort();
        }
    }

    @Test
    void readers_that_read_slowly() throws Exception {
        byte[] document = new byte[7_000_000];
        membership.answering(exchange -> {
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        try (RawClient client = new RawClient(port)) {
            client.send("GET /api/membership/invoices/1/pdf HTTP/1.1\r\nHost: a.example.org\r\n\r\n");
            await().untilAsserted(() ->
                    assertThat(meter("alliance.gateway.spool.bytes")).isGreaterThan(6_000_000));
            await().pollInterval(Duration.ofMillis(200)).until(() -> {
                client.read(4096); // less than the least pace
                return meter("alliance.gateway.spool.bytes") == 0;
            });
        }
    }

    @Test
    void readers_that_do_not_read() throws Exception {
        byte[] document = new byte[900_000];
        CountDownLatch written = new CountDownLatch(1);
        membership.answering(exchange -> {
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
            written.countDown();
        });
        try (RawClient client = new RawClient(port)) {
            client.send("GET /api/membership/invoices/1/pdf HTTP/1.1\r\nHost: a.example.org\r\n\r\n");
            assertThat(written.await(5, TimeUnit.SECONDS))
                    .as("the service is free")
                    .isTrue();
        }
    }

    @Test
    void a_service_that_breaks_off_is_not_half_an_answer_and_one_that_hangs_is_left_alone() throws Exception {
        meeting.answering(exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write(new byte[10_000]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        assertThat(GatewayIT.problem(get("/api/meetings/1"), 503)).isEqualTo("service-unavailable");
        CountDownLatch end = new CountDownLatch(1);
        meeting.answering(exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write(new byte[10_000]);
            exchange.getResponseBody().flush();
            awaitQuietly(end);
            exchange.close();
        });
        assertThat(GatewayIT.problem(get("/api/meetings/1"), 503)).isEqualTo("service-unavailable");
        meeting.answering(exchange -> {
            awaitQuietly(end);
            exchange.close();
        });
        fifty(() -> String.valueOf(get("/api/meetings/1").statusCode()));
        end.countDown();
        int asked = meeting.requests.get();
        assertThat(get("/api/meetings/1").statusCode()).isEqualTo(503);
        assertThat(meeting.requests).as("left alone").hasValue(asked);
    }

    // ---- plumbing

    private static void refusedUnheard(List<String> answers, int status) {
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json"));
        assertThat(membership.requests).as("it never heard of them").hasValue(0);
    }

    private double meter(String name) {
        if (name.endsWith("bytes")) {
            return meters.get(name).gauge().value();
        }
        var found = meters.get(name).tag("service", "membership");
        return name.endsWith("failures")
                ? found.functionCounter().count()
                : found.gauge().value();
    }

    private static List<String> fifty(Callable<String> client) throws Exception {
        List<String> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                all.add(threads.submit(client));
            }
            for (Future<String> one : all) {
                answers.add(one.get());
            }
        }
        return answers;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
