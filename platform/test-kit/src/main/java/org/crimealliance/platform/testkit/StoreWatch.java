package org.crimealliance.platform.testkit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Reads along on the wire to the store, in every {@link ServiceTest}: each write asks for a majority and its journal, each
 * read for what a majority has, of the primary; no Java class name is stored, no address with a token in it, and no event that
 * tells of a person in clear: what stands in the store is what goes on the topics. A test fails if one did not.
 */
public final class StoreWatch implements AfterEachCallback {

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");
    private static final Set<String> READS = Set.of("find", "aggregate", "count", "distinct");
    private static final Set<String> NOT_OURS = Set.of("admin", "local", "config");
    /** Where a write has what is to be stored. */
    private static final Set<String> STORED = Set.of("documents", "u", "update");

    private static final Set<String> WEAK = new ConcurrentSkipListSet<>();

    /** What handlers of requests asked of the store, in their order. */
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    static void look(String database, String name, BsonDocument command) {
        if (NOT_OURS.contains(database)) {
            return;
        }
        if (RequestContextHolder.getRequestAttributes() != null) {
            ASKED.add(name + " " + command.get(name, BsonNull.VALUE));
        }
        BsonDocument write = command.getDocument("writeConcern", new BsonDocument());
        boolean weakWrite = WRITES.contains(name)
                && !(new BsonString("majority").equals(write.get("w"))
                        && write.getBoolean("j", org.bson.BsonBoolean.FALSE).getValue());
        BsonDocument read = command.getDocument("readConcern", new BsonDocument());
        boolean weakRead = READS.contains(name) && !new BsonString("majority").equals(read.get("level"));
        String mode = command.getDocument("$readPreference", new BsonDocument("mode", new BsonString("primary")))
                .getString("mode")
                .getValue();
        // primaryPreferred: what the driver itself writes to a single server
        if (WRITES.contains(name) && namesAClass(command, false)) {
            WEAK.add(name + " of " + command.get(name) + " stores the name of a Java class");
        }
        if (WRITES.contains(name) && holdsALink(command)) {
            WEAK.add(name + " of " + command.get(name) + " stores a link that works");
        }
        if (WRITES.contains(name)) {
            tellsOfSomebody(command)
                    .forEach(event -> WEAK.add("an event waits that tells of a person in clear: " + event));
        }
        if (weakWrite || weakRead || !mode.startsWith("primary")) {
            WEAK.add(name + " of " + command.get(name, new BsonInt32(1)) + " with writeConcern " + write
                    + ", readConcern " + read + ", readPreference " + mode);
        }
    }

    /** {@code _class} with a package in it, outside what a command only looks for. */
    private static boolean namesAClass(BsonValue value, boolean stored) {
        if (value.isArray()) {
            return value.asArray().stream().anyMatch(element -> namesAClass(element, stored));
        }
        return value.isDocument()
                && value.asDocument().entrySet().stream().anyMatch(field -> {
                    boolean within = stored || STORED.contains(field.getKey());
                    boolean named = within
                            && field.getKey().endsWith("_class")
                            && field.getValue().isString()
                            && field.getValue().asString().getValue().contains(".");
                    return named || namesAClass(field.getValue(), within);
                });
    }

    private static boolean holdsALink(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> value.asDocument().values().stream().anyMatch(StoreWatch::holdsALink);
            case ARRAY -> value.asArray().stream().anyMatch(StoreWatch::holdsALink);
            case STRING -> TestLinks.worksIn(value.asString().getValue());
            default -> false;
        };
    }

    /** Outbox entries, wherever they are in a command. */
    private static List<String> tellsOfSomebody(BsonValue value) {
        if (value.isArray()) {
            return value.asArray().stream()
                    .flatMap(element -> tellsOfSomebody(element).stream())
                    .toList();
        }
        if (!value.isDocument()) {
            return List.of();
        }
        BsonDocument document = value.asDocument();
        if (document.isString("type") && document.isString("data") && document.containsKey("queued")) {
            String type = document.getString("type").getValue();
            return TestPersons.inClear(type, document.getString("data").getValue()).stream()
                    .map(field -> type + ", " + field)
                    .toList();
        }
        return document.values().stream()
                .flatMap(field -> tellsOfSomebody(field).stream())
                .toList();
    }

    /** What this one request asks of the store; what goes on by itself meanwhile is not counted. */
    public static List<String> askedBy(Runnable request) {
        ASKED.clear();
        request.run();
        return List.copyOf(ASKED);
    }

    /** What was asked too little for since this was called last. */
    public static Set<String> weak() {
        Set<String> weak = Set.copyOf(WEAK);
        WEAK.removeAll(weak);
        return weak;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Set<String> weak = weak();
        if (!weak.isEmpty()) {
            throw new AssertionError("what a service asked of its store: " + weak);
        }
    }
}
