package org.crimealliance.platform.idempotency;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.crimealliance.platform.id.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * What was done under which key. Running: who repeats it meanwhile leaves a doubt, which the running attempt takes away
 * again while it lives; a doubt that stood for the length of a lease says that it died, and the repetition runs. The store
 * alone tells that time, so that no two clocks are ever compared. Done: the answer, until the key expires.
 *
 * <p>This spares effort, and keeps two attempts apart as well as can be; that an effect happens once is the aggregate's
 * matter, which knows the commands that it took ({@link IdempotencyKey#step}).
 */
final class IdempotencyRecords {

    static final String COLLECTION = "idempotencyKeys";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyRecords.class);

    private final MongoTemplate mongo;
    private final InstantSource machine;
    private final Ids ids;
    private final Duration lease;
    private final Duration kept;
    private final ScheduledThreadPoolExecutor renewals = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("idempotency-renewals").factory());

    IdempotencyRecords(MongoTemplate mongo, InstantSource machine, Ids ids, Duration lease, Duration kept) {
        this.mongo = mongo;
        this.machine = machine;
        this.ids = ids;
        this.lease = lease;
        this.kept = kept;
        renewals.setRemoveOnCancelPolicy(true); // most commands are done long before their first sign of life
    }

    /** How a request with a key is to be treated. */
    sealed interface Admission {

        /** Carry it out; {@code run} stays the same when it has to be carried out again. */
        record Run(String run, String ticket) implements Admission {

            boolean isRepetition() {
                return !run.equals(ticket);
            }
        }

        /** It was carried out: give this answer. */
        record Done(Answer answer) implements Admission {}

        /** It is being carried out. */
        record Busy(Duration left) implements Admission {}

        /** The key belongs to another request. */
        record Reused() implements Admission {}
    }

    /** A response as it went out. */
    record Answer(int status, List<Document> headers, byte[] body) {}

    Admission admit(String id, String proof) {
        for (int attempt = 0; attempt < 10; attempt++) {
            Instant now = machine.instant();
            String ticket = ids.next();
            if (insert(id, proof, ticket, now)) { // before any look: most keys are new
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
            String before = known.getString("proof"); // none: it was confidential
            if (before != null && !before.equals(proof)) {
                return new Admission.Reused();
            }
            if (known.getInteger("status") != null) {
                return new Admission.Done(new Answer(
                        known.getInteger("status"),
                        known.getList("headers", Document.class, List.of()),
                        known.get("body", Binary.class).getData()));
            }
            Duration left = leftOf(id, known);
            if (left.isPositive()) {
                return new Admission.Busy(left);
            }
            boolean taken = records()
                            .updateOne(
                                    Filters.and(
                                            Filters.eq("_id", id),
                                            Filters.eq("ticket", known.getString("ticket")),
                                            Filters.eq("beat", known.get("beat")), // no sign of life since
                                            Filters.exists("status", false)),
                                    Updates.combine(
                                            Updates.set("ticket", ticket),
                                            Updates.unset("doubtedAt"),
                                            Updates.unset("released")))
                            .getMatchedCount()
                    == 1;
            if (taken) {
                return new Admission.Run(known.getString("run"), ticket);
            }
        }
        return new Admission.Busy(Duration.ofSeconds(1));
    }

    /** How long the attempt that is under way may go on without a sign of life. Both times are the store's. */
    private Duration leftOf(String id, Document known) {
        if (known.getBoolean("released", false)) {
            return Duration.ZERO;
        }
        Date doubtedAt = known.getDate("doubtedAt");
        String field = doubtedAt == null ? "doubtedAt" : "askedAt";
        Document asked = records()
                .findOneAndUpdate(
                        Filters.and(
                                Filters.eq("_id", id),
                                Filters.eq("ticket", known.getString("ticket")),
                                Filters.exists("doubtedAt", doubtedAt != null)),
                        Updates.currentDate(field),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        if (asked == null || doubtedAt == null) {
            return asked == null ? Duration.ofSeconds(1) : lease; // a sign of life just now, or the first doubt
        }
        return lease.minus(
                Duration.between(doubtedAt.toInstant(), asked.getDate("askedAt").toInstant()));
    }

    /** Shows, until it is closed, that the attempt lives. */
    Renewal keep(String id, Admission.Run run) {
        long every = Math.max(1, lease.toMillis() / 3);
        ScheduledFuture<?> renewal =
                renewals.scheduleWithFixedDelay(() -> isAlive(id, run), every, every, TimeUnit.MILLISECONDS);
        return () -> renewal.cancel(false);
    }

    /** Ends with the attempt. */
    interface Renewal extends AutoCloseable {

        @Override
        void close();
    }

    private void isAlive(String id, Admission.Run run) {
        try {
            records()
                    .updateOne(
                            Filters.and(
                                    Filters.eq("_id", id),
                                    Filters.eq("ticket", run.ticket()),
                                    Filters.exists("doubtedAt")),
                            Updates.combine(Updates.unset("doubtedAt"), Updates.inc("beat", 1L)));
        } catch (RuntimeException storeAway) {
            LOG.debug("no sign of life of a command", storeAway); // the next one follows
        }
    }

    private boolean insert(String id, String proof, String ticket, Instant now) {
        try {
            records()
                    .insertOne(new Document("_id", id)
                            .append("proof", proof)
                            .append("run", ticket)
                            .append("ticket", ticket)
                            .append("expiresAt", Date.from(now.plus(kept))));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Keeps the answer, unless another attempt took over.
     *
     * @param confidential nothing of what was sent is kept
     */
    void finish(String id, Admission.Run run, Answer answer, boolean confidential) {
        List<Bson> updates = new ArrayList<>(List.of(
                Updates.set("status", answer.status()),
                Updates.set("headers", answer.headers()),
                Updates.set("body", new Binary(answer.body()))));
        if (confidential) {
            updates.add(Updates.unset("proof"));
        }
        records()
                .updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.eq("ticket", run.ticket())),
                        Updates.combine(updates));
    }

    /** Nothing was done, or nobody knows: the next attempt runs at once, under the same {@code run}. */
    void release(String id, Admission.Run run) {
        records()
                .updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.eq("ticket", run.ticket())),
                        Updates.set("released", true));
    }

    /** The command was refused and changed nothing: the key is free again, also for a corrected request. */
    void forget(String id, Admission.Run run) {
        records().deleteOne(Filters.and(Filters.eq("_id", id), Filters.eq("ticket", run.ticket())));
    }

    /** No more signs of life; what is under way here is taken over by whoever repeats it. */
    void close() {
        renewals.shutdownNow();
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
