package org.crimealliance.stack.backbone;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.List;
import org.h2.mvstore.MVStore;

/** A database whose unique indexes also serve queries that ask for more than the index's key. */
final class NarrowingDatabase extends H2Database {

    NarrowingDatabase(String name, MVStore store, CursorRegistry cursors) {
        super(name, store, cursors);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new NarrowingIndex(super.openOrCreateUniqueIndex(collection, name, keys, sparse), name, keys, sparse);
    }
}
