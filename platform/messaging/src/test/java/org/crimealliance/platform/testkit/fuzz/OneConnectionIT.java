package org.crimealliance.platform.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The fuzz forgives a server that ends a connection which it had kept, and no other. */
class OneConnectionIT {

    @Test
    void a_kept_connection_that_ends_is_no_finding() throws Exception {
        try (Server server = new Server(1, Integer.MAX_VALUE);
                OneConnection http = new OneConnection()) {
            for (int i = 0; i < 5; i++) {
                assertThat(http.send(server.post()).statusCode()).isEqualTo(204);
            }
            assertThat(server.connections).hasValue(5);
        }
    }

    @Test
    void a_new_connection_that_ends_without_a_byte_is_one_also_once_in_a_while() throws Exception {
        try (Server server = new Server(1, 2);
                OneConnection http = new OneConnection()) {
            http.send(server.post());
            assertThatThrownBy(() -> http.send(server.post()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("received no bytes");
        }
    }

    @Test
    void a_server_that_never_answers_is_one() throws Exception {
        try (Server server = new Server(0, Integer.MAX_VALUE);
                OneConnection http = new OneConnection()) {
            assertThatThrownBy(() -> http.send(server.post())).isInstanceOf(IOException.class);
            assertThat(server.connections).hasValue(1);
        }
    }

    /** Answers so many requests on a connection, says nothing of ending it, and ends it at the next. */
    private static final class Server implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final int answers;
        private final int silentFrom;

        /** @param silentFrom the first connection that ends without a byte */
        Server(int answers, int silentFrom) throws IOException {
            this.answers = answers;
            this.silentFrom = silentFrom;
            Thread.ofVirtual().start(this::serve);
        }

        HttpRequest post() {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/"))
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    int number = connections.incrementAndGet();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                    for (int i = 0; read(in) && i < answers && number < silentFrom; i++) {
                        client.getOutputStream()
                                .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                    }
                } catch (IOException e) {
                    // the client or the test has gone
                }
            }
        }

        /** The head of a request and the two bytes of its body. */
        private static boolean read(BufferedReader in) throws IOException {
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                line = in.readLine();
            }
            return line != null && in.read() >= 0 && in.read() >= 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
