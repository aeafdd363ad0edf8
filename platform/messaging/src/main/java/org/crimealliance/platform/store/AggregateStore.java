package org.crimealliance.platform.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.event.EventNumber;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outbox.EventWriter;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Query;

/**
 * The one way to write an aggregate that has an outbox. State, version and new events go into the same document in one
 * update, guarded by the version that was read; the document is never saved whole, because that would bring back events
 * already sent, or lose events not yet sent.
 *
 * <p>The document also knows the last commands that it took ({@link IdempotencyKey#step}), written with their effect: one
 * that comes again, because its answer was lost or a second instance is at it, is done and answered with the state.
 *
 * <p>A state has a shape, counted from 1. Fields that this version does not know are kept as they are; in a shape that it does
 * not know it neither reads nor writes one.
 *
 * <p>Layout: {@code {_id, version, seq, shape, state: {...}, applied: {source: seq}, commands: [...], outbox: [...], relayAfter}}.
 * Queries speak of {@code state.<field>}.
 */
public final class AggregateStore<S> {

    static final int OUTBOX_LIMIT = 100;
    /** Bytes of payload that may wait; the store takes documents of 16 MiB. */
    static final long OUTBOX_BYTES = 8L * 1024 * 1024;

    private static final int ATTEMPTS = 200;
    /** Of the last so many commands it is known that they were taken: enough for what is sent again within minutes. */
    private static final int COMMANDS = 50;

    private final String collection;
    private final Class<S> type;
    private final MongoTemplate mongo;
    private final EventWriter events;
    private final OutboxRelay relay;
    private final Epoch epoch;
    private final List<UnaryOperator<Document>> reshapings;
    private final int shape;

    AggregateStore(
            String collection,
            Class<S> type,
            MongoTemplate mongo,
            EventWriter events,
            OutboxRelay relay,
            Epoch epoch,
            List<UnaryOperator<Document>> reshapings) {
        this.collection = collection;
        this.type = type;
        this.mongo = mongo;
        this.events = events;
        this.relay = relay;
        this.epoch = epoch;
        this.reshapings = List.copyOf(reshapings);
        this.shape = 1 + reshapings.size();
        StoredTypes.register(converter().getMappingContext(), type);
        relay.watch(collection);
    }

    public String collection() {
        return collection;
    }

    public Optional<Stored<S>> find(String id) {
        Document document = documents().find(Filters.eq("_id", id)).first();
        return Optional.ofNullable(document).map(this::read);
    }

    /** All that match, in the query's order; criteria speak of {@code state.<field>}. */
    public List<Stored<S>> find(Query query) {
        return mongo.find(query, Document.class, collection).stream()
                .map(this::read)
                .toList();
    }

    public long count(Query query) {
        return mongo.count(query, collection);
    }

    /** Creates the aggregate, or returns it as it is if its id is taken already: safe to call twice. */
    public Created<S> create(String id, S state, List<?> newEvents) {
        return insert(id, state, newEvents, Map.of(), step(id));
    }

    /** Creates the aggregate because of an event; a repetition of the event finds it there. */
    public Created<S> create(String id, S state, List<?> newEvents, ReceivedEvent<?> cause) {
        return insert(id, state, newEvents, Map.of(cause.sourceKey(), cause.seq()), Optional.empty());
    }

    /**
     * What {@link #create} found: the aggregate, and whether this call made it.
     *
     * @param byThisCommand whether it, or an attempt of the same command before it ({@link IdempotencyKey}), did
     */
    public record Created<S>(Stored<S> stored, boolean isNew, boolean byThisCommand) {}

    /**
     * Reads, decides and writes, again from the start when somebody else was faster. {@code decide} must be a pure function
     * of the state. Deciding for the same state without events writes nothing.
     */
    public Outcome<Stored<S>> change(String id, Function<S, Outcome<Change<S>>> decide) {
        return changing(id, null, decide);
    }

    /**
     * As {@link #change}, because of an event: a repetition of the event changes nothing. A refusal is an answer too, and
     * leaves the guard: what was refused must not be done by a late repetition. What has to be tried again throws.
     */
    public Outcome<Stored<S>> change(String id, ReceivedEvent<?> cause, Function<S, Outcome<Change<S>>> decide) {
        return changing(id, cause, decide);
    }

    private Outcome<Stored<S>> changing(
            String id, @Nullable ReceivedEvent<?> cause, Function<S, Outcome<Change<S>>> decide) {
        Optional<String> step = cause == null ? step(id) : Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Document found = documents().find(Filters.eq("_id", id)).first();
            if (found == null) {
                return Outcome.refused(Refusal.notFound("What you ask for"));
            }
            Stored<S> current = read(found);
            if (hasTaken(found, step)) {
                return Outcome.done(current);
            }
            if (cause != null && current.applied().getOrDefault(cause.sourceKey(), 0L) >= cause.seq()) {
                return Outcome.done(current);
            }
            Outcome<Change<S>> decision = decide.apply(current.state());
            if (decision instanceof Outcome.Refused<Change<S>>(Refusal refusal)) {
                if (cause == null || guard(current, cause)) {
                    return Outcome.refused(refusal);
                }
                letOthersThrough(attempt);
                continue;
            }
            Change<S> change = decision.orThrow();
            if (cause == null && change.events().isEmpty() && change.next().equals(current.state())) {
                return Outcome.done(current);
            }
            Optional<Stored<S>> written = write(found, current, change, cause, step);
            if (written.isPresent()) {
                return Outcome.done(written.get());
            }
            letOthersThrough(attempt);
        }
        throw new StaleAggregateException(collection, id);
    }

    private static boolean hasTaken(Document document, Optional<String> step) {
        return step.isPresent()
                && document.getList("commands", String.class, List.of()).contains(step.get());
    }

    private Optional<String> step(String id) {
        return IdempotencyKey.current().map(key -> key.step(collection + "/" + id));
    }

    /** Many at one aggregate: without a pause all but one do their work for nothing. */
    private static void letOthersThrough(int attempt) {
        if (attempt >= 3) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1, Math.min(attempt, 20) * 1_000_000L));
        }
    }

    /** Notes that the event was answered. False: somebody else was faster, and the answer may be another now. */
    private boolean guard(Stored<S> current, ReceivedEvent<?> cause) {
        return documents()
                        .updateOne(
                                Filters.and(Filters.eq("_id", current.id()), Filters.eq("version", current.version())),
                                Updates.combine(
                                        Updates.set("applied." + cause.sourceKey(), cause.seq()),
                                        Updates.inc("version", 1L)))
                        .getMatchedCount()
                == 1;
    }

    private Optional<Stored<S>> write(
            Document found,
            Stored<S> current,
            Change<S> change,
            @Nullable ReceivedEvent<?> cause,
            Optional<String> step) {
        List<Document> entries = events.entries(countOnFrom(current.seq()), change.events());
        long seq = entries.isEmpty() ? current.seq() : entries.getLast().getLong("seq");
        long waiting = bytes(found.getList("outbox", Document.class, List.of()));
        if (waiting > 0 && !entries.isEmpty() && waiting + bytes(entries) > OUTBOX_BYTES) {
            throw full(current.id()); // until the version changes only the relay does
        }
        List<Bson> updates = new ArrayList<>();
        Document state =
                KnownFields.keepingOthers(stateOf(found), toDocument(current.state()), toDocument(change.next()));
        updates.add(Updates.set("state", state));
        updates.add(Updates.set("shape", shape));
        updates.add(Updates.inc("version", 1L));
        step.ifPresent(
                taken -> updates.add(Updates.pushEach("commands", List.of(taken), new PushOptions().slice(-COMMANDS))));
        Map<String, Long> applied = new HashMap<>(current.applied());
        if (cause != null) {
            updates.add(Updates.set("applied." + cause.sourceKey(), cause.seq()));
            applied.put(cause.sourceKey(), cause.seq());
        }
        Bson filter = Filters.and(Filters.eq("_id", current.id()), Filters.eq("version", current.version()));
        if (!entries.isEmpty()) {
            updates.add(Updates.set("seq", seq));
            updates.add(Updates.pushEach("outbox", entries));
            updates.add(Updates.set("relayAfter", OutboxRelay.DUE));
            filter = Filters.and(filter, Filters.exists("outbox." + (OUTBOX_LIMIT - 1), false));
        }
        if (documents().updateOne(filter, Updates.combine(updates)).getMatchedCount() == 0) {
            if (!entries.isEmpty() && isFull(current.id())) {
                throw full(current.id());
            }
            return Optional.empty();
        }
        if (!entries.isEmpty()) {
            relay.nudge(collection, current.id());
        }
        return Optional.of(new Stored<>(current.id(), current.version() + 1, seq, applied, change.next()));
    }

    private long countOnFrom(long last) {
        return EventNumber.countOnFrom(last, epoch.current());
    }

    private static long bytes(List<Document> entries) {
        return entries.stream()
                .mapToLong(entry -> entry.getString("data").getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private boolean isFull(String id) {
        return documents()
                        .countDocuments(Filters.and(
                                Filters.eq("_id", id), Filters.exists("outbox." + (OUTBOX_LIMIT - 1), true)))
                > 0;
    }

    private RuntimeException full(String id) {
        boolean isBlocked =
                documents().countDocuments(Filters.and(Filters.eq("_id", id), Filters.exists(OutboxRelay.DEAD_HEAD)))
                        > 0;
        return isBlocked ? new OutboxBlockedException(collection, id) : new OutboxFullException(collection, id);
    }

    private Created<S> insert(String id, S state, List<?> newEvents, Map<String, Long> applied, Optional<String> step) {
        List<Document> entries = events.entries(countOnFrom(0), newEvents);
        long seq = entries.isEmpty() ? 0 : entries.getLast().getLong("seq");
        Document document = new Document("_id", id)
                .append("version", 1L)
                .append("seq", seq)
                .append("shape", shape)
                .append("state", toDocument(state))
                .append("applied", new Document(Map.<String, Object>copyOf(applied)))
                .append("outbox", entries);
        if (!entries.isEmpty()) {
            document.append("relayAfter", OutboxRelay.DUE);
        }
        step.ifPresent(taken -> document.append("commands", List.of(taken)));
        try {
            mongo.insert(document, collection);
        } catch (DuplicateKeyException taken) {
            // the refused write waited for a majority as any other: what refused it can be read, and stays
            Document existing = documents().find(Filters.eq("_id", id)).first();
            if (existing != null) {
                return new Created<>(read(existing), false, hasTaken(existing, step));
            }
            throw taken; // a unique index on the state, not the id
        }
        if (!entries.isEmpty()) {
            relay.nudge(collection, id);
        }
        return new Created<>(new Stored<>(id, 1, seq, applied, state), true, true);
    }

    private MongoCollection<Document> documents() {
        return mongo.getCollection(collection);
    }

    private Document toDocument(S state) {
        Document document = new Document();
        converter().write(state, document);
        return document;
    }

    private Stored<S> read(Document document) {
        if (shapeOf(document) > shape) {
            throw new NewerShapeException(collection, document.getString("_id"), shapeOf(document), shape);
        }
        Map<String, Long> applied = new HashMap<>();
        Document guards = document.get("applied", Document.class);
        if (guards != null) {
            guards.forEach((source, seq) -> applied.put(source, ((Number) seq).longValue()));
        }
        return new Stored<>(
                document.getString("_id"),
                document.getLong("version"),
                document.getLong("seq"),
                Map.copyOf(applied),
                converter().read(type, stateOf(document)));
    }

    /** In the shape that this version knows. */
    private Document stateOf(Document document) {
        Document state = document.get("state", Document.class);
        for (int from = shapeOf(document); from < shape; from++) {
            state = reshapings.get(from - 1).apply(new Document(state));
        }
        return state;
    }

    private static int shapeOf(Document document) {
        return document.getInteger("shape", 1);
    }

    private MongoConverter converter() {
        return mongo.getConverter();
    }
}
