package org.crimealliance.platform.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.crimealliance.stack.backbone.Broker;
import org.crimealliance.stack.backbone.Store;
import org.springframework.util.FileSystemUtils;

/**
 * The servers that a test run talks to: those that {@code ALLIANCE_MONGODB_URI} and {@code ALLIANCE_KAFKA} name; with
 * {@code ALLIANCE_TESTCONTAINERS=true} real ones in containers; else the local stack's own. Started once in this JVM.
 */
public final class Backbone {

    private static final Backbone INSTANCE = new Backbone();

    private Backbone() {}

    public static Backbone get() {
        return INSTANCE;
    }

    /** Connection string without a database. */
    public String mongoUri() {
        return StoreAddress.URI;
    }

    /** Bootstrap servers. */
    public String kafka() {
        return BrokerAddress.SERVERS;
    }

    /** Started by who asks first. */
    private static final class StoreAddress {
        static final String URI = given(
                "ALLIANCE_MONGODB_URI",
                () -> Containers.wanted()
                        ? Containers.mongoUri()
                        : Store.inMemory(0).uri());
    }

    private static final class BrokerAddress {
        static final String SERVERS =
                given("ALLIANCE_KAFKA", () -> Containers.wanted() ? Containers.kafka() : startBroker());
    }

    private static String given(String variable, Supplier<String> otherwise) {
        String value = System.getenv(variable);
        return value != null ? value : otherwise.get();
    }

    private static String startBroker() {
        try {
            Path folder = Files.createTempDirectory("alliance-broker");
            Broker broker = Broker.start(folder.resolve("data"), freePort(), freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                broker.close();
                FileSystemUtils.deleteRecursively(folder.toFile());
            }));
            return broker.address();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
