package org.crimealliance.platform.provenance;

import java.util.concurrent.Callable;

/**
 * Who caused what is being done ({@code actor}: the subject of the token, or {@code system}) and the command or event it
 * belongs to ({@code correlationId}). Bound for the length of a request or of an event's handling.
 */
public record Provenance(String actor, String correlationId) {

    private static final ScopedValue<Provenance> CURRENT = ScopedValue.newInstance();
    private static final Provenance SYSTEM = new Provenance("system", "none");

    public static Provenance current() {
        return CURRENT.orElse(SYSTEM);
    }

    public <R> R call(Callable<R> work) throws Exception {
        return ScopedValue.where(CURRENT, this).call(work::call);
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }
}
