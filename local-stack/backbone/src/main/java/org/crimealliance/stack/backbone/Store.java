package org.crimealliance.stack.backbone;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that speaks MongoDB's protocol, on loopback, with its data in a file or in memory; by TLS where {@value #CERTIFICATE}
 * lies beside the file: key and certificates, as a mongod reads them. When the file cannot be written
 * (the disk is full), it drops its clients without an answer and is away, as a mongod would be, until the file can be written.
 */
public final class Store implements AutoCloseable {

    /** Beside the file of the data. */
    public static final String CERTIFICATE = "store.pem";

    static {
        FilePath.register(new BoundedPath());
    }

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration FREED_SPACE_RESTS = Duration.ofSeconds(5);

    private final @Nullable Path file;
    private final int port;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean closed;
    private volatile MongoServer server;

    private Store(@Nullable Path file, int port) {
        this.file = file;
        this.server = served(port);
        this.port = server.getLocalAddress().getPort();
    }

    /** On a file: what was acknowledged is on disk, also after kill -9. */
    public static Store onFile(Path file, int port) {
        return new Store(file, port);
    }

    public static Store inMemory(int port) {
        return new Store(null, port);
    }

    private MongoServer served(int port) {
        MVStore data = opened();
        try {
            DurableBackend backend = new DurableBackend(data, file != null, this::comeAgain);
            backend.probe();
            MongoServer started = new MongoServer(backend);
            if (file != null && Files.exists(file.resolveSibling(CERTIFICATE))) {
                Pem pem = Pem.read(file.resolveSibling(CERTIFICATE));
                started.enableSsl(pem.key(), null, pem.certificates());
            }
            started.bind("127.0.0.1", port);
            return started;
        } catch (RuntimeException e) {
            data.closeImmediately();
            throw e;
        }
    }

    private MVStore opened() {
        if (file == null) {
            return configured(new MVStore.Builder().open());
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            boolean killed = Files.exists(inUse(file));
            if (!killed) {
                Files.createFile(inUse(file));
            }
            MVStore data = configured(new MVStore.Builder()
                    .fileName(BoundedPath.SCHEME + ":" + file)
                    .open());
            if (killed) {
                // a commit may have caught another client's write between a document and its index
                WholeDatabase.forgetIndexes(data);
            }
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MVStore configured(MVStore data) {
        data.setVersionsToKeep(0);
        // what the commit under way frees is not written over at once: if that one fails, the last one still needs it
        data.setRetentionTime(Math.toIntExact(FREED_SPACE_RESTS.toMillis()));
        return data;
    }

    /** There while the store is open; after a kill it is left behind. */
    private static Path inUse(Path file) {
        return file.resolveSibling(file.getFileName() + ".open");
    }

    /** What is in memory is ahead of the file: it is forgotten, and read from the file again as soon as that can be written. */
    private void comeAgain(RuntimeException why) {
        if (away.compareAndSet(false, true)) {
            LOG.error("the store's file cannot be written: nobody is answered until it can", why);
            // no daemon: while nobody is served, it is all that keeps the process alive
            Thread.ofPlatform().name("store-again").start(this::serveWhenTheFileCanBeWritten);
        }
    }

    private void serveWhenTheFileCanBeWritten() {
        server.shutdownNow();
        while (!closed) {
            try {
                Thread.sleep(BETWEEN_TRIES);
                server = served(port);
                away.set(false);
                LOG.warn("the store's file can be written: the store is back");
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException notYet) {
                LOG.warn("not yet: {}", notYet.toString());
            }
        }
    }

    /** The connection string, without a database. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        closed = true;
        server.shutdown();
        if (file != null && !away.get()) {
            try {
                Files.deleteIfExists(inUse(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
