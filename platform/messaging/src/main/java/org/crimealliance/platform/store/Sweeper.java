package org.crimealliance.platform.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something small again and again, for what a crash left behind or time has run out for. What it does must be safe in
 * several instances at once; a failure is logged and tried again at the next turn.
 */
public final class Sweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final String name;
    private final Duration every;
    private final Runnable first;
    private final Runnable turn;
    private boolean prepared;
    private volatile ScheduledExecutorService timer = stopped();

    /**
     * @param first done once, before the first turn that succeeds (indexes)
     * @param turn done every time
     */
    public Sweeper(String name, Duration every, Runnable first, Runnable turn) {
        this.name = name;
        this.every = every;
        this.first = first;
        this.turn = turn;
    }

    private void sweep() {
        try {
            if (!prepared) {
                first.run();
                prepared = true;
            }
            turn.run();
        } catch (RuntimeException e) {
            LOG.warn("sweep {} failed, the next one will try again: {}", name, e.toString());
        }
    }

    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sweep-" + name).factory());
        timer.scheduleWithFixedDelay(this::sweep, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return !timer.isShutdown();
    }

    private static ScheduledExecutorService stopped() {
        ScheduledExecutorService none = Executors.newSingleThreadScheduledExecutor();
        none.shutdown();
        return none;
    }
}
