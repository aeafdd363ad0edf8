package org.crimealliance.stack.backbone;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A unique index that also serves {@code {_id: 7, version: 3}}: it finds what has the key, and the collection, which tests
 * every document that an index gives it against the whole query, drops what does not match. As it comes, the server uses an
 * index only for a query of exactly the index's key, and reads the whole collection for any compare-and-set.
 */
final class NarrowingIndex extends Index<Object> {

    private final Index<Object> index;

    NarrowingIndex(Index<Object> index, String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.index = index;
    }

    @Override
    public boolean canHandle(Document query) {
        return narrowed(query).map(index::canHandle).orElse(false);
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return index.getPositions(narrowed(query).orElseThrow());
    }

    /** What the query says of the index's key, if it says something of each part of it. */
    private Optional<Document> narrowed(Document query) {
        Document key = new Document();
        for (String part : keys()) {
            Optional<Object> wanted = wanted(query, part);
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            key.append(part, wanted.get());
        }
        return Optional.of(key);
    }

    /** From the query or from a branch of its {@code $and}: any one of them narrows, the collection tests the rest. */
    private static Optional<Object> wanted(Document query, String part) {
        if (query.get(part) != null) { // a question for null finds what no index knows
            return Optional.of(query.get(part));
        }
        if (query.get("$and") instanceof Collection<?> branches) {
            for (Object branch : branches) {
                if (branch instanceof Document document) {
                    Optional<Object> wanted = wanted(document, part);
                    if (wanted.isPresent()) {
                        return wanted;
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return index.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        index.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        index.add(document, position, collection);
    }

    @Override
    public @Nullable Object remove(Document document) {
        return index.remove(document);
    }

    @Override
    public long getCount() {
        return index.getCount();
    }

    @Override
    public boolean isEmpty() {
        return index.isEmpty();
    }

    @Override
    public long getDataSize() {
        return index.getDataSize();
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        index.checkUpdate(before, after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        index.updateInPlace(before, after, position, collection);
    }

    @Override
    public boolean isUnique() {
        return index.isUnique();
    }

    @Override
    public void drop() {
        index.drop();
    }
}
