package org.crimealliance.platform.work;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something again and again: what waits, what a crash left behind, what time has run out for. What it does must be
 * safe in several instances at once, and when it is broken off anywhere; a failure, an {@link Error} too, is logged and
 * counted, and the next turn tries again.
 */
public final class Sweeper implements SmartLifecycle, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    /** So many turns may fail, and a slow one may take so long, before it counts as silent. */
    private static final int MISSED_TURNS = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final Duration every;
    private final Runnable first;
    private final BooleanSupplier portion;
    private final AtomicBoolean nudged = new AtomicBoolean();
    private final LongAdder turns = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private boolean prepared;
    private boolean failing;
    private volatile boolean running;
    /** By {@link System#nanoTime}; the start counts as one. */
    private volatile long lastSuccess = System.nanoTime();

    private volatile String lastFailure = "none";
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
     * @param first done once (indexes); where it fails it is counted, the turn does without, and the next one tries it again
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
        long began = System.nanoTime();
        prepare();
        try {
            boolean more = running;
            while (more) {
                more = portion.getAsBoolean() && running;
                lastSuccess = System.nanoTime();
            }
            failing = false;
        } catch (Throwable e) { // an Error too: nobody else would begin the next turn
            failures.increment();
            lastFailure = e.toString();
            if (failing) {
                LOG.warn("sweep {} fails again: {}", name, lastFailure);
            } else {
                LOG.warn("sweep {} failed, the next one will try again", name, e);
            }
            failing = true;
        } finally {
            turns.increment();
            nanos.add(System.nanoTime() - began);
        }
    }

    private void prepare() {
        if (prepared) {
            return;
        }
        try {
            first.run();
            prepared = true;
        } catch (Throwable e) { // an index that cannot be made is no reason to leave what waits
            failures.increment();
            lastFailure = e.toString();
            LOG.warn("what sweep {} begins with failed, the next turn will try again: {}", name, lastFailure);
        }
    }

    public String name() {
        return name;
    }

    /** Since when it has done nothing that succeeded. */
    public Duration sinceSuccess() {
        return Duration.ofNanos(System.nanoTime() - lastSuccess);
    }

    /** It should have succeeded long ago: it fails all the time, or hangs. */
    public boolean isSilent() {
        Duration allowed = every.multipliedBy(MISSED_TURNS);
        return running && sinceSuccess().compareTo(allowed.compareTo(PATIENCE) > 0 ? allowed : PATIENCE) > 0;
    }

    /** What went wrong the last time, {@code none} if nothing did. */
    public String lastFailure() {
        return lastFailure;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder(
                        "alliance.sweep.last.success",
                        this,
                        TimeUnit.NANOSECONDS,
                        sweeper -> sweeper.sinceSuccess().toNanos())
                .tag("sweep", name)
                .description("How long ago it last succeeded")
                .register(registry);
        Gauge.builder("alliance.sweep.silent", this, sweeper -> sweeper.isSilent() ? 1 : 0)
                .tag("sweep", name)
                .description("1 where it should have succeeded long ago, for its own pace")
                .register(registry);
        FunctionCounter.builder("alliance.sweep.turns", turns, LongAdder::sum)
                .tag("sweep", name)
                .register(registry);
        FunctionCounter.builder("alliance.sweep.failures", failures, LongAdder::sum)
                .tag("sweep", name)
                .description("Failures, with an exception or an error: of turns, and of what they begin with")
                .register(registry);
        FunctionCounter.builder("alliance.sweep.duration", nanos, sum -> sum.sum() / 1e9)
                .tag("sweep", name)
                .baseUnit("seconds")
                .description("Time spent in its turns, all together")
                .register(registry);
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
        lastSuccess = System.nanoTime();
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
