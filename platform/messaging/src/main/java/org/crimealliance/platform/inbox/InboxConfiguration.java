package org.crimealliance.platform.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.crimealliance.platform.event.Fault;
import org.crimealliance.platform.event.MalformedEventException;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.crimealliance.platform.person.EventOpener;
import org.crimealliance.platform.person.PersonConfiguration.ReadServices;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.platform.topic.NeededTopics;
import org.crimealliance.platform.work.Sweeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ExponentialBackOffWithMaxRetries;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the topics that the service's {@link Subscriptions} name, one consumer group a service. A failure of the store or
 * the network is retried until it heals; any other failure a few times, then the event goes to the dead letters.
 */
@AutoConfiguration
@ConditionalOnBean(Subscriptions.class)
public class InboxConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(InboxConfiguration.class);

    @Bean
    DeadLetters deadLetters(MongoTemplate mongo, Clock clock, MachineClock machine, EventDispatcher dispatcher) {
        return new DeadLetters(mongo, clock, machine, dispatcher);
    }

    @Bean
    @ConditionalOnProperty("alliance.api-prefix")
    DeadLetterRoles deadLetterRoles(
            @Value("${alliance.dead-letters.seen-by}") String[] seenBy,
            @Value("${alliance.dead-letters.mended-by}") String[] mendedBy) {
        return new DeadLetterRoles(seenBy, mendedBy);
    }

    @Bean
    @ConditionalOnProperty("alliance.api-prefix")
    DeadLetterController deadLetterController(DeadLetters deadLetters, OutboxRelay outbox) {
        return new DeadLetterController(deadLetters, outbox);
    }

    @Bean
    MeterBinder deadLetterMetrics(DeadLetters deadLetters, OutboxRelay outbox) {
        return registry -> Gauge.builder(
                        "alliance.dead-letters.waiting",
                        () -> deadLetters.waiting() + outbox.undeliverable().size())
                .description("Events that somebody has to replay or skip, and those parked behind them")
                .register(registry);
    }

    @Bean
    Sweeper deadLetterSweeper(DeadLetters deadLetters, @Value("${alliance.dead-letters.sweep:30s}") Duration every) {
        return new Sweeper("dead-letters", every, deadLetters::declareIndexes, deadLetters::resume);
    }

    /** Announced first by the {@link InboxLifecycle}. */
    @Bean
    Sweeper readTypesSweeper(DeadLetters deadLetters) {
        return new Sweeper("read-types", Duration.ofMinutes(1), deadLetters::announce);
    }

    @Bean
    EventDispatcher eventDispatcher(Subscriptions subscriptions, JsonMapper json, EventOpener opener) {
        return new EventDispatcher(subscriptions, json, opener::opened);
    }

    @Bean
    ReadServices readServices(Subscriptions subscriptions) {
        return new ReadServices(topics(subscriptions));
    }

    @Bean
    NeededTopics inboxTopics(Subscriptions subscriptions, @Value("${spring.application.name}") String group) {
        return NeededTopics.of(topics(subscriptions).stream()
                .flatMap(topic -> Stream.of(topic, deadLetterTopic(topic, group)))
                .toList());
    }

    @Bean
    DefaultErrorHandler inboxErrorHandler(
            KafkaOperations<String, String> kafka,
            DeadLetters deadLetters,
            InboxHealth inboxHealth,
            @Value("${spring.application.name}") String group) {
        DeadLetterPublishingRecoverer publish = new DeadLetterPublishingRecoverer(
                kafka,
                (message, e) -> new TopicPartition(deadLetterTopic(message.topic(), group), message.partition()));
        DefaultErrorHandler handler = new InboxErrorHandler(
                (message, e) -> {
                    deadLetters.bury(asText(message), e);
                    publishIfPossible(publish, message, e);
                },
                bounded(),
                inboxHealth);
        handler.addNotRetryableExceptions(MalformedEventException.class);
        handler.setBackOffFunction((message, e) -> Fault.of(e) == Fault.PASSING ? untilItHeals() : null);
        return handler;
    }

    @Bean
    List<ConcurrentMessageListenerContainer<String, String>> inboxContainers(
            Subscriptions subscriptions,
            ConsumerFactory<String, String> consumers,
            EventDispatcher dispatcher,
            DeadLetters deadLetters,
            DefaultErrorHandler errorHandler,
            FirstStart firstStart,
            @Value("${spring.application.name}") String group,
            @Value("${alliance.kafka.consumers-per-topic:2}") int concurrency,
            @Value("${alliance.kafka.refused-again-after:10s}") Duration refusedAgainAfter) {
        return topics(subscriptions).stream()
                .map(topic -> container(
                        topic,
                        group,
                        consumers,
                        dispatcher,
                        deadLetters,
                        errorHandler,
                        firstStart,
                        concurrency,
                        refusedAgainAfter))
                .toList();
    }

    @Bean
    FirstStart firstStart(MongoTemplate mongo, InboxHealth inboxHealth) {
        return new FirstStart(mongo, inboxHealth);
    }

    @Bean
    InboxHealth inboxHealth() {
        return new InboxHealth();
    }

    /** A container that stopped for another reason than a gap is started again. */
    @Bean
    Sweeper inboxSweeper(
            InboxLifecycle inbox, InboxHealth inboxHealth, @Value("${alliance.inbox.sweep:10s}") Duration every) {
        return new Sweeper("inbox", every, () -> inbox.startAgain(inboxHealth));
    }

    /** Starts and stops the containers with the application. */
    @Bean
    InboxLifecycle inboxLifecycle(
            DeadLetters deadLetters, List<ConcurrentMessageListenerContainer<String, String>> inboxContainers) {
        return new InboxLifecycle(deadLetters, inboxContainers);
    }

    private static ConcurrentMessageListenerContainer<String, String> container(
            String topic,
            String group,
            ConsumerFactory<String, String> consumers,
            EventDispatcher dispatcher,
            DeadLetters deadLetters,
            DefaultErrorHandler errorHandler,
            FirstStart firstStart,
            int concurrency,
            Duration refusedAgainAfter) {
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setGroupId(group);
        properties.setConsumerRebalanceListener(firstStart);
        properties.setAuthExceptionRetryInterval(refusedAgainAfter); // else it would stop for good
        properties.setObservationEnabled(true);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setMessageListener(new InboxListener(dispatcher, deadLetters));
        ConcurrentMessageListenerContainer<String, String> container =
                new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setConcurrency(concurrency);
        container.setCommonErrorHandler(errorHandler);
        container.setBeanName("inbox-" + topic);
        return container;
    }

    private static Set<String> topics(Subscriptions subscriptions) {
        return subscriptions.all().stream().map(Subscription::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    static String deadLetterTopic(String topic, String group) {
        return topic + "." + group + ".dlt";
    }

    private static BackOff untilItHeals() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(5_000);
        return backOff;
    }

    private static BackOff bounded() {
        ExponentialBackOffWithMaxRetries backOff = new ExponentialBackOffWithMaxRetries(3);
        backOff.setInitialInterval(100);
        backOff.setMultiplier(4); // two seconds in all: the partition waits meanwhile
        return backOff;
    }

    /** The letter in the store is what counts: a topic that does not take its copy must not block the partition. */
    private static void publishIfPossible(
            DeadLetterPublishingRecoverer publish, ConsumerRecord<?, ?> message, Exception why) {
        try {
            publish.accept(message, why);
        } catch (RuntimeException e) {
            LOG.warn("a dead letter of {} is in the store only: {}", message.topic(), e.toString());
        }
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecord<String, String> asText(ConsumerRecord<?, ?> message) {
        return (ConsumerRecord<String, String>) message;
    }
}
