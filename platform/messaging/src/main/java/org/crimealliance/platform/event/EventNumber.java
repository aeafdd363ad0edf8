package org.crimealliance.platform.event;

import java.time.Duration;
import java.time.Instant;

/**
 * The number of an event among those of its aggregate: {@code epoch * 2^36 + n}. {@code n} counts from 1 without gaps. The
 * epoch is the minute of the last restore of the store, counted from 2020, and 0 before there was one: what a restored
 * aggregate tells is later, for every reader, than all it had told and lost.
 */
public final class EventNumber {

    private static final int BITS = 36;
    private static final long COUNT = (1L << BITS) - 1;
    private static final Instant ZERO = Instant.parse("2020-01-01T00:00:00Z");

    private EventNumber() {}

    /** The epoch of a restore at this moment, in minutes. */
    public static long epochOf(Instant restored) {
        long minutes = Duration.between(ZERO, restored).toMinutes();
        if (minutes < 1 || minutes >= 1L << (Long.SIZE - 1 - BITS)) {
            throw new IllegalArgumentException("not the moment of a restore: " + restored);
        }
        return minutes;
    }

    /** What an aggregate whose last event had the number {@code last} counts on from, in this epoch or its own later one. */
    public static long countOnFrom(long last, long epoch) {
        return Math.max(epoch, last >>> BITS) << BITS | count(last);
    }

    /** How many events there were with this one, lost ones not counted. */
    public static long count(long number) {
        return number & COUNT;
    }
}
