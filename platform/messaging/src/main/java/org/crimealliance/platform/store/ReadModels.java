package org.crimealliance.platform.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.event.ReceivedEvent;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Small documents that a service keeps of other services' facts. Effect and guard are one write: an event that was applied
 * already, or an older one, changes nothing.
 */
public final class ReadModels {

    private static final int ATTEMPTS = 5;

    private final MongoTemplate mongo;

    ReadModels(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    /** Applies {@code effect} to the document, creating it where it is missing. Tells whether it did. */
    public boolean apply(String collection, String id, ReceivedEvent<?> cause, Bson effect) {
        String guard = "applied." + cause.sourceKey();
        Bson filter = Filters.and(Filters.eq("_id", id), Filters.not(Filters.gte(guard, cause.seq())));
        Bson update = Updates.combine(effect, Updates.set(guard, cause.seq()));
        for (int attempt = 0; ; attempt++) {
            try {
                documents(collection).updateOne(filter, update, new UpdateOptions().upsert(true));
                return true;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            // it exists: either the guard did not let us in, or another event made it at this very moment
            if (documents(collection).updateOne(filter, update).getMatchedCount() == 1) {
                return true;
            }
            // said of what a majority has, and of the guard itself: after this the event's offset is given away
            if (documents(collection)
                            .find(Filters.and(Filters.eq("_id", id), Filters.gte(guard, cause.seq())))
                            .first()
                    != null) {
                return false;
            }
        }
    }

    private MongoCollection<Document> documents(String collection) {
        return mongo.getCollection(collection);
    }
}
