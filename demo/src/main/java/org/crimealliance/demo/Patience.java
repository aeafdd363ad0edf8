package org.crimealliance.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what other processes do in their own time. */
public final class Patience {

    private Patience() {}

    /** Looks every 50 ms whether it is so, for at most {@code limit}; tells whether it came to be. */
    public static boolean until(Duration limit, BooleanSupplier so) {
        long end = System.nanoTime() + limit.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(Duration.ofMillis(50));
        }
        return true;
    }

    public static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
