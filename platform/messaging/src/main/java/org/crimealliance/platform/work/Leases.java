package org.crimealliance.platform.work;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Who is at a piece of work. Spares two instances the same effort, nothing more: whatever is done under a lease must be
 * safe to do twice.
 */
public final class Leases {

    private static final String COLLECTION = "leases";

    private final MongoTemplate mongo;
    private final InstantSource machine;
    private final String me = UUID.randomUUID().toString();

    /** @param machine the machine's time: setting the domain's clock must not end a lease */
    public Leases(MongoTemplate mongo, InstantSource machine) {
        this.mongo = mongo;
        this.machine = machine;
    }

    /** Does the work unless another instance is at it. */
    public void alone(String name, Duration length, Runnable work) {
        inPortions(name, length, () -> {
            work.run();
            return false;
        });
    }

    /**
     * Does a portion of the work unless another instance is at it. The lease is kept, from now on, while there is more.
     *
     * @return whether there is more to do here
     */
    public boolean inPortions(String name, Duration length, BooleanSupplier portion) {
        boolean more = false;
        if (take(name, length)) {
            try {
                more = portion.getAsBoolean();
            } finally {
                if (!more) {
                    release(name);
                }
            }
        }
        return more;
    }

    /** Takes or prolongs the lease; false while another instance has it. */
    public boolean take(String name, Duration length) {
        Instant now = machine.instant();
        try {
            leases().updateOne(
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
        leases().deleteOne(Filters.and(Filters.eq("_id", name), Filters.eq("owner", me)));
    }

    private MongoCollection<Document> leases() {
        return mongo.getCollection(COLLECTION);
    }
}
