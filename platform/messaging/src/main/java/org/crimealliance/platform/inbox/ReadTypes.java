package org.crimealliance.platform.inbox;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Which types of events the instances of this service read, older and newer ones. All are one consumer group: what one
 * passes over, no other will see.
 */
final class ReadTypes {

    static final String COLLECTION = "readTypes";
    /** So long after its last reader was seen, a type counts as read: a newer version that was taken back is forgotten. */
    static final Duration REMEMBERED = Duration.ofDays(1);

    private final MongoTemplate mongo;
    private final InstantSource machine;
    private final EventDispatcher dispatcher;

    ReadTypes(MongoTemplate mongo, InstantSource machine, EventDispatcher dispatcher) {
        this.mongo = mongo;
        this.machine = machine;
        this.dispatcher = dispatcher;
    }

    /** From now on the others know. */
    void announce() {
        for (String type : dispatcher.types()) {
            try {
                types().updateOne(
                                Filters.eq("_id", type),
                                Updates.max("seen", Date.from(machine.instant())),
                                new UpdateOptions().upsert(true));
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                } // else another instance announced it at this very moment
            }
        }
    }

    /** Not by this instance, but by another one. */
    boolean onlyByOthers(String type) {
        return !dispatcher.reads(type)
                && types().find(Filters.and(
                                        Filters.eq("_id", type),
                                        Filters.gt(
                                                "seen",
                                                Date.from(machine.instant().minus(REMEMBERED)))))
                                .first()
                        != null;
    }

    private MongoCollection<Document> types() {
        return mongo.getCollection(COLLECTION);
    }
}
