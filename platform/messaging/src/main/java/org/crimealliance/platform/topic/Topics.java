package org.crimealliance.platform.topic;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Makes the topics that are missing as {@link TopicSettings} say, and says what is wrong with those that are there. It alters
 * none: another number of partitions would take a key's later facts past its earlier ones, and a topic that several services
 * use is no one service's to change.
 */
public final class Topics implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    /** A service starts without its broker too. */
    private static final Map<String, Integer> PATIENCE =
            Map.of("request.timeout.ms", 5_000, "default.api.timeout.ms", 10_000);

    private final Map<String, Object> broker;
    private final TopicSettings settings;
    private final SortedSet<String> needed;
    private final Set<String> compacted;
    private volatile SortedMap<String, String> wrong = new TreeMap<>();

    /** @param broker the settings of a client */
    public Topics(Map<String, Object> broker, TopicSettings settings, Collection<NeededTopics> needed) {
        this.broker = new LinkedHashMap<>(PATIENCE);
        this.broker.putAll(broker);
        this.settings = settings;
        this.compacted =
                needed.stream().flatMap(some -> some.compacted().stream()).collect(Collectors.toSet());
        this.needed = new TreeSet<>(compacted);
        needed.forEach(some -> this.needed.addAll(some.names()));
    }

    /** Before anything reads or writes. */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            verify();
        } catch (RuntimeException e) {
            LOG.warn("the topics could not be looked at yet: {}", e.toString());
        }
    }

    /** What is wrong, by topic, as of the last look. */
    public SortedMap<String, String> wrong() {
        return wrong;
    }

    /** Safe in several instances at once. Fails while the broker is away. */
    public void verify() {
        try (Admin admin = Admin.create(broker)) {
            SortedMap<String, String> found = new TreeMap<>();
            Map<String, TopicDescription> there = describe(admin, found);
            make(admin, there, found);
            compare(admin, there, found);
            if (!found.equals(wrong)) {
                found.forEach((topic, what) -> LOG.error("topic {} is not as it should be: {}", topic, what));
            }
            wrong = found;
        }
    }

    private Map<String, TopicDescription> describe(Admin admin, Map<String, String> wrong) {
        Map<String, TopicDescription> there = new LinkedHashMap<>();
        admin.describeTopics(needed)
                .topicNameValues()
                .forEach((topic, description) -> of(topic, description, there::put, wrong));
        return there;
    }

    private void make(Admin admin, Map<String, TopicDescription> there, Map<String, String> wrong) {
        List<NewTopic> missing = needed.stream()
                .filter(topic -> !there.containsKey(topic) && !wrong.containsKey(topic))
                .map(this::wanted)
                .toList();
        admin.createTopics(missing)
                .values()
                .forEach((topic, made) -> of(topic, made, (name, nothing) -> LOG.info("made topic {}", name), wrong));
    }

    private NewTopic wanted(String topic) {
        return compacted.contains(topic) ? settings.compacted(topic) : settings.topic(topic);
    }

    private void compare(Admin admin, Map<String, TopicDescription> there, Map<String, String> wrong) {
        List<ConfigResource> resources = there.keySet().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        admin.describeConfigs(resources).values().forEach((resource, config) -> {
            String topic = resource.name();
            of(
                    topic,
                    config,
                    (name, is) -> {
                        String differences = differences(Objects.requireNonNull(there.get(name)), is, wanted(name));
                        if (!differences.isEmpty()) {
                            wrong.put(name, differences);
                        }
                    },
                    wrong);
        });
    }

    private interface Found<T> {
        void accept(String topic, T value);
    }

    /** A refusal for this topic is what is wrong with it; a fault of the moment is the caller's. */
    private static <T> void of(String topic, KafkaFuture<T> answer, Found<T> found, Map<String, String> wrong) {
        try {
            found.accept(topic, answer.get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof UnknownTopicOrPartitionException || cause instanceof TopicExistsException) {
                return; // it is to be made, or another instance was faster
            }
            if (cause instanceof RetriableException passing) {
                throw passing;
            }
            wrong.put(topic, cause.getMessage() == null ? cause.toString() : cause.getMessage());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** More safety than was asked for is not wrong. */
    static String differences(TopicDescription is, Config config, NewTopic wanted) {
        StringJoiner differences = new StringJoiner("; ");
        int partitions = is.partitions().size();
        int replicas = is.partitions().stream()
                .map(TopicPartitionInfo::replicas)
                .mapToInt(List::size)
                .min()
                .orElse(0);
        if (partitions != wanted.numPartitions()) {
            differences.add("partitions " + partitions + ", not " + wanted.numPartitions());
        }
        if (replicas < wanted.replicationFactor()) {
            differences.add("replicas " + replicas + ", not " + wanted.replicationFactor());
        }
        wanted.configs().forEach((name, value) -> {
            String actual = config.get(name) == null ? "none" : config.get(name).value();
            if (!isEnough(name, actual, value)) {
                differences.add(name + " " + actual + ", not " + value);
            }
        });
        String inSync = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG) == null
                ? "1"
                : config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value();
        if (Integer.parseInt(inSync) > replicas) {
            differences.add(
                    "nothing can be written: " + inSync + " replicas have to be in sync, there are " + replicas);
        }
        return differences.toString();
    }

    private static boolean isEnough(String name, String actual, String wanted) {
        return switch (name) {
            case TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG ->
                actual.equals("-1") || (!wanted.equals("-1") && Long.parseLong(actual) >= Long.parseLong(wanted));
            case TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG ->
                Long.parseLong(actual) >= Long.parseLong(wanted);
            default -> actual.equals(wanted);
        };
    }
}
