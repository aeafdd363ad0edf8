package org.crimealliance.platform.idempotency;

import java.util.Optional;
import java.util.UUID;
import org.crimealliance.platform.id.Ids;

/**
 * The key under which the running command was sent ({@code Idempotency-Key}). Ids that are derived from it are the same
 * when the command runs again after a crash, and others when somebody uses the same key for something else.
 */
public final class IdempotencyKey {

    static final ScopedValue<IdempotencyKey> CURRENT = ScopedValue.newInstance();

    private final String run;

    /** @param run a UUIDv7 drawn when the key was first seen, kept with it */
    IdempotencyKey(String run) {
        this.run = run;
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

    /** The same id for the same key and the same {@code what}; it sorts by when the key was first seen, as new ids do. */
    public String derive(String what) {
        UUID first = UUID.fromString(run);
        UUID derived = UUID.fromString(Ids.derived("idempotency-key", run, what));
        long time = first.getMostSignificantBits() & ~0xfffL;
        return new UUID(time | (derived.getMostSignificantBits() & 0xfffL), derived.getLeastSignificantBits())
                .toString();
    }
}
