package org.crimealliance.event.work;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Who is at a piece of work. Spares two instances the same effort, nothing more: whatever is done under a lease must be
 * safe to do twice.
 */
@Component
public class Leases {

    private static final String COLLECTION = "leases";

    private final MongoTemplate mongo;
    private final Clock clock;
    private final String me = UUID.randomUUID().toString();

    Leases(MongoTemplate mongo, Clock clock) {
        this.mongo = mongo;
        this.clock = clock;
    }

    /** Takes or prolongs the lease; false while another instance has it. */
    public boolean take(String name, Duration length) {
        Instant now = clock.instant();
        try {
            mongo.getCollection(COLLECTION)
                    .updateOne(
                            Filters.and(
                                    Filters.eq("_id", name),
                                    Filters.or(Filters.eq("owner", me), Filters.lte("until", Date.from(now)))),
                            Updates.combine(
                                    Updates.set("owner", me), Updates.set("until", Date.from(now.plus(length)))),
                            new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false; // it is there and the filter did not let us in: somebody else has it
            }
            throw e;
        }
    }

    /** Gives it back, so that nobody has to wait for its end. */
    public void release(String name) {
        mongo.getCollection(COLLECTION).deleteOne(Filters.and(Filters.eq("_id", name), Filters.eq("owner", me)));
    }
}
