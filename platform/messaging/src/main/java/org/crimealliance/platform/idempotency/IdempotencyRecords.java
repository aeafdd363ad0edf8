package org.crimealliance.platform.idempotency;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.crimealliance.platform.id.Ids;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * What was done under which key. Running: a lease, so that a crash in the middle lets the repetition run it again. Done:
 * the answer, until the key expires.
 */
final class IdempotencyRecords {

    static final String COLLECTION = "idempotencyKeys";

    private final MongoTemplate mongo;
    private final InstantSource machine;
    private final Ids ids;
    private final Duration lease;
    private final Duration kept;

    IdempotencyRecords(MongoTemplate mongo, InstantSource machine, Ids ids, Duration lease, Duration kept) {
        this.mongo = mongo;
        this.machine = machine;
        this.ids = ids;
        this.lease = lease;
        this.kept = kept;
    }

    /** How a request with a key is to be treated. */
    sealed interface Admission {

        /** Carry it out; {@code run} stays the same when it has to be carried out again. */
        record Run(String run, String ticket) implements Admission {}

        /** It was carried out: give this answer. */
        record Done(Answer answer) implements Admission {}

        /** It is being carried out. */
        record Busy(Duration left) implements Admission {}

        /** The key belongs to another request. */
        record Reused() implements Admission {}
    }

    /** A response as it went out. */
    record Answer(int status, List<Document> headers, byte[] body) {}

    Admission admit(String id, String fingerprint) {
        for (int attempt = 0; attempt < 10; attempt++) {
            Instant now = machine.instant();
            String ticket = ids.next();
            if (insert(id, fingerprint, ticket, now)) { // before any look: most keys are new
                return new Admission.Run(ticket, ticket);
            }
            Document known = records().find(Filters.eq("_id", id)).first();
            if (known == null) {
                continue; // forgotten meanwhile
            }
            if (!known.getDate("expiresAt").toInstant().isAfter(now)) {
                records()
                        .deleteOne(Filters.and(
                                Filters.eq("_id", id), Filters.eq("expiresAt", known.getDate("expiresAt"))));
                continue;
            }
            if (!fingerprint.equals(known.getString("fingerprint"))) {
                return new Admission.Reused();
            }
            if (known.getInteger("status") != null) {
                return new Admission.Done(new Answer(
                        known.getInteger("status"),
                        known.getList("headers", Document.class, List.of()),
                        known.get("body", Binary.class).getData()));
            }
            Instant leaseUntil = known.getDate("leaseUntil").toInstant();
            if (leaseUntil.isAfter(now)) {
                return new Admission.Busy(Duration.between(now, leaseUntil));
            }
            boolean taken = records()
                            .updateOne(
                                    Filters.and(Filters.eq("_id", id), Filters.eq("ticket", known.getString("ticket"))),
                                    Updates.combine(
                                            Updates.set("ticket", ticket),
                                            Updates.set("leaseUntil", Date.from(now.plus(lease)))))
                            .getMatchedCount()
                    == 1;
            if (taken) {
                return new Admission.Run(known.getString("run"), ticket);
            }
        }
        return new Admission.Busy(Duration.ofSeconds(1));
    }

    private boolean insert(String id, String fingerprint, String ticket, Instant now) {
        try {
            records()
                    .insertOne(new Document("_id", id)
                            .append("fingerprint", fingerprint)
                            .append("run", ticket)
                            .append("ticket", ticket)
                            .append("leaseUntil", Date.from(now.plus(lease)))
                            .append("expiresAt", Date.from(now.plus(kept))));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** Keeps the answer, unless the lease ran out and another attempt took over. */
    void finish(String id, Admission.Run run, Answer answer) {
        records()
                .updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.eq("ticket", run.ticket())),
                        Updates.combine(
                                Updates.set("status", answer.status()),
                                Updates.set("headers", answer.headers()),
                                Updates.set("body", new Binary(answer.body()))));
    }

    /** Nothing was done, or nobody knows: the next attempt runs at once, under the same {@code run}. */
    void release(String id, Admission.Run run) {
        records()
                .updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.eq("ticket", run.ticket())),
                        Updates.set("leaseUntil", new Date(0)));
    }

    /** The command was refused and changed nothing: the key is free again, also for a corrected request. */
    void forget(String id, Admission.Run run) {
        records().deleteOne(Filters.and(Filters.eq("_id", id), Filters.eq("ticket", run.ticket())));
    }

    void sweep() {
        records().deleteMany(Filters.lte("expiresAt", Date.from(machine.instant())));
    }

    void declareIndexes() {
        records().createIndex(Indexes.ascending("expiresAt"));
    }

    private MongoCollection<Document> records() {
        return mongo.getCollection(COLLECTION);
    }
}
