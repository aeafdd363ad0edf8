package org.crimealliance.platform.person;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.crimealliance.platform.event.MalformedEventException;
import org.crimealliance.platform.seal.WrappingKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * The keys of persons, this service's own and those of the services that it reads. Each instance reads their topics whole, in no
 * consumer group, into memory: no key lies in a reader's store or backups, and an erasure needs no step there.
 *
 * <p>An erasure stays: a key that comes after it on this service's own topic, from an instance that was slow and died, is answered
 * by the erasure again.
 */
final class PersonKeyFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PersonKeyFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** A key is told before its event, so it is seldom later than that: an event that is put back waits longer. */
    private static final Duration BLINK = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** After a restore. */
    static final Duration LONG_PATIENCE = Duration.ofSeconds(30);

    /** Topics that are not there, and an agreement that failed, are tried again. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    /**
     * So seldom a word that is nobody's is put on the own topic: brokers clean away what has a later word only when something
     * more is told, and after the last person of all nothing would be.
     */
    private static final Duration NEUTRAL_EVERY = Duration.ofDays(1);

    static final String NOBODY = "-";

    /** Before anything is sent, read or answered. */
    private static final int PHASE = Integer.MIN_VALUE + 500;

    private final ConsumerFactory<String, String> consumers;
    private final String own;
    private final Set<String> topics;
    private final WrappingKey wrapping;
    private final KeyTopic ownTopic;
    private final Agreement agreement;
    private final String clientId;
    private final Duration longPatience;
    /** By topic, by key: itself, wrapped, or that it was erased. */
    private final Map<String, Map<String, String>> words = new ConcurrentHashMap<>();
    /** Of this service's own: whose last word is a key although it was erased before. */
    private final Set<String> late = new HashSet<>();
    /** Which were asked for and not there. */
    private final Set<Question> asked = ConcurrentHashMap.newKeySet();
    /** Of these, which are not there for sure: all was read that was there when they were asked for. */
    private final Set<Question> absent = ConcurrentHashMap.newKeySet();

    private final Object news = new Object();
    private final LongAdder restarts = new LongAdder();
    private volatile CountDownLatch agreed = new CountDownLatch(1);
    private volatile boolean running;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Consumer<String, String> current;

    private record Question(String topic, String keyId) {}

    /** What this service's own topic says, against its store. */
    interface Agreement {
        /** Whether nothing may happen before: the store was restored since the last one. */
        boolean isDue();

        void with(Map<String, String> words);
    }

    PersonKeyFeed(
            ConsumerFactory<String, String> consumers,
            String own,
            Set<String> others,
            WrappingKey wrapping,
            KeyTopic ownTopic,
            Agreement agreement,
            String application,
            Duration longPatience) {
        this.consumers = consumers;
        this.own = own;
        this.wrapping = wrapping;
        this.ownTopic = ownTopic;
        this.agreement = agreement;
        this.longPatience = longPatience;
        this.clientId = application + "-person-keys";
        words.put(own, new ConcurrentHashMap<>());
        others.forEach(topic -> words.computeIfAbsent(topic, name -> new ConcurrentHashMap<>()));
        this.topics = Set.copyOf(words.keySet());
    }

    /**
     * @return null for who was erased
     * @throws KeysAwayException where the key may still come
     * @throws MalformedEventException where it does not: nobody ever told of it
     */
    @Nullable
    SecretKey key(String topic, String keyId) {
        Map<String, String> theirs = words.getOrDefault(topic, Map.of());
        Question question = new Question(topic, keyId);
        boolean sure = absent.contains(question);
        String word = sure ? theirs.get(keyId) : awaited(theirs, keyId);
        if (word == null && !sure) {
            asked.add(question);
            throw new KeysAwayException("the key " + keyId + " has not been read yet");
        }
        absent.remove(question);
        if (word == null) {
            throw new MalformedEventException("there is no key " + keyId, null);
        }
        return word.equals(PersonKeys.ERASED) ? null : unwrapped(word);
    }

    private @Nullable String awaited(Map<String, String> theirs, String keyId) {
        long end = System.nanoTime() + BLINK.toNanos();
        try {
            synchronized (news) {
                while (running && !theirs.containsKey(keyId) && System.nanoTime() < end) {
                    TimeUnit.NANOSECONDS.timedWait(news, Math.max(1, end - System.nanoTime()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return theirs.get(keyId);
    }

    private SecretKey unwrapped(String word) {
        try {
            return wrapping.unwrap(word);
        } catch (IllegalStateException wrongSecret) { // a setting: no event is to blame
            throw new KeysAwayException(String.valueOf(wrongSecret.getMessage()));
        }
    }

    int size() {
        return words.values().stream().mapToInt(Map::size).sum();
    }

    /** Whether the store and the own topic have agreed since the start. */
    boolean hasAgreed() {
        return agreed.getCount() == 0;
    }

    /** How often it failed and began again. */
    long restarts() {
        return restarts.sum();
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        agreed = new CountDownLatch(1);
        Thread begun = Thread.ofPlatform().daemon().name("person-keys").unstarted(this::run);
        thread = begun;
        begun.start();
        boolean due = agreement.isDue();
        try {
            if (agreed.await((due ? longPatience : PATIENCE).toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (due) {
            stop();
            throw new KeysAwayException(
                    "the store was restored, and " + own + " cannot be read: who was erased since?");
        }
        LOG.warn("{} could not be read yet: events that tell of persons wait", topics);
    }

    @Override
    public synchronized void stop() {
        running = false;
        Consumer<String, String> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread begun = thread;
        try {
            if (begun != null) {
                begun.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Goes on after whatever happens. */
    private void run() {
        while (running) {
            try (Consumer<String, String> consumer = consumers.createConsumer(null, clientId, null, settings())) {
                current = consumer;
                follow(consumer);
            } catch (InterruptException | WakeupException interrupted) {
                LOG.debug("reading of {} was interrupted", topics);
            } catch (RuntimeException | Error e) {
                restarts.increment();
                LOG.warn("reading of {} failed and begins again: {}", topics, e.toString());
                pause();
            } finally {
                current = null;
            }
        }
    }

    /** Until a topic appears that was not there: then all is read anew. */
    private void follow(Consumer<String, String> consumer) {
        Map<String, List<TopicPartition>> there = there(consumer);
        List<TopicPartition> all = there.values().stream().flatMap(List::stream).toList();
        words.values().forEach(Map::clear);
        late.clear();
        absent.clear();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        readToTheEnd(consumer, all);
        long neutralAt = System.nanoTime();
        long againAt = System.nanoTime();
        while (running) {
            long now = System.nanoTime();
            if (now - againAt >= 0) {
                againAt = now + AGAIN.toNanos();
                agree();
                if (there.size() < topics.size() && there(consumer).size() > there.size()) {
                    return;
                }
            }
            if (now - neutralAt >= 0) {
                neutralAt = now + NEUTRAL_EVERY.toNanos();
                ownTopic.put(NOBODY, NOBODY);
            }
            late.forEach(keyId -> ownTopic.put(keyId, PersonKeys.ERASED));
            late.clear();
            answer(consumer, all, there.keySet());
        }
    }

    /** What it fails for is one document's fault: the keys of all others are read on. */
    private void agree() {
        if (agreed.getCount() == 0) {
            return;
        }
        try {
            agreement.with(Map.copyOf(words.getOrDefault(own, Map.of())));
            agreed.countDown();
        } catch (RuntimeException e) {
            restarts.increment();
            LOG.error("the store and {} do not agree yet, and try again: {}", own, e.toString());
        }
    }

    private void answer(Consumer<String, String> consumer, List<TopicPartition> all, Set<String> read) {
        Set<Question> before = asked.stream()
                .filter(question -> read.contains(question.topic()))
                .collect(Collectors.toSet());
        if (before.isEmpty()) {
            take(consumer.poll(POLL));
        } else {
            readToTheEnd(consumer, all);
            asked.removeAll(before);
            before.removeIf(
                    question -> words.getOrDefault(question.topic(), Map.of()).containsKey(question.keyId()));
            absent.addAll(before);
        }
    }

    private void readToTheEnd(Consumer<String, String> consumer, Collection<TopicPartition> all) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        while (running && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            take(consumer.poll(POLL));
        }
    }

    private void take(ConsumerRecords<String, String> messages) {
        messages.forEach(this::take);
        synchronized (news) {
            news.notifyAll();
        }
    }

    private void take(ConsumerRecord<String, String> message) {
        if (message.key() == null || message.value() == null || message.key().equals(NOBODY)) {
            return;
        }
        Map<String, String> theirs = words.getOrDefault(message.topic(), Map.of());
        if (message.value().equals(PersonKeys.ERASED)) {
            theirs.put(message.key(), PersonKeys.ERASED);
            late.remove(message.key());
        } else if (!PersonKeys.ERASED.equals(theirs.get(message.key()))) {
            theirs.put(message.key(), message.value());
        } else if (message.topic().equals(own)) {
            late.add(message.key());
        }
    }

    /** Its own must be there; one that is missing or refused keeps the keys of the others from nobody. */
    private Map<String, List<TopicPartition>> there(Consumer<?, ?> consumer) {
        Map<String, List<TopicPartition>> there = new HashMap<>();
        for (String topic : topics) {
            try {
                List<TopicPartition> found = consumer.partitionsFor(topic).stream()
                        .map(one -> new TopicPartition(topic, one.partition()))
                        .toList();
                if (!found.isEmpty()) {
                    there.put(topic, found);
                }
            } catch (AuthorizationException | TimeoutException refused) {
                LOG.warn("{} cannot be read: {}", topic, refused.toString());
            }
        }
        if (!there.containsKey(own)) {
            throw new KeysAwayException(own + " is not there, or may not be read");
        }
        return there;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put("allow.auto.create.topics", "false"); // services make them, with their settings
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest"); // what was compacted away had a later word
        settings.put("max.poll.records", "5000");
        settings.put("fetch.max.wait.ms", "5000"); // answered at once when there is something; else seldom
        return settings;
    }
}
