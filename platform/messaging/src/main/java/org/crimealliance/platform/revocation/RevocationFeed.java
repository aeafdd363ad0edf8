package org.crimealliance.platform.revocation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells {@link AccessRevocations} what identity tells. Each instance reads all of it by itself, in no consumer group, from
 * as long ago as a token may live: nothing is stored, nothing is committed, and a restart knows what it has to know before
 * it takes its first request. Where the broker does not answer it starts all the same: a token lives a few minutes at
 * most, and nobody whose access was revoked gets another.
 */
final class RevocationFeed implements SmartLifecycle {

    static final String TOPIC = "identity.events.v1";
    static final String TYPE = "identity.access-revoked.v1";

    private static final Logger LOG = LoggerFactory.getLogger(RevocationFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    /** Before the web server, which Spring Boot starts at 2,048 below the last. */
    private static final int PHASE = DEFAULT_PHASE - 3_000;

    /** What is read of the event. */
    record Revoked(String subject, Instant from) {}

    private final ConsumerFactory<String, String> consumers;
    private final AccessRevocations revocations;
    private final JsonMapper json;
    private final InstantSource machine;
    private final String clientId;
    private final LongAdder restarts = new LongAdder();
    private volatile @Nullable Reading reading;

    RevocationFeed(
            ConsumerFactory<String, String> consumers,
            AccessRevocations revocations,
            JsonMapper json,
            InstantSource machine,
            String application) {
        this.consumers = consumers;
        this.revocations = revocations;
        this.json = json;
        this.machine = machine;
        this.clientId = application + "-access-revocations";
    }

    @Override
    public synchronized void start() {
        if (reading == null) {
            Reading begun = new Reading();
            reading = begun;
            begun.thread.start();
            begun.awaitTheEnd();
        }
    }

    @Override
    public synchronized void stop() {
        Reading current = reading;
        if (current != null) {
            current.stop();
            reading = null;
        }
    }

    /** How often it failed and began again. */
    long restarts() {
        return restarts.sum();
    }

    @Override
    public boolean isRunning() {
        return reading != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void take(ConsumerRecord<String, String> message) {
        Header type = message.headers().lastHeader("ce_type");
        if (type == null || !TYPE.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            return;
        }
        try {
            Revoked revoked = json.readValue(message.value(), Revoked.class);
            revocations.revoke(revoked.subject(), revoked.from());
        } catch (JacksonException | NullPointerException e) {
            LOG.error("{} at {}-{} cannot be read: {}", TYPE, message.partition(), message.offset(), e.toString());
        }
    }

    /** From a start to a stop. */
    private final class Reading {

        private final Thread thread =
                Thread.ofPlatform().daemon().name("access-revocations").unstarted(this::run);
        private final CountDownLatch upToDate = new CountDownLatch(1);
        private final CountDownLatch stopping = new CountDownLatch(1);
        private volatile @Nullable Consumer<String, String> current;
        private volatile boolean stopped;

        void awaitTheEnd() {
            try {
                if (!upToDate.await(CATCH_UP.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("{} could not be read yet: tokens just revoked are believed until they end", TOPIC);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void stop() {
            stopped = true;
            stopping.countDown();
            Consumer<String, String> consumer = current;
            if (consumer != null) {
                consumer.wakeup(); // not interrupted: it takes its leave of the broker in peace
            }
            try {
                thread.join(CATCH_UP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Goes on after whatever happens: a feed that ended silently would let everybody in again. */
        private void run() {
            while (!stopped) {
                try (Consumer<String, String> consumer = consumers.createConsumer(null, clientId, null, settings())) {
                    current = consumer;
                    follow(consumer);
                } catch (InterruptException | WakeupException interrupted) {
                    LOG.debug("reading of {} was interrupted", TOPIC);
                } catch (RuntimeException | Error e) {
                    restarts.increment();
                    LOG.warn("reading of {} failed and begins again", TOPIC, e);
                    pause();
                } finally {
                    current = null;
                }
            }
        }

        private void follow(Consumer<String, String> consumer) {
            Map<TopicPartition, Long> ends = begin(consumer, partitions(consumer));
            while (!stopped) {
                consumer.poll(POLL).forEach(RevocationFeed.this::take);
                revocations.forgetBefore(machine.instant().minus(AccessRevocations.KEPT));
                if (upToDate.getCount() > 0
                        && ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                    upToDate.countDown();
                }
            }
        }

        private List<TopicPartition> partitions(Consumer<String, String> consumer) {
            while (!stopped) {
                List<TopicPartition> found = consumer.partitionsFor(TOPIC).stream()
                        .map(one -> new TopicPartition(TOPIC, one.partition()))
                        .toList();
                if (!found.isEmpty()) {
                    return found;
                }
                upToDate.countDown(); // nobody has told anything yet
                pause();
            }
            return List.of();
        }

        private Map<TopicPartition, Long> begin(Consumer<String, String> consumer, List<TopicPartition> partitions) {
            long since = machine.instant().minus(AccessRevocations.KEPT).toEpochMilli();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(
                    partitions.stream().collect(Collectors.toMap(Function.identity(), one -> since)));
            ends.forEach((one, end) -> {
                OffsetAndTimestamp start = starts.get(one);
                consumer.seek(one, start == null ? end : start.offset());
            });
            return ends;
        }

        private void pause() {
            try {
                boolean over = stopping.await(1, TimeUnit.SECONDS);
                LOG.trace("paused, to stop: {}", over);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put("allow.auto.create.topics", "false"); // identity makes it, with its partitions
        settings.put("enable.auto.commit", "false");
        settings.put("fetch.max.wait.ms", "5000"); // answered at once when there is something; else seldom
        return settings;
    }
}
