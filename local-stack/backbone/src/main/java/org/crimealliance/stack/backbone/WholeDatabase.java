package org.crimealliance.stack.backbone;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import org.h2.mvstore.MVStore;

/** A database of {@link WholeCollection}s, whose unique indexes also serve queries that ask for more than their key. */
final class WholeDatabase extends H2Database {

    private static final String DATA = "databases.";
    private static final String META = "meta.";
    private static final String INDEX = "._index_";

    private final MVStore store;

    WholeDatabase(String name, MVStore store, CursorRegistry cursors) {
        this.store = store; // before the superclass opens the collections
        super(name, store, cursors);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new NarrowingIndex(super.openOrCreateUniqueIndex(collection, name, keys, sparse), name, keys, sparse);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        String full = getFullCollectionNamespace(name);
        return new WholeCollection(
                this, name, options, store.openMap(DATA + full), store.openMap(META + full), cursorRegistry);
    }

    /** As it comes, the server keeps what a build that failed has done so far, and takes it for the index at the next try. */
    @Override
    protected synchronized void addIndex(Document index) {
        try {
            super.addIndex(index);
        } catch (IndexBuildFailedException e) {
            store.removeMap(index.get("ns") + INDEX + index.get("name"));
            throw e;
        }
    }

    /** As it comes, the server also drops every database whose name begins with this one's. */
    @Override
    public void drop(Oplog oplog) {
        List<String> own = List.of(DATA + databaseName + ".", META + databaseName + ".", databaseName + ".");
        store.getMapNames().stream()
                .filter(map -> own.stream().anyMatch(map::startsWith))
                .toList()
                .forEach(store::removeMap);
    }

    /** Indexes can be made anew from the documents; whoever opens the databases after this does so. */
    static void forgetIndexes(MVStore store) {
        store.getMapNames().stream()
                .filter(map -> !map.startsWith(DATA) && !map.startsWith(META) && map.contains(INDEX))
                .toList()
                .forEach(store::removeMap);
    }
}
