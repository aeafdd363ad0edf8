package org.crimealliance.platform.inbox;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.event.Fault;
import org.crimealliance.platform.event.MalformedEventException;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Events that a handler could not take, and the later events of the same aggregate parked behind them, until somebody
 * replays or skips the first.
 *
 * <p>While an aggregate has a document in {@code heldAggregates}, its events are parked, not handled. The document counts
 * arrivals: who parks a letter first inserts it, then counts; who lifts the hold does so only against the count that was
 * read before nothing was found waiting. So either the letter is seen before the hold goes, or the parking consumer finds
 * the hold gone and handles the event itself.
 */
public final class DeadLetters {

    static final String LETTERS = "deadLetters";
    static final String HOLDS = "heldAggregates";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration REPLAY_LEASE = Duration.ofMinutes(1);

    private final MongoTemplate mongo;
    private final Clock clock;
    private final InstantSource machine;
    private final EventDispatcher dispatcher;
    private final ReadTypes readTypes;

    /**
     * @param clock the domain's time, in which people read when something happened
     * @param machine the machine's time, for leases
     */
    DeadLetters(MongoTemplate mongo, Clock clock, InstantSource machine, EventDispatcher dispatcher) {
        this.mongo = mongo;
        this.clock = clock;
        this.machine = machine;
        this.dispatcher = dispatcher;
        this.readTypes = new ReadTypes(mongo, machine, dispatcher);
    }

    /** What a replay, or what followed a skip, came to. */
    record Progress(DeadLetter letter, int handled, long waiting) {}

    /** Keeps an event that failed; from now on its aggregate's events wait behind it. */
    void bury(ConsumerRecord<String, String> message, Exception why) {
        String error = reason(why);
        Envelope envelope = envelopeOf(message);
        DeadLetter letter = DeadLetter.of(message, envelope, DeadLetter.State.FAILED, error, clock.instant());
        Optional<DeadLetter> known = find(letter.id());
        if (known.isPresent() && !known.get().state().isWaiting()) {
            return; // a repetition of what somebody has dealt with
        }
        if (letter.aggregate() == null) {
            insertIfAbsent(letter); // none of ours: whose events should wait behind it is not known
            return;
        }
        hold(letter.aggregate()); // the hold first: a crash in between holds too much, never too little
        if (!insertIfAbsent(letter)) {
            letters()
                    .updateOne(
                            isWaiting(letter.id()),
                            Updates.combine(
                                    Updates.set("state", DeadLetter.State.FAILED.name()), Updates.set("error", error)));
        }
        hold(letter.aggregate()); // and again: it may have been lifted before the letter was there to be seen
        LOG.error("{} of {} went to the dead letters: {}", letter.type(), letter.subject(), error);
    }

    /** Tells older instances what this one reads: they keep it from now on, and pass over no more of it. To be renewed. */
    void announce() {
        readTypes.announce();
    }

    /**
     * Keeps an event that only newer instances of this service read, and the later ones of its aggregate behind it, for
     * one of them to {@link #resume}. Nothing is kept if nobody reads it.
     */
    void leaveToNewer(ConsumerRecord<String, String> message, Envelope envelope) {
        if (!readTypes.onlyByNewer(envelope.type())) {
            return;
        }
        hold(envelope.aggregate());
        insertIfAbsent(DeadLetter.of(
                message,
                envelope,
                DeadLetter.State.PARKED,
                "Waits for an instance of a newer version, which reads it.",
                clock.instant()));
        hold(envelope.aggregate()); // and again: it may have been lifted before the letter was there to be seen
    }

    /** Keeps the event if an earlier one of its aggregate waits. False: nothing waits, it has to be handled. */
    boolean park(ConsumerRecord<String, String> message, Envelope envelope) {
        String aggregate = envelope.aggregate();
        if (holds().find(Filters.eq("_id", aggregate)).first() == null) {
            return false;
        }
        DeadLetter letter = DeadLetter.of(
                message,
                envelope,
                DeadLetter.State.PARKED,
                "An earlier event of the same aggregate waits.",
                clock.instant());
        insertIfAbsent(letter); // not replaced: a repetition must not reopen what was dealt with
        if (holds().updateOne(Filters.eq("_id", aggregate), Updates.inc("arrivals", 1L))
                        .getMatchedCount()
                == 1) {
            return true;
        }
        // the hold was lifted meanwhile: either the letter was seen and dealt with, or it is ours to handle
        return letters()
                        .deleteOne(Filters.and(
                                Filters.eq("_id", letter.id()), Filters.eq("state", DeadLetter.State.PARKED.name())))
                        .getDeletedCount()
                == 0;
    }

    /** One page, by id; {@code states} narrows it. */
    List<DeadLetter> list(List<DeadLetter.State> states, @Nullable String after, int limit) {
        Bson filter = Filters.in("state", states.stream().map(Enum::name).toList());
        if (after != null) {
            filter = Filters.and(filter, Filters.gt("_id", after));
        }
        return letters()
                .find(filter)
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(DeadLetter::from)
                .into(new ArrayList<>());
    }

    /** How many wait. */
    public long waiting() {
        return letters().countDocuments(isWaiting());
    }

    /**
     * Handles the letter's aggregate from its first waiting event on, in order, until nothing waits or one fails again:
     * that one stays, with its new error. Safe to call twice and to die in between.
     */
    Outcome<Progress> replay(String id) {
        Optional<DeadLetter> letter = find(id);
        if (letter.isEmpty()) {
            return Outcome.refused(Refusal.notFound("This dead letter"));
        }
        return letter.get().state().isWaiting() ? proceed(letter.get()) : Outcome.refused(closed(letter.get()));
    }

    /**
     * Gives the letter up, and says who did and why; what waited behind it goes on, unless another one has failed too.
     */
    Outcome<Progress> skip(String id, String reason) {
        Optional<DeadLetter> found = find(id);
        if (found.isEmpty()) {
            return Outcome.refused(Refusal.notFound("This dead letter"));
        }
        DeadLetter letter = found.get();
        if (!close(letter, DeadLetter.State.SKIPPED, Updates.set("reason", reason))) {
            return Outcome.refused(closed(find(id).orElse(letter)));
        }
        LOG.warn("dead letter {} skipped by {}: {}", id, Provenance.current().actor(), reason);
        if (letter.aggregate() == null || hasFailed(letter.aggregate())) {
            return Outcome.done(progress(letter, 0));
        }
        return switch (proceed(letter)) {
            case Outcome.Done<Progress> done -> done;
            // somebody else is at it, and goes on to the end
            case Outcome.Refused<Progress> busy -> Outcome.done(progress(letter, 0));
        };
    }

    /**
     * Goes on where a crash left an aggregate held though none of its events has failed, or an event parked though nothing
     * holds its aggregate any more.
     */
    void resume() {
        Set<String> aggregates = new TreeSet<>();
        holds().find().map(hold -> hold.getString("_id")).into(aggregates);
        letters()
                .find(Filters.eq("state", DeadLetter.State.PARKED.name()))
                .projection(Projections.include("aggregate"))
                .map(letter -> letter.getString("aggregate"))
                .into(aggregates);
        RuntimeException passing = null;
        for (String aggregate : aggregates) {
            try {
                if (!hasFailed(aggregate) && claim(aggregate)) {
                    drain(aggregate);
                }
            } catch (RuntimeException e) {
                LOG.warn("what waits of {} goes on later: {}", aggregate, reason(e));
                passing = e; // the others get their turn
            }
        }
        if (passing != null) {
            throw passing;
        }
    }

    void declareIndexes() {
        letters().createIndex(Indexes.ascending("aggregate", "state", "seq"));
        letters().createIndex(Indexes.ascending("state"));
    }

    private Outcome<Progress> proceed(DeadLetter letter) {
        if (letter.aggregate() == null) {
            return Outcome.done(progress(letter, handle(letter) ? 1 : 0));
        }
        if (!claim(letter.aggregate())) {
            return Outcome.refused(Refusal.conflict(
                    "replay-in-progress",
                    "This aggregate's events are being replayed already. Look again in a minute."));
        }
        return Outcome.done(progress(letter, drain(letter.aggregate())));
    }

    /** False: another replay of this aggregate is under way. */
    private boolean claim(String aggregate) {
        Instant now = machine.instant();
        boolean ours = holds().updateOne(
                                Filters.and(
                                        Filters.eq("_id", aggregate),
                                        Filters.not(Filters.gt("replayUntil", Date.from(now)))),
                                Updates.set("replayUntil", Date.from(now.plus(REPLAY_LEASE))))
                        .getMatchedCount()
                == 1;
        return ours || holds().find(Filters.eq("_id", aggregate)).first() == null;
    }

    /**
     * Handles what waits for this aggregate, in order, and lifts the hold when nothing is left. A passing fault is thrown:
     * what waits stays as it is, for the next turn.
     */
    private int drain(String aggregate) {
        try {
            return handleWaiting(aggregate);
        } catch (RuntimeException | Error e) {
            try {
                release(aggregate);
            } catch (RuntimeException storeAway) {
                e.addSuppressed(storeAway); // its lease ends by itself
            }
            throw e;
        }
    }

    private void release(String aggregate) {
        holds().updateOne(Filters.eq("_id", aggregate), Updates.unset("replayUntil"));
    }

    private int handleWaiting(String aggregate) {
        int handled = 0;
        while (true) {
            Document hold = holds().find(Filters.eq("_id", aggregate)).first(); // before looking what waits
            List<DeadLetter> waiting = letters()
                    .find(Filters.and(Filters.eq("aggregate", aggregate), isWaiting()))
                    .sort(Sorts.ascending("seq", "partition", "offset"))
                    .map(DeadLetter::from)
                    .into(new ArrayList<>());
            for (DeadLetter letter : waiting) {
                if (isForNewer(letter) || !handle(letter)) {
                    release(aggregate);
                    return handled;
                }
                handled++;
            }
            if (waiting.isEmpty() && (hold == null || lift(hold))) {
                return handled;
            }
        }
    }

    private boolean isForNewer(DeadLetter letter) {
        return letter.type() != null && readTypes.onlyByNewer(letter.type());
    }

    private boolean lift(Document hold) {
        return holds().deleteOne(Filters.and(
                                Filters.eq("_id", hold.getString("_id")),
                                Filters.eq("arrivals", hold.getLong("arrivals"))))
                        .getDeletedCount()
                == 1;
    }

    private boolean handle(DeadLetter letter) {
        try {
            dispatcher.dispatch(letter.envelope());
        } catch (RuntimeException | Error e) {
            if (Fault.of(e) == Fault.PASSING) {
                throw e;
            }
            letters()
                    .updateOne(
                            isWaiting(letter.id()),
                            Updates.combine(
                                    Updates.set("state", DeadLetter.State.FAILED.name()),
                                    Updates.set("error", reason(e)),
                                    Updates.inc("replays", 1)));
            LOG.warn("dead letter {} failed again: {}", letter.id(), reason(e));
            return false;
        }
        close(letter, DeadLetter.State.REPLAYED, Updates.inc("replays", 1)); // after the effect: a crash repeats it
        return true;
    }

    private boolean close(DeadLetter letter, DeadLetter.State as, Bson also) {
        return letters()
                        .updateOne(
                                isWaiting(letter.id()),
                                Updates.combine(
                                        Updates.set("state", as.name()),
                                        Updates.set(
                                                "closedBy", Provenance.current().actor()),
                                        Updates.set("closedAt", Date.from(clock.instant())),
                                        also))
                        .getMatchedCount()
                == 1;
    }

    private Progress progress(DeadLetter letter, int handled) {
        long waiting = letter.aggregate() == null
                ? 0
                : letters().countDocuments(Filters.and(Filters.eq("aggregate", letter.aggregate()), isWaiting()));
        return new Progress(find(letter.id()).orElse(letter), handled, waiting);
    }

    private void hold(String aggregate) {
        for (int attempt = 0; ; attempt++) {
            try {
                holds().updateOne(
                                Filters.eq("_id", aggregate),
                                Updates.inc("arrivals", 1L),
                                new UpdateOptions().upsert(true));
                return;
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY || attempt == 3) {
                    throw e; // two inserted at once: the second finds it at the next attempt
                }
            }
        }
    }

    private boolean insertIfAbsent(DeadLetter letter) {
        try {
            letters().insertOne(letter.toDocument());
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(letters().find(Filters.eq("_id", id)).first())
                .map(DeadLetter::from);
    }

    private boolean hasFailed(String aggregate) {
        return letters()
                        .find(Filters.and(
                                Filters.eq("aggregate", aggregate),
                                Filters.eq("state", DeadLetter.State.FAILED.name())))
                        .first()
                != null;
    }

    private static Refusal closed(DeadLetter letter) {
        return Refusal.conflict(
                "dead-letter-closed",
                "This dead letter was %s already."
                        .formatted(letter.state() == DeadLetter.State.SKIPPED ? "skipped" : "replayed"));
    }

    private static Bson isWaiting() {
        return Filters.in("state", DeadLetter.State.FAILED.name(), DeadLetter.State.PARKED.name());
    }

    private static Bson isWaiting(String id) {
        return Filters.and(Filters.eq("_id", id), isWaiting());
    }

    private MongoCollection<Document> letters() {
        return mongo.getCollection(LETTERS);
    }

    private MongoCollection<Document> holds() {
        return mongo.getCollection(HOLDS);
    }

    private static @Nullable Envelope envelopeOf(ConsumerRecord<String, String> message) {
        try {
            return Envelope.of(message);
        } catch (MalformedEventException e) {
            return null;
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String text = cause.toString();
        return text.length() <= 2_000 ? text : text.substring(0, 2_000);
    }
}
