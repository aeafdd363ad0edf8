package org.crimealliance.platform.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The machine's time, for what must not follow the domain's clock: leases, retries, tokens, counts of attempts. Moving the
 * domain's clock must neither end nor prolong them. One bean a process, so that a test or the local stack can shift one
 * process against the others ({@code alliance.machine-clock-offset}): nothing may be lost or doubled by that.
 */
public final class MachineClock implements InstantSource {

    private final InstantSource source;

    private MachineClock(InstantSource source) {
        this.source = source;
    }

    /** The time of this machine, as right or wrong as it is. */
    public static MachineClock ofThisMachine() {
        return new MachineClock(InstantSource.system());
    }

    public static MachineClock of(InstantSource source) {
        return new MachineClock(source);
    }

    public MachineClock shiftedBy(Duration offset) {
        return new MachineClock(InstantSource.offset(source, offset));
    }

    /** Now, in the milliseconds that the store keeps. */
    @Override
    public Instant instant() {
        return source.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
