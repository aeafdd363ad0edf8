package org.crimealliance.platform.work;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something again and again: what waits, what a crash left behind, what time has run out for. What it does must be
 * safe in several instances at once, and when it is broken off anywhere; a failure is logged and tried again at the next
 * turn.
 */
public final class Sweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final String name;
    private final Duration every;
    private final Runnable first;
    private final BooleanSupplier portion;
    private final AtomicBoolean nudged = new AtomicBoolean();
    private boolean prepared;
    private boolean failing;
    private volatile boolean running;
    private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private Sweeper(String name, Duration every, Runnable first, BooleanSupplier portion) {
        this.name = name;
        this.every = every;
        this.first = first;
        this.portion = portion;
    }

    /** @param turn done every time */
    public Sweeper(String name, Duration every, Runnable turn) {
        this(name, every, () -> {}, turn);
    }

    /**
     * @param first done once, before the first turn that succeeds (indexes)
     * @param turn done every time
     */
    public Sweeper(String name, Duration every, Runnable first, Runnable turn) {
        this(name, every, first, () -> {
            turn.run();
            return false;
        });
    }

    /** Long work in portions: as long as one tells that there is more, the next follows at once. It stops between two. */
    public static Sweeper inPortions(String name, Duration every, BooleanSupplier portion) {
        return new Sweeper(name, every, () -> {}, portion);
    }

    /** Asks for a turn as soon as can be. Returns at once. */
    public void nudge() {
        if (running && nudged.compareAndSet(false, true)) {
            try {
                timer.execute(this::sweep);
            } catch (RejectedExecutionException stopping) {
                LOG.debug("sweep {} is stopping; the next start takes it up", name);
            }
        }
    }

    private void sweep() {
        nudged.set(false); // before the work: what comes from here on may be missed by it
        try {
            if (!prepared) {
                first.run();
                prepared = true;
            }
            boolean more = running;
            while (more) {
                more = portion.getAsBoolean() && running;
            }
            failing = false;
        } catch (RuntimeException e) {
            if (failing) {
                LOG.warn("sweep {} fails again: {}", name, e.toString());
            } else {
                LOG.warn("sweep {} failed, the next one will try again", name, e);
            }
            failing = true;
        }
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        timer.shutdownNow();
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sweep-" + name).factory());
        nudged.set(false);
        running = true;
        timer.scheduleWithFixedDelay(this::sweep, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        running = false;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
