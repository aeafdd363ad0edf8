package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.stack.backbone.Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** While the store is away a service says so, quickly, and is itself again when the store is back. */
@DisabledIfEnvironmentVariable(
        named = "ALLIANCE_MONGODB_URI",
        matches = ".+",
        disabledReason = "the store is given, not ours to take away")
class StoreAwayIT {

    record Counter(int value) {}

    @WireName("counting.counted.v1")
    record Counted(int value) {}

    @RestController
    @PreAuthorize("permitAll()")
    static class Counters {

        private final AggregateStore<Counter> counters;

        Counters(AggregateStore<Counter> counters) {
            this.counters = counters;
        }

        @PostMapping("/api/counting/count")
        int count() {
            return counters.change("one", counter -> {
                        int next = counter.value() + 1;
                        return Outcome.done(Change.to(new Counter(next), new Counted(next)));
                    })
                    .orThrow()
                    .state()
                    .value();
        }

        @GetMapping("/api/counting/full")
        void full() {
            throw new OutboxFullException("counters", "one");
        }

        @GetMapping("/api/counting/stale")
        void stale() {
            throw new StaleAggregateException("counters", "one");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        @Bean
        AggregateStore<Counter> store(AggregateStores stores) {
            return stores.of("counters", Counter.class);
        }

        @Bean
        Counters counters(AggregateStore<Counter> store) {
            return new Counters(store);
        }
    }

    private static Store server;
    private static ConfigurableApplicationContext app;
    private static int port;

    @BeforeAll
    static void start() {
        server = Store.inMemory(0);
        app = new SpringApplicationBuilder(App.class)
                .run(
                        "--server.port=0",
                        "--spring.application.name=counting-service",
                        "--alliance.topic=counting.events.v1",
                        "--spring.mongodb.uri=" + server.uri(),
                        "--spring.mongodb.database=counting",
                        "--spring.kafka.bootstrap-servers=" + Backbone.get().kafka());
        port = ((WebServerApplicationContext) app).getWebServer().getPort();
        app.getBean(AggregateStores.class).of("counters", Counter.class).create("one", new Counter(0), List.of());
    }

    @AfterAll
    static void stop() {
        app.close();
        server.close();
    }

    @Test
    void a_store_that_goes_away_and_comes_back() throws Exception {
        assertThat(post("/api/counting/count", "k1").body()).isEqualTo("1");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness").body()).contains("mongo");
        int storePort = URI.create(server.uri()).getPort();
        server.close();

        for (String key : new String[] {"k2", ""}) {
            long begin = System.nanoTime();
            HttpResponse<String> away = post("/api/counting/count", key);
            assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(away.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
            assertThat(away.body()).contains("store-unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        }
        HttpResponse<String> readiness = get("/actuator/health/readiness");
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("\"mongo\":{\"status\":\"DOWN\"");
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);

        server = Store.inMemory(storePort);
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            app.getBean(AggregateStores.class).of("counters", Counter.class).create("one", new Counter(7), List.of());
            assertThat(post("/api/counting/count", "k3").body()).isEqualTo("8");
        });
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(get("/actuator/health/readiness").statusCode())
                                .isEqualTo(200));
    }

    @Test
    void a_full_outbox_and_a_lost_race_say_when_to_come_again() throws Exception {
        HttpResponse<String> full = get("/api/counting/full");
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.headers().firstValue("Retry-After")).isPresent();
        assertThat(full.body()).contains("outbox-full");
        HttpResponse<String> stale = get("/api/counting/stale");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("changed-meanwhile");
    }

    @Test
    void the_outbox_can_be_watched() throws Exception {
        String metrics = get("/actuator/prometheus").body();
        assertThat(metrics)
                .contains("alliance_outbox_waiting")
                .contains("alliance_outbox_oldest_seconds")
                .contains("alliance_outbox_sent_total")
                .contains("alliance_outbox_failed_total");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpResponse<String> post(String path, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody());
        return send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
