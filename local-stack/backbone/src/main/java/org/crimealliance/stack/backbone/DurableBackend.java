package org.crimealliance.stack.backbone;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * The H2 backend with three gaps closed: it answers {@code hello} (without which Spring's health check says DOWN), it
 * commits after every write before the reply goes out (without which kill -9 loses acknowledged writes),
 * and it finds by {@code _id} whatever else a query asks for (without which every compare-and-set reads the collection).
 */
final class DurableBackend extends H2Backend {

    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findAndModify",
            "findandmodify",
            "createIndexes",
            "create",
            "drop",
            "dropDatabase",
            "dropIndexes",
            "renameCollection",
            "collMod",
            "aggregate"); // with $merge or $out

    private final boolean durable;

    DurableBackend(MVStore store, boolean durable) {
        super(store);
        this.durable = durable;
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new NarrowingDatabase(name, getMvStore(), getCursorRegistry());
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        String command = message.getDocument().keySet().iterator().next();
        if (command.equals("hello")) {
            return hello(message.getChannel(), message.getDatabaseName());
        }
        Document reply = super.handleMessage(message);
        if (durable && WRITES.contains(command)) {
            commit();
        }
        return reply;
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        return command.equals("hello")
                ? hello(channel, database)
                : super.handleCommand(channel, database, command, query);
    }

    private Document hello(Channel channel, String database) {
        Document reply = super.handleCommand(channel, database, "isMaster", new Document("isMaster", 1));
        reply.put("isWritablePrimary", true);
        return reply;
    }
}
