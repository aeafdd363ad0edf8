package org.crimealliance.platform.inbox;

import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Starts reading when the application is up, stops before it goes down. */
final class InboxLifecycle implements SmartLifecycle {

    private final List<ConcurrentMessageListenerContainer<String, String>> containers;

    InboxLifecycle(List<ConcurrentMessageListenerContainer<String, String>> containers) {
        this.containers = containers;
    }

    @Override
    public void start() {
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return containers.stream().anyMatch(ConcurrentMessageListenerContainer::isRunning);
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1000;
    }
}
