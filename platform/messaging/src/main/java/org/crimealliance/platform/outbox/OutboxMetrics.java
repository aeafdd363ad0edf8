package org.crimealliance.platform.outbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much waits in the outboxes and since when, and what the relay did. The backlog is read from the store at most every
 * ten seconds; NaN while the store is away.
 */
public final class OutboxMetrics implements MeterBinder {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final OutboxRelay relay;
    private OutboxRelay.@Nullable Backlog last;
    private long readAt;

    public OutboxMetrics(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("alliance.outbox.waiting", this, metrics -> metrics.read(OutboxRelay.Backlog::events))
                .description("Events that wait to be sent")
                .register(registry);
        Gauge.builder(
                        "alliance.outbox.oldest.seconds",
                        this,
                        metrics -> metrics.read(backlog -> backlog.age().toMillis() / 1000.0))
                .baseUnit("seconds")
                .description("Age of the oldest event that waits to be sent")
                .register(registry);
        FunctionCounter.builder("alliance.outbox.sent", relay, OutboxRelay::sent)
                .description("Events that the broker acknowledged")
                .register(registry);
        FunctionCounter.builder("alliance.outbox.failed", relay, OutboxRelay::failed)
                .description("Attempts that the broker did not acknowledge")
                .register(registry);
    }

    private synchronized double read(ToDoubleFunction<OutboxRelay.Backlog> figure) {
        OutboxRelay.Backlog backlog = last;
        long now = System.nanoTime();
        if (backlog == null || now - readAt > FRESH.toNanos()) {
            try {
                backlog = relay.backlog();
            } catch (RuntimeException storeAway) {
                return Double.NaN;
            }
            last = backlog;
            readAt = now;
        }
        return figure.applyAsDouble(backlog);
    }
}
