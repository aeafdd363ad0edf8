package org.crimealliance.platform.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import org.bson.Document;
import org.crimealliance.platform.event.EventNumber;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * The epoch in which the store's aggregates number their events ({@link EventNumber}). It is kept in the store, raised by
 * the first instance that is started with the moment of a restore, and never lowered.
 */
final class Epoch {

    private static final Logger LOG = LoggerFactory.getLogger(Epoch.class);
    private static final String COLLECTION = "numbering";
    private static final String ID = "epoch";

    private final MongoTemplate mongo;
    private final @Nullable Instant restored;
    private volatile @Nullable Long known;

    /** @param restored when the store was restored last; null: its epoch stays */
    Epoch(MongoTemplate mongo, @Nullable Instant restored) {
        this.mongo = mongo;
        this.restored = restored;
        if (restored != null) {
            EventNumber.epochOf(restored); // what is no such moment is said at the start
        }
    }

    /** Read once: a store is not restored under a service that runs. */
    long current() {
        Long epoch = known;
        if (epoch == null) {
            epoch = restored == null ? kept() : raised(EventNumber.epochOf(restored));
            known = epoch;
        }
        return epoch;
    }

    private long kept() {
        Document document = epochs().find(Filters.eq("_id", ID)).first();
        return document == null ? 0 : document.getLong("minutes");
    }

    private long raised(long epoch) {
        Document document = epochs().findOneAndUpdate(
                        Filters.eq("_id", ID),
                        Updates.max("minutes", epoch),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        if (document == null) {
            throw new IllegalStateException("an upsert leaves a document");
        }
        LOG.info("events are numbered in epoch {}", document.getLong("minutes"));
        return document.getLong("minutes");
    }

    private MongoCollection<Document> epochs() {
        return mongo.getCollection(COLLECTION);
    }
}
