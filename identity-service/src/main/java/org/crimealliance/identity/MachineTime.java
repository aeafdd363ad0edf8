package org.crimealliance.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The machine's time, for what must not follow the domain's clock: sessions, tokens, links and counts of attempts. A demo
 * that moves the domain's clock must neither end nor prolong them, and every service checks tokens by its machine.
 */
public final class MachineTime {

    private static final InstantSource SOURCE = InstantSource.system();

    private MachineTime() {}

    /** Now, in the milliseconds that the store keeps. */
    public static Instant now() {
        return SOURCE.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
