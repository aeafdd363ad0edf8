package org.crimealliance.platform.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Starts reading when the application is up, stops before it goes down. */
final class InboxLifecycle implements SmartLifecycle, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(InboxLifecycle.class);

    private final DeadLetters letters;
    private final List<ConcurrentMessageListenerContainer<String, String>> containers;
    private volatile boolean running;

    InboxLifecycle(DeadLetters letters, List<ConcurrentMessageListenerContainer<String, String>> containers) {
        this.letters = letters;
        this.containers = containers;
    }

    @Override
    public synchronized void start() {
        letters.announce(); // or nothing is read: an older instance would pass over what this one reads
        running = true;
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public synchronized void stop() {
        running = false;
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }

    /** Whatever has stopped, or has a consumer that stopped; not where events are gone. */
    synchronized void startAgain(InboxHealth health) {
        for (ConcurrentMessageListenerContainer<String, String> container : containers) {
            String[] topics = container.getContainerProperties().getTopics();
            boolean gone = topics != null && Arrays.stream(topics).anyMatch(health::hasGap);
            if (running && !gone && !container.isInExpectedState()) {
                LOG.error("{} had stopped, it is started again", container.getBeanName());
                container.stop();
                container.start();
                health.startedAgain();
            }
        }
    }

    /** How many topics are not read at this moment, or not by all their consumers, although they should be. */
    private long stopped() {
        return running
                ? containers.stream()
                        .filter(container -> !container.isRunning() || !container.isInExpectedState())
                        .count()
                : 0;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("alliance.inbox.stopped", this, InboxLifecycle::stopped)
                .description("Topics whose reading has stopped")
                .register(registry);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1000;
    }
}
