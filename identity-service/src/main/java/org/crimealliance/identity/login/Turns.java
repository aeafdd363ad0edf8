package org.crimealliance.identity.login;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Turns at what costs much computing: a few at once, and of one caller one. Whoever asks a hundred times at once waits
 * behind himself, not before others; and nobody waits longer than patience lasts.
 */
final class Turns {

    private final Semaphore places;
    private final Duration patience;
    private final Map<String, Line> lines = new HashMap<>(); // guarded by itself

    /** Those of one caller who wait, and the one who has the turn. */
    private static final class Line {
        private final Semaphore head = new Semaphore(1, true);
        private int length;
    }

    Turns(int atOnce, Duration patience) {
        this.places = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** What comes of the work; empty where it had no turn in time, and then nothing was done. */
    <T> Optional<T> take(String caller, Supplier<T> work) {
        long end = System.nanoTime() + patience.toNanos();
        Line line = join(caller);
        try {
            return holding(line.head, end, () -> holding(places, end, () -> Optional.of(work.get())));
        } finally {
            leave(caller, line);
        }
    }

    /** How many callers it knows: those that wait or have the turn, and nobody else. */
    int callers() {
        synchronized (lines) {
            return lines.size();
        }
    }

    private Line join(String caller) {
        synchronized (lines) {
            Line line = lines.computeIfAbsent(caller, who -> new Line());
            line.length++;
            return line;
        }
    }

    private void leave(String caller, Line line) {
        synchronized (lines) {
            if (--line.length == 0) {
                lines.remove(caller);
            }
        }
    }

    private static <T> Optional<T> holding(Semaphore turn, long end, Supplier<Optional<T>> work) {
        try {
            if (!turn.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }
}
