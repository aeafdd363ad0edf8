package org.crimealliance.gateway;

import java.net.SocketTimeoutException;

/**
 * How slowly a body may come or go: so much in each span of time, and all of it before a deadline. What was quick at the
 * beginning buys no slowness later.
 */
final class Pace {

    private final long spanNanos;
    private final long perSecond;
    private final long deadline;
    private long spanStart = System.nanoTime();
    private long movedBefore;

    Pace(GatewaySettings.Body settings) {
        this.spanNanos = settings.grace().toNanos();
        this.perSecond = settings.rate().toBytes();
        this.deadline = spanStart + settings.deadline().toNanos();
    }

    /** @param bytes so far */
    void moved(long bytes) throws SocketTimeoutException {
        long now = System.nanoTime();
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
