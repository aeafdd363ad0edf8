package org.crimealliance.stack.backbone;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose stored documents never change: an update works on a copy and puts that in the old one's place. As it
 * comes, the server updates the stored object itself, while another client's reply or the file is being written from it: a
 * reader may see half of an update, or be answered "Unknown error".
 */
final class WholeCollection extends H2Collection {

    /** Guarded by this. */
    private boolean updating;

    WholeCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> data,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
        super(database, name, options, data, meta, cursors);
    }

    @Override
    public synchronized Document findAndModify(Document query) {
        updating = true;
        try {
            return super.findAndModify(query);
        } finally {
            updating = false;
        }
    }

    @Override
    public synchronized Document updateDocuments(
            Document selector, Document update, ArrayFilters arrayFilters, boolean multi, boolean upsert, Oplog oplog) {
        updating = true;
        try {
            return super.updateDocuments(selector, update, arrayFilters, multi, upsert, oplog);
        } finally {
            updating = false;
        }
    }

    @Override
    public synchronized int count(Document query, int skip, int limit) {
        return super.count(query, skip, limit);
    }

    @Override
    protected synchronized QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        QueryResult found = super.queryDocuments(query, orderBy, skip, limit, batchSize, projection);
        if (!updating) {
            return found;
        }
        List<Document> stored = found.collectDocuments();
        // copied one by one: an update of one document looks at the first only
        Iterable<Document> copies = () -> StreamSupport.stream(stored.spliterator(), false)
                .map(Document::cloneDeeply)
                .iterator();
        return new QueryResult(copies, found.getCursorId());
    }
}
