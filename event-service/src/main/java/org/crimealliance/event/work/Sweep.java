package org.crimealliance.event.work;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Does a piece of work again and again, each time after a pause; a failure is logged and the next time tries again. */
public final class Sweep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final String name;
    private final Duration pause;
    private final Runnable work;
    private ScheduledExecutorService executor = newExecutor();
    private volatile boolean running;

    public Sweep(String name, Duration pause, Runnable work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    /** Asks for it to be done as soon as it can be. Returns at once. */
    public void nudge() {
        if (running) {
            try {
                executor.execute(this::safely);
            } catch (RejectedExecutionException goingDown) {
                LOG.debug("{} is stopping", name);
            }
        }
    }

    private void safely() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed, the next one will try again", name, e);
        }
    }

    @Override
    public synchronized void start() {
        if (!running) {
            executor = newExecutor();
            running = true;
            executor.scheduleWithFixedDelay(this::safely, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static ScheduledExecutorService newExecutor() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("sweep").factory());
    }
}
