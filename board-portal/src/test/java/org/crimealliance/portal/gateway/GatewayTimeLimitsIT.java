package org.crimealliance.portal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Files, which services read or print for long, are waited for longer than all else. */
class GatewayTimeLimitsIT {

    private static final Duration LIMIT = Duration.ofMillis(300);

    private HttpServer server;
    private Gateway gateway;

    @BeforeEach
    void a_gateway_that_takes_longer_than_the_limit() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            LockSupport.parkNanos(LIMIT.multipliedBy(3).toNanos());
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        BearerToken nobody = () -> null;
        gateway = new Gateway(
                RestClient.builder(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                JsonMapper.shared(),
                new StaticListableBeanFactory(Map.of("nobody", nobody)).getBeanProvider(BearerToken.class),
                new AnyCommand(),
                Duration.ZERO,
                LIMIT,
                Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_upload_and_a_download_are_waited_for() {
        ByteArrayResource file = new ByteArrayResource(new byte[] {1});
        assertThat(gateway.upload(Address.of("/api/imports"), file, "sum", Map.class))
                .isEmpty();
        assertThat(gateway.download(Address.of("/api/minutes.pdf")).content()).hasSize(2);
    }

    @Test
    void all_else_is_not() {
        assertThatThrownBy(() -> gateway.get(Address.of("/api/members"), Map.class))
                .isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> gateway.post(Address.of("/api/members"), null))
                .isInstanceOf(UnavailableException.class);
    }

    private static final class AnyCommand implements CommandKeys {

        @Override
        public String of(String command) {
            return command;
        }

        @Override
        public void allow() {
            // each
        }
    }
}
