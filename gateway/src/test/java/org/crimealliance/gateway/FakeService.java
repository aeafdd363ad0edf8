package org.crimealliance.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A service behind the gateway: a bare server that answers what the test says. */
final class FakeService implements AutoCloseable {

    private static final HttpHandler DEFAULT = exchange -> answer(exchange, 200, "text/plain", "ok");

    final AtomicInteger requests = new AtomicInteger();
    private volatile HttpHandler handler = DEFAULT;
    private HttpServer server;
    private final int port;

    FakeService() throws IOException {
        start(0);
        this.port = server.getAddress().getPort();
    }

    void start(int onPort) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            handler.handle(exchange);
        });
        server.start();
    }

    void restart() throws IOException {
        start(port);
    }

    void answering(HttpHandler newHandler) {
        handler = newHandler;
    }

    void reset() {
        handler = DEFAULT;
        requests.set(0);
    }

    String url() {
        return URI.create("http://127.0.0.1:" + port).toString();
    }

    static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
