package org.crimealliance.platform.provenance;

import org.crimealliance.platform.id.Ids;
import org.slf4j.MDC;

/**
 * Who caused what is being done, and the command or event that it belongs to ({@code correlationId}). Bound for the length
 * of a request or of an event's handling. Work that is done later keeps it with what it is to do, and goes on in its name.
 *
 * @param actor the subject of the token; {@code anonymous} for a caller without one; {@code link:<purpose>} for the holder
 *     of a personal link; {@code rule:<name>} where nobody did it, as when a deadline passes; {@code system} where nothing
 *     of this is known
 */
public record Provenance(String actor, String correlationId) {

    private static final ScopedValue<Provenance> CURRENT = ScopedValue.newInstance();
    private static final Provenance SYSTEM = new Provenance("system", "none");
    private static final String LOGGED_AS = "correlationId";

    public static Provenance current() {
        return CURRENT.orElse(SYSTEM);
    }

    /**
     * Nobody did it: a rule of the domain did. The same occurrence has the same correlation, whoever comes upon it first,
     * and however often.
     *
     * @param name the rule's, as {@code reconfirmation-deadline}
     * @param occurrence what it was applied to
     */
    public static Provenance rule(String name, Object... occurrence) {
        return new Provenance("rule:" + name, Ids.derived("rule", name, Ids.derived(occurrence)));
    }

    /** The same command, given by whoever holds a personal link for this purpose. */
    public static Provenance ofLink(String purpose) {
        return new Provenance("link:" + purpose, current().correlationId());
    }

    /** Does the work in this name; what is logged meanwhile tells it. */
    public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> work) throws X {
        String outside = MDC.get(LOGGED_AS);
        MDC.put(LOGGED_AS, correlationId);
        try {
            return ScopedValue.where(CURRENT, this).call(work);
        } finally {
            if (outside == null) {
                MDC.remove(LOGGED_AS);
            } else {
                MDC.put(LOGGED_AS, outside);
            }
        }
    }

    /** As {@link #call}. */
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }
}
