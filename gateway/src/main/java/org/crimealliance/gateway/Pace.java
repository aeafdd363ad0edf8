package org.crimealliance.gateway;

import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/**
 * How slowly a body may come or go: so much in each span of time, and all of it before a deadline. What was quick at the
 * beginning buys no slowness later.
 */
final class Pace {

    private final long spanNanos;
    private final long perSecond;
    private final long deadline;
    private final LongSupplier nanos;
    private long spanStart;
    private long movedBefore;

    Pace(GatewaySettings.Body settings) {
        this(settings, System::nanoTime);
    }

    Pace(GatewaySettings.Body settings, LongSupplier nanos) {
        this.nanos = nanos;
        this.spanStart = nanos.getAsLong();
        this.spanNanos = settings.grace().toNanos();
        this.perSecond = settings.rate().toBytes();
        this.deadline = spanStart + settings.deadline().toNanos();
    }

    /** @param bytes so far */
    void moved(long bytes) throws SocketTimeoutException {
        long now = nanos.getAsLong();
        if (now - deadline > 0) {
            throw new SocketTimeoutException("not done by the deadline");
        }
        long spent = now - spanStart;
        if (spent < spanNanos) {
            return;
        }
        if (bytes - movedBefore < perSecond * (spent / 1_000_000_000.0)) {
            throw new SocketTimeoutException("slower than the least pace");
        }
        spanStart = now;
        movedBefore = bytes;
    }
}
