package org.crimealliance.platform.document;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** So many at once, in the order of asking; who would wait too long is refused. */
final class Turns {

    private final Semaphore free;
    private final Duration patience;

    Turns(int atOnce, Duration patience) {
        this.free = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** @throws RejectedExecutionException if no turn came in time */
    <T> T take(Supplier<T> work) {
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RejectedExecutionException("too many documents are asked for at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting for a turn", e);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
