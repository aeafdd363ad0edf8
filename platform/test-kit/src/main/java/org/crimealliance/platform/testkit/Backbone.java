package org.crimealliance.platform.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crimealliance.stack.backbone.Broker;
import org.crimealliance.stack.backbone.Store;

/**
 * The servers that a test run talks to: those that {@code ALLIANCE_MONGODB_URI} and {@code ALLIANCE_KAFKA} name, else the
 * local stack's own, started once in this JVM.
 */
public final class Backbone {

    private static final Backbone INSTANCE = new Backbone();

    private final String mongoUri;
    private final String kafka;

    private Backbone() {
        String givenMongo = System.getenv("ALLIANCE_MONGODB_URI");
        String givenKafka = System.getenv("ALLIANCE_KAFKA");
        mongoUri = givenMongo != null ? givenMongo : Store.inMemory(0).uri();
        kafka = givenKafka != null ? givenKafka : startBroker();
    }

    public static Backbone get() {
        return INSTANCE;
    }

    /** Connection string without a database. */
    public String mongoUri() {
        return mongoUri;
    }

    /** Bootstrap servers. */
    public String kafka() {
        return kafka;
    }

    private static String startBroker() {
        try {
            Path folder = Files.createTempDirectory("alliance-broker");
            Broker broker = Broker.start(folder.resolve("data"), freePort(), freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
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
