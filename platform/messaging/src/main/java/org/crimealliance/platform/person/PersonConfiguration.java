package org.crimealliance.platform.person;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crimealliance.platform.seal.WrappingKey;
import org.crimealliance.platform.topic.NeededTopics;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;

/** What events tell of persons is sealed, with keys wrapped with {@code alliance.person-secret}. */
@AutoConfiguration(afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
public class PersonConfiguration {

    /** Services whose events are read. */
    public record ReadServices(Set<String> names) {}

    @Bean
    NeededTopics personKeyTopics(@Value("${alliance.topic}") String topic, ObjectProvider<ReadServices> read) {
        Set<String> topics = new TreeSet<>(others(read));
        topics.add(KeyTopic.of(topic));
        return new NeededTopics(List.of(), List.copyOf(topics));
    }

    @Bean
    WrappingKey personWrappingKey(@Value("${alliance.person-secret:}") String secret) {
        return new WrappingKey(secret);
    }

    @Bean
    PersonKeys personKeys(
            MongoTemplate mongo,
            KafkaOperations<String, String> kafka,
            WrappingKey personWrappingKey,
            ObjectProvider<PersonErasure> erasures,
            @Value("${alliance.topic}") String topic) {
        // asked for when they are needed: they may need the keys themselves
        PersonErasure all = person -> erasures.orderedStream().forEach(erasure -> erasure.erase(person));
        return new PersonKeys(mongo, personWrappingKey, KeyTopic.on(kafka, KeyTopic.of(topic)), List.of(all));
    }

    @Bean
    PersonKeyFeed personKeyFeed(
            ConsumerFactory<String, String> consumers,
            KafkaOperations<String, String> kafka,
            MongoTemplate mongo,
            PersonKeys personKeys,
            WrappingKey personWrappingKey,
            ObjectProvider<ReadServices> read,
            @Value("${alliance.topic}") String topic,
            @Value("${alliance.restored-at:}") String restoredAt,
            @Value("${spring.application.name}") String application) {
        String own = KeyTopic.of(topic);
        return new PersonKeyFeed(
                consumers,
                own,
                others(read),
                personWrappingKey,
                KeyTopic.on(kafka, own),
                new RestoreCheck(mongo, personKeys, restoredAt),
                application,
                PersonKeyFeed.LONG_PATIENCE);
    }

    @Bean
    EventSealer eventSealer(PersonKeys personKeys, @Value("${alliance.person-sealing:true}") boolean sealing) {
        return new EventSealer(personKeys, sealing);
    }

    @Bean
    EventOpener eventOpener(PersonKeyFeed personKeyFeed) {
        return new EventOpener(personKeyFeed);
    }

    @Bean
    MeterBinder personKeyMetrics(PersonKeyFeed feed) {
        return registry -> {
            Gauge.builder("alliance.person-keys", feed, PersonKeyFeed::size)
                    .description("Keys of persons in memory, those that were erased too")
                    .register(registry);
            Gauge.builder("alliance.person-keys.agreed", feed, keys -> keys.hasAgreed() ? 1 : 0)
                    .description(
                            "Whether the store and the topic of keys have agreed since the start: who was erased, who was not")
                    .register(registry);
            FunctionCounter.builder("alliance.person-keys.restarts", feed, PersonKeyFeed::restarts)
                    .description("How often the reading of keys failed and began again")
                    .register(registry);
        };
    }

    private static Set<String> others(ObjectProvider<ReadServices> read) {
        return read.stream()
                .flatMap(services -> services.names().stream())
                .map(KeyTopic::of)
                .collect(Collectors.toSet());
    }
}
