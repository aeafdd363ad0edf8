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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Sends what waits in the outboxes. A write nudges the relay at once; a {@link #sweep()} now and then finds what a crash left behind. An aggregate
 * is claimed for a lease, its events are sent from the head, each acknowledged before the next, then taken out by id. Two
 * relays at one aggregate may send an event twice, never lose one: consumers fence by its number.
 */
public final class OutboxRelay implements SmartLifecycle {

    /** Puts one event on its topic and returns when the broker has acknowledged it. */
    @FunctionalInterface
    public interface Sender {
        void send(String collection, String aggregateId, OutboxEntry entry) throws Exception;
    }

    /**
     * What a write sets {@code relayAfter} to: due at once, also where the writer's clock is ahead of the relay's. It ends a
     * lease that another relay may have, because that one has not seen the new event.
     */
    public static final Date DUE = new Date(0);

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int AT_ONCE = 16;
    /** In the head of an outbox: why the broker does not take it. */
    private static final String DEAD = "dead";
    /** There where an aggregate's next event was refused for good: nothing leaves its outbox until somebody decides. */
    public static final String DEAD_HEAD = "outbox.0." + DEAD;
    /** A sweep gives up after so many in a row: then it is the broker, not one event that it does not take. */
    private static final int FAILURES_IN_A_ROW = 3;

    private static final int PORTION = 100;

    private final MongoTemplate mongo;
    private final Sender sender;
    private final InstantSource machine;
    private final Duration lease;
    private final Set<String> collections = ConcurrentHashMap.newKeySet();
    private final Set<String> indexed = ConcurrentHashMap.newKeySet();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    /** Aggregates being relayed here; TRUE: nudged again meanwhile. */
    private final Map<String, Boolean> inFlight = new ConcurrentHashMap<>();

    private final Semaphore slots = new Semaphore(AT_ONCE);
    private ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    /**
     * @param machine the machine's time, for leases; not the time of the domain, which may be set
     * @param lease how long an aggregate that was claimed is left to who claimed it
     */
    public OutboxRelay(MongoTemplate mongo, Sender sender, InstantSource machine, Duration lease) {
        this.mongo = mongo;
        this.sender = sender;
        this.machine = machine;
        this.lease = lease;
    }

    /** From now on the outboxes of this collection are emptied. */
    public void watch(String collection) {
        collections.add(collection);
    }

    /** Something was written; send it now. Returns at once, and never fails: the sweep finds what is not sent. */
    public void nudge(String collection, String id) {
        if (!running) {
            return;
        }
        String key = collection + "/" + id;
        if (inFlight.merge(key, false, (was, now) -> true)) {
            return; // whoever is at it looks again
        }
        try {
            workers.execute(() -> relayUntilQuiet(key, collection, id));
        } catch (RejectedExecutionException stopping) {
            inFlight.remove(key);
        }
    }

    private void relayUntilQuiet(String key, String collection, String id) {
        boolean quiet = false;
        try {
            do {
                inFlight.put(key, false);
                relayOne(collection, id);
                quiet = inFlight.remove(key, false);
            } while (!quiet && running);
        } finally {
            if (!quiet) {
                inFlight.remove(key);
            }
        }
    }

    private void relayOne(String collection, String id) {
        slots.acquireUninterruptibly();
        try {
            claim(collection, Filters.eq("_id", id)).ifPresent(claimed -> empty(collection, claimed));
        } catch (RuntimeException | Error e) { // an Error too: the sweep is there for it
            LOG.warn("relaying {} failed, the sweep will try again: {}", collection, e.toString());
        } finally {
            slots.release();
        }
    }

    /** Sends what waits, a portion from each watched collection; tells whether there may be more. */
    public boolean sweep() {
        boolean more = false;
        for (String collection : collections) {
            more |= sweep(collection);
        }
        return more;
    }

    private boolean sweep(String collection) {
        declareIndexes(collection);
        int inARow = 0;
        for (int served = 0; served < PORTION; served++) {
            Optional<Document> claimed = claim(collection, Filters.empty());
            if (claimed.isEmpty()) {
                return false;
            }
            // one that fails stays claimed for its lease: the others get their turn
            inARow = empty(collection, claimed.get()) ? 0 : inARow + 1;
            if (inARow == FAILURES_IN_A_ROW) {
                return false;
            }
        }
        return true;
    }

    private Optional<Document> claim(String collection, Bson which) {
        Instant now = machine.instant();
        return Optional.ofNullable(documents(collection)
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
        List<Document> entries = claimed.getList("outbox", Document.class, List.of());
        for (Document document : entries) {
            String entryId = document.getString("id");
            if (document.containsKey(DEAD)) {
                letRest(collection, id); // somebody wrote behind it
                return true;
            }
            try {
                sender.send(collection, id, OutboxEntry.from(document));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (Exception e) {
                failed.increment();
                if (Undeliverable.isRefusedForGood(e)) {
                    setAside(collection, id, document, e);
                    return true;
                }
                LOG.warn(
                        "{}/{}: event {} was not acknowledged, kept in the outbox: {}",
                        collection,
                        id,
                        entryId,
                        e.toString());
                return false;
            }
            sent.increment();
            // after the acknowledgement: a crash here sends it again, it never loses it
            if (document == entries.getLast() && takeOutTheOnly(collection, id, entryId)) {
                return true;
            }
            documents(collection).updateOne(Filters.eq("_id", id), Updates.pull("outbox", new Document("id", entryId)));
        }
        // only where nothing came meanwhile: what came stays due
        documents(collection)
                .updateOne(Filters.and(Filters.eq("_id", id), Filters.size("outbox", 0)), Updates.unset("relayAfter"));
        return true;
    }

    /** The head cannot be sent, now or ever: the aggregate rests until somebody sends it again or gives it up. */
    private void setAside(String collection, String id, Document head, Exception why) {
        LOG.error("{}/{}: event {} is refused for good, it is set aside", collection, id, head.getString("id"), why);
        Throwable cause = why;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String error = cause.toString();
        documents(collection)
                .updateOne(
                        isHead(id, head.getString("id")),
                        Updates.set(DEAD_HEAD, error.substring(0, Math.min(error.length(), 2_000))));
        letRest(collection, id);
    }

    private void letRest(String collection, String id) {
        documents(collection)
                .updateOne(Filters.and(Filters.eq("_id", id), Filters.exists(DEAD_HEAD)), Updates.unset("relayAfter"));
    }

    private static Bson isHead(String id, String entryId) {
        return Filters.and(Filters.eq("_id", id), Filters.eq("outbox.0.id", entryId));
    }

    /** What the broker refused for good and nobody has dealt with. */
    public List<Undeliverable> undeliverable() {
        List<Undeliverable> found = new ArrayList<>();
        for (String collection : collections) {
            documents(collection)
                    .find(Filters.exists(DEAD_HEAD))
                    .projection(Projections.include("outbox"))
                    .forEach(aggregate -> {
                        List<Document> entries = aggregate.getList("outbox", Document.class, List.of());
                        Document head = entries.getFirst();
                        found.add(new Undeliverable(
                                collection,
                                aggregate.getString("_id"),
                                OutboxEntry.from(head),
                                head.getString(DEAD),
                                entries.size()));
                    });
        }
        return found;
    }

    /** As {@link #undeliverable()}, one event. */
    public Optional<Undeliverable> undeliverable(String eventId) {
        return undeliverable().stream()
                .filter(dead -> dead.entry().id().equals(eventId))
                .findFirst();
    }

    /** How many events of its aggregate wait now, with this one; 0 where it has left. */
    public int waiting(Undeliverable dead) {
        Document aggregate = documents(dead.collection())
                .find(Filters.and(
                        Filters.eq("_id", dead.aggregateId()),
                        Filters.eq("outbox.id", dead.entry().id())))
                .projection(Projections.include("outbox.id"))
                .first();
        return aggregate == null
                ? 0
                : aggregate.getList("outbox", Document.class, List.of()).size();
    }

    /** Tries once more, now; safe to call twice. */
    public void sendAgain(Undeliverable dead) {
        documents(dead.collection())
                .updateOne(
                        isHead(dead.aggregateId(), dead.entry().id()),
                        Updates.combine(Updates.unset(DEAD_HEAD), Updates.set("relayAfter", DUE)));
        relayOne(dead.collection(), dead.aggregateId());
    }

    /** Takes it out unsent; what waited behind it goes on. Safe to call twice. */
    public void giveUp(Undeliverable dead) {
        documents(dead.collection())
                .updateOne(
                        Filters.and(isHead(dead.aggregateId(), dead.entry().id()), Filters.exists(DEAD_HEAD)),
                        Updates.combine(
                                Updates.pull(
                                        "outbox",
                                        new Document("id", dead.entry().id())),
                                Updates.set("relayAfter", DUE)));
        relayOne(dead.collection(), dead.aggregateId());
    }

    /** The usual case in one write: nothing came meanwhile, and with this event out the outbox is empty. */
    private boolean takeOutTheOnly(String collection, String id, String entryId) {
        Bson alone = Filters.and(
                Filters.eq("_id", id), Filters.eq("outbox.0.id", entryId), Filters.exists("outbox.1", false));
        Bson takenOut =
                Updates.combine(Updates.pull("outbox", new Document("id", entryId)), Updates.unset("relayAfter"));
        return documents(collection).updateOne(alone, takenOut).getMatchedCount() == 1;
    }

    /** What waits now, in all watched collections: how many events, and since when the oldest. Reads every waiting one. */
    Backlog backlog() {
        long events = 0;
        Instant oldest = null;
        for (String collection : collections) {
            for (Document waiting : documents(collection)
                    .find(Filters.exists("relayAfter"))
                    .projection(Projections.include("outbox.queued"))) {
                for (Document entry : waiting.getList("outbox", Document.class, List.of())) {
                    events++;
                    Instant queued = entry.get("queued", new Date(0)).toInstant();
                    oldest = oldest == null || queued.isBefore(oldest) ? queued : oldest;
                }
            }
        }
        Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest, machine.instant());
        return new Backlog(events, age.isNegative() ? Duration.ZERO : age);
    }

    /** How many events wait to be sent, and for how long the first of them. */
    record Backlog(long events, Duration age) {}

    long sent() {
        return sent.sum();
    }

    long failed() {
        return failed.sum();
    }

    private MongoCollection<Document> documents(String collection) {
        return mongo.getCollection(collection);
    }

    /** Until it succeeds; what waits is sent without them too. */
    private void declareIndexes(String collection) {
        if (indexed.contains(collection)) {
            return;
        }
        try {
            documents(collection).createIndex(Indexes.ascending("relayAfter"), new IndexOptions().sparse(true));
            documents(collection).createIndex(Indexes.ascending(DEAD_HEAD), new IndexOptions().sparse(true));
            indexed.add(collection);
        } catch (RuntimeException e) {
            LOG.warn("the indexes of {} are not made, the next sweep will try again: {}", collection, e.toString());
        }
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        workers = Executors.newVirtualThreadPerTaskExecutor();
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
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
