package org.crimealliance.platform.inbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while a topic is not read because events that were never read are gone from it; counts what was started again. */
final class InboxHealth extends AbstractHealthIndicator implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(InboxHealth.class);

    /** What is gone, by partition. */
    private final Map<TopicPartition, String> gaps = new ConcurrentHashMap<>();

    private final LongAdder restarts = new LongAdder();

    void gap(Map<TopicPartition, String> gone) {
        gaps.putAll(gone);
        LOG.error(
                "events may be gone that were never read here, reading stops: {}. Restore the topic, or decide where to go on"
                        + " and set the group's position by hand; then restart.",
                gone);
    }

    boolean hasGap(String topic) {
        return gaps.keySet().stream().anyMatch(partition -> partition.topic().equals(topic));
    }

    void startedAgain() {
        restarts.increment();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        gaps.forEach((partition, gone) -> health.down().withDetail(partition.toString(), gone));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("alliance.inbox.gaps", gaps, Map::size)
                .description("Partitions that are not read because events that were never read are gone")
                .register(registry);
        FunctionCounter.builder("alliance.inbox.restarts", restarts, LongAdder::sum)
                .description("Readers that had stopped and were started again")
                .register(registry);
    }
}
