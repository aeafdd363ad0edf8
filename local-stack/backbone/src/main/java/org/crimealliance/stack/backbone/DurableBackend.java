package org.crimealliance.stack.backbone;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The H2 backend with its gaps closed: it answers {@code hello} (without which Spring's health check says DOWN), it commits
 * after every write before the reply goes out (without which kill -9 loses acknowledged writes), it makes and drops databases,
 * collections and indexes while nothing else runs (without which a first touch by several is answered "Unknown error"), and
 * its databases keep documents whole ({@link WholeCollection}) and find by {@code _id} whatever else a query asks for
 * ({@link NarrowingIndex}).
 */
final class DurableBackend extends H2Backend {

    private static final Set<String> MAKE_OR_DROP =
            Set.of("create", "createIndexes", "drop", "dropDatabase", "dropIndexes", "renameCollection", "collMod");

    /** They make the collection if it is not there. */
    private static final Set<String> WRITE_DOCUMENTS =
            Set.of("insert", "update", "delete", "findAndModify", "findandmodify");

    private final boolean durable;
    private final Lock shared;
    private final Lock alone;

    private final Consumer<RuntimeException> fileRefuses;

    /** @param fileRefuses is told when a write cannot be put on disk; it was not acknowledged, nor will any other be */
    DurableBackend(MVStore store, boolean durable, Consumer<RuntimeException> fileRefuses) {
        super(store);
        this.durable = durable;
        this.fileRefuses = fileRefuses;
        ReadWriteLock lock = new ReentrantReadWriteLock();
        this.shared = lock.readLock();
        this.alone = lock.writeLock();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new WholeDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document query = message.getDocument();
        return answerOrCut(
                message.getChannel(),
                message.getDatabaseName(),
                query.keySet().iterator().next(),
                query);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        return answerOrCut(channel, database, command, query);
    }

    private Document answerOrCut(Channel channel, String database, String command, Document query) {
        try {
            return answer(channel, database, command, query);
        } catch (MVStoreException e) {
            if (getMvStore().isClosed()) { // as it does to itself when its file cannot be written
                channel.close(); // no answer: the client must take it for not done
                fileRefuses.accept(e);
            }
            throw e;
        }
    }

    private Document answer(Channel channel, String database, String command, Document query) {
        switch (command) {
            case "hello" -> {
                Document reply = super.handleCommand(channel, database, "isMaster", new Document("isMaster", 1));
                reply.put("isWritablePrimary", true);
                return reply;
            }
            case "listDatabases" -> {
                return databases();
            }
            default -> {
                // below
            }
        }
        boolean writes = WRITE_DOCUMENTS.contains(command);
        if (!MAKE_OR_DROP.contains(command) && !writesTheResult(query)) {
            shared.lock();
            try {
                if (!writes || exists(database, query.get(command))) {
                    Document reply = super.handleCommand(channel, database, command, query);
                    if (writes) {
                        commitIfDurable();
                    }
                    return reply;
                }
            } finally {
                shared.unlock();
            }
        }
        alone.lock();
        try {
            Document reply = super.handleCommand(channel, database, command, query);
            commitIfDurable();
            return reply;
        } finally {
            alone.unlock();
        }
    }

    /** As it comes, the server opens each database once more to list it, with indexes of its own over the same data. */
    private Document databases() {
        shared.lock();
        try {
            List<Document> databases = listDatabaseNames().stream()
                    .sorted()
                    .map(name -> new Document("name", name)
                            .append("empty", resolveDatabase(name).isEmpty()))
                    .toList();
            return new Document("databases", databases).append("ok", 1.0);
        } finally {
            shared.unlock();
        }
    }

    private boolean exists(String database, @Nullable Object collection) {
        return resolveDatabase(database).resolveCollection(String.valueOf(collection), false) != null;
    }

    /** An aggregation that ends with {@code $merge} or {@code $out}. */
    private static boolean writesTheResult(Document query) {
        return query.get("pipeline") instanceof Collection<?> stages
                && stages.stream()
                        .anyMatch(stage -> stage instanceof Document document
                                && (document.containsKey("$merge") || document.containsKey("$out")));
    }

    private void commitIfDurable() {
        if (durable) {
            commit();
            if (getMvStore().isClosed()) {
                throw new MVStoreException(DataUtils.ERROR_CLOSED, "closed before this was on disk");
            }
        }
    }

    /** Fails where the file cannot be written. */
    void probe() {
        getMvStore().openMap("probe").put("at", System.nanoTime());
        commitIfDurable();
    }
}
