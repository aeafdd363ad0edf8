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
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.id.Ids;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Which types of events each version of this service reads, told in the store that all its instances share. All are one
 * consumer group: what one passes over, no other will see. A version is known by the types that it reads; the newer one is
 * the one that was announced later.
 */
final class ReadTypes {

    static final String COLLECTION = "readTypes";
    /** So long after its last instance was seen, a version counts: a newer one that was taken back is forgotten. */
    static final Duration REMEMBERED = Duration.ofDays(1);

    private final MongoTemplate mongo;
    private final InstantSource machine;
    private final EventDispatcher dispatcher;
    private final List<String> types;
    private final Bson own;
    /** When this version was announced first; before it is, every other one may be newer. */
    private volatile Date first = new Date(0);

    ReadTypes(MongoTemplate mongo, InstantSource machine, EventDispatcher dispatcher) {
        this.mongo = mongo;
        this.machine = machine;
        this.dispatcher = dispatcher;
        this.types = dispatcher.types().stream().sorted().toList();
        this.own = Filters.eq("_id", Ids.derived(types.toArray(String[]::new)));
    }

    /** From now on the others know. To be renewed while it runs. */
    void announce() {
        Date now = Date.from(machine.instant());
        beginAnewIfOutlived(now);
        try {
            versions()
                    .updateOne(
                            own,
                            Updates.combine(
                                    Updates.setOnInsert("types", types),
                                    Updates.setOnInsert("first", now),
                                    Updates.max("seen", now)),
                            new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            } // else another instance announced it at this very moment
        }
        Document announced = versions().find(own).first();
        first = announced == null ? now : announced.getDate("first");
    }

    /** Another version went on for long without this one: what reads the same types now is no return to what was then. */
    private void beginAnewIfOutlived(Date now) {
        Document before = versions().find(own).first();
        if (before == null) {
            return;
        }
        Date seen = before.getDate("seen");
        Date forgotten = Date.from(seen.toInstant().plus(REMEMBERED));
        if (versions().find(Filters.gt("seen", forgotten)).first() != null) {
            versions()
                    .updateOne(
                            Filters.and(own, Filters.eq("seen", seen)),
                            Updates.combine(Updates.set("first", now), Updates.set("seen", now)));
        }
    }

    /** Not by this version, but by a newer one. What an older one reads was given up by this one. */
    boolean onlyByNewer(String type) {
        return !dispatcher.reads(type)
                && versions()
                                .find(Filters.and(
                                        Filters.eq("types", type),
                                        Filters.gte("first", first),
                                        Filters.gt(
                                                "seen",
                                                Date.from(machine.instant().minus(REMEMBERED)))))
                                .first()
                        != null;
    }

    private MongoCollection<Document> versions() {
        return mongo.getCollection(COLLECTION);
    }
}
