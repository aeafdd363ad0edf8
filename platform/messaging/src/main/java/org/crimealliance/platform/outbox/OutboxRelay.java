package org.crimealliance.platform.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Sends what waits in the outboxes. A write nudges the relay at once; a sweep finds what a crash left behind. An aggregate
 * is claimed for a lease, its events are sent from the head, each acknowledged before the next, then taken out by id. Two
 * relays at one aggregate may send an event twice, never lose one: consumers fence by its number.
 */
public final class OutboxRelay implements SmartLifecycle {

    /** Puts one event on its topic and returns when the broker has acknowledged it. */
    @FunctionalInterface
    public interface Sender {
        void send(String aggregateId, OutboxEntry entry) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int AT_ONCE = 16;

    private final MongoTemplate mongo;
    private final Sender sender;
    private final Duration lease;
    private final Duration sweepEvery;
    private final Set<String> collections = ConcurrentHashMap.newKeySet();
    /** Aggregates being relayed here; TRUE: nudged again meanwhile. */
    private final Map<String, Boolean> inFlight = new ConcurrentHashMap<>();

    private final Semaphore slots = new Semaphore(AT_ONCE);
    private ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    public OutboxRelay(MongoTemplate mongo, Sender sender, Duration lease, Duration sweepEvery) {
        this.mongo = mongo;
        this.sender = sender;
        this.lease = lease;
        this.sweepEvery = sweepEvery;
    }

    /** From now on the outboxes of this collection are emptied. */
    public void watch(String collection) {
        if (collections.add(collection) && running) {
            declareIndex(collection);
        }
    }

    /** Something was written; send it now. Returns at once. */
    public void nudge(String collection, String id) {
        if (!running) {
            return;
        }
        String key = collection + "/" + id;
        if (inFlight.merge(key, false, (was, now) -> true)) {
            return; // whoever is at it looks again
        }
        workers.execute(() -> {
            do {
                inFlight.put(key, false);
                relayOne(collection, id);
            } while (!inFlight.remove(key, false));
        });
    }

    private void relayOne(String collection, String id) {
        slots.acquireUninterruptibly();
        try {
            claim(collection, Filters.eq("_id", id)).ifPresent(claimed -> empty(collection, claimed));
        } catch (RuntimeException e) {
            LOG.warn("relaying {} failed, the sweep will try again: {}", collection, e.toString());
        } finally {
            slots.release();
        }
    }

    /** Sends all that waits in all watched collections; returns how many aggregates it served. */
    public int sweep() {
        int served = 0;
        for (String collection : collections) {
            var claimed = claim(collection, Filters.empty());
            while (claimed.isPresent()) {
                served++;
                if (!empty(collection, claimed.get())) {
                    break; // the broker does not take it: no use to try the rest now
                }
                claimed = claim(collection, Filters.empty());
            }
        }
        return served;
    }

    private java.util.Optional<Document> claim(String collection, Bson which) {
        Instant now = Instant.now();
        return java.util.Optional.ofNullable(documents(collection)
                .findOneAndUpdate(
                        Filters.and(which, Filters.lte("relayAfter", Date.from(now))),
                        Updates.set("relayAfter", Date.from(now.plus(lease))),
                        new FindOneAndUpdateOptions()
                                .returnDocument(ReturnDocument.AFTER)
                                .projection(Projections.include("outbox"))));
    }

    /** Tells whether everything that was claimed is sent. */
    private boolean empty(String collection, Document claimed) {
        String id = claimed.getString("_id");
        for (Document document : claimed.getList("outbox", Document.class, List.of())) {
            OutboxEntry entry = OutboxEntry.from(document);
            try {
                sender.send(id, entry);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (Exception e) {
                LOG.warn("{} was not acknowledged, kept in the outbox: {}", entry.type(), e.toString());
                return false;
            }
            // after the acknowledgement: a crash here sends it again, it never loses it
            documents(collection)
                    .updateOne(Filters.eq("_id", id), Updates.pull("outbox", new Document("id", entry.id())));
        }
        documents(collection)
                .updateOne(Filters.and(Filters.eq("_id", id), Filters.size("outbox", 0)), Updates.unset("relayAfter"));
        return true;
    }

    private MongoCollection<Document> documents(String collection) {
        return mongo.getCollection(collection);
    }

    private void declareIndex(String collection) {
        documents(collection).createIndex(Indexes.ascending("relayAfter"), new IndexOptions().sparse(true));
    }

    private void sweepSafely() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.warn("sweep failed, the next one will try again: {}", e.toString());
        }
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        workers = Executors.newVirtualThreadPerTaskExecutor();
        sweeper = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("outbox-sweep").factory());
        running = true;
        sweeper.scheduleWithFixedDelay(
                this::sweepSafely, sweepEvery.toMillis(), sweepEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        running = false;
        sweeper.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        inFlight.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server and the consumers, so that their last events still leave. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }
}
