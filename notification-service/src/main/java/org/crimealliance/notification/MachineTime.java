package org.crimealliance.notification;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The machine's time, for leases and pauses: moving the domain's clock must not send a mail twice or late. */
public final class MachineTime {

    private static final InstantSource SOURCE = InstantSource.system();

    private MachineTime() {}

    /** Now, in the milliseconds that the store keeps. */
    public static Instant now() {
        return SOURCE.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
