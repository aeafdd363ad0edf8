package org.crimealliance.stack.backbone;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** A server that speaks MongoDB's protocol, on loopback, with its data in a file or in memory. */
public final class Store implements AutoCloseable {

    private final MongoServer server;
    private final String uri;

    private Store(MongoServer server, String uri) {
        this.server = server;
        this.uri = uri;
    }

    /** On a file: what was acknowledged is on disk, also after kill -9. */
    public static Store onFile(Path file, int port) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(file.toString(), port);
    }

    public static Store inMemory(int port) {
        return start(null, port);
    }

    private static Store start(@Nullable String file, int port) {
        MVStore mvStore = new MVStore.Builder().fileName(file).open();
        mvStore.setVersionsToKeep(0);
        mvStore.setRetentionTime(0);
        MongoServer server = new MongoServer(new DurableBackend(mvStore, file != null));
        server.bind("127.0.0.1", port);
        return new Store(
                server, "mongodb://127.0.0.1:" + server.getLocalAddress().getPort());
    }

    /** The connection string, without a database. */
    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
