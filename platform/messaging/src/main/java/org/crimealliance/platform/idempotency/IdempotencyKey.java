package org.crimealliance.platform.idempotency;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.crimealliance.platform.id.Ids;

/**
 * The key under which the running command was sent ({@code Idempotency-Key}). Ids that are derived from it are the same
 * when the command runs again after a crash, and others when somebody uses the same key for something else. What it does
 * to an aggregate is marked in the aggregate itself, by a {@link #step}.
 */
public final class IdempotencyKey {

    static final ScopedValue<IdempotencyKey> CURRENT = ScopedValue.newInstance();

    private final String run;
    private final boolean repetition;
    private final Map<String, Integer> steps = new ConcurrentHashMap<>();
    private volatile boolean confidential;

    /**
     * @param run a UUIDv7 drawn when the key was first seen, kept with it
     * @param repetition whether an earlier attempt may have had its effect
     */
    IdempotencyKey(String run, boolean repetition) {
        this.run = run;
        this.repetition = repetition;
    }

    /** The key of the request that is being handled, if it has one. */
    public static Optional<IdempotencyKey> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /**
     * An id for what the command creates: derived from the key if there is one, so that a repetition finds what the first
     * attempt made; otherwise new.
     *
     * @param what tells apart several things that one command creates, {@code "membership"}
     */
    public static String idFor(String what, Ids ids) {
        return current().map(key -> key.derive(what)).orElseGet(ids::next);
    }

    /**
     * Whether an attempt before this one may have had its effect: then what it made is looked for first, before anything
     * can be refused for being there.
     */
    public static boolean isRepetition() {
        return current().filter(key -> key.repetition).isPresent();
    }

    /** Names the next thing that this command does to {@code what}: the same when it runs again. */
    public String step(String what) {
        int number = steps.merge(what, 1, Integer::sum);
        return number == 1 ? run : run + "#" + number;
    }

    /**
     * What was sent must not be told from what is kept: once the command is done, nothing is left to compare a repetition
     * with, which then gets the first answer whatever it sends.
     */
    public static void confidential() {
        current().ifPresent(key -> key.confidential = true);
    }

    boolean isConfidential() {
        return confidential;
    }

    /** The same id for the same key and the same {@code what}; it sorts by when the key was first seen, as new ids do. */
    public String derive(String what) {
        UUID first = UUID.fromString(run);
        UUID derived = UUID.fromString(Ids.derived("idempotency-key", run, what));
        long time = first.getMostSignificantBits() & ~0xfffL;
        return new UUID(time | (derived.getMostSignificantBits() & 0xfffL), derived.getLeastSignificantBits())
                .toString();
    }
}
