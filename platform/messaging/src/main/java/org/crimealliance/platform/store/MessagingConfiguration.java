package org.crimealliance.platform.store;

import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outbox.EventWriter;
import org.crimealliance.platform.outbox.KafkaSender;
import org.crimealliance.platform.outbox.OutboxMetrics;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.crimealliance.platform.person.EventSealer;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.platform.topic.NeededTopics;
import org.crimealliance.platform.work.Leases;
import org.crimealliance.platform.work.Sweeper;
import org.crimealliance.platform.work.SweeperHealth;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.kafka.core.KafkaOperations;
import tools.jackson.databind.json.JsonMapper;

/** Store, outbox and relay of a service; its facts go to {@code alliance.topic}. */
@Import({StoreAdvice.class, StoreClient.class})
@AutoConfiguration(beforeName = "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
public class MessagingConfiguration {

    @Bean
    MongoCustomConversions mongoCustomConversions() {
        return MongoConversions.conversions();
    }

    @Bean
    MappingMongoConverter mappingMongoConverter(MongoMappingContext context, MongoCustomConversions conversions) {
        MappingMongoConverter converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
        converter.setCustomConversions(conversions);
        converter.setTypeMapper(StoredTypes.mapper(context));
        return converter;
    }

    @Bean
    Migrations migrations(ObjectProvider<Migration> steps, MongoTemplate mongo, Leases leases) {
        return new Migrations(steps.stream().toList(), mongo, leases);
    }

    @Bean
    NeededTopics outboxTopic(@Value("${alliance.topic}") String topic) {
        return NeededTopics.of(List.of(topic));
    }

    @Bean
    OutboxRelay outboxRelay(
            MongoTemplate mongo,
            KafkaOperations<String, String> kafka,
            MachineClock machine,
            EventSealer sealer,
            @Value("${alliance.topic}") String topic,
            @Value("${spring.application.name}") String application,
            @Value("${alliance.outbox.lease:10s}") Duration lease) {
        KafkaSender sender = new KafkaSender(kafka, topic, "/" + application);
        OutboxRelay.Sender keysFirst = (collection, aggregateId, entry) -> {
            sealer.tellKeys(entry.type(), entry.data());
            sender.send(collection, aggregateId, entry);
        };
        return new OutboxRelay(mongo, keysFirst, machine, lease);
    }

    @Bean
    Sweeper outboxSweeper(OutboxRelay relay, @Value("${alliance.outbox.sweep:2s}") Duration every) {
        return Sweeper.inPortions("outbox", every, relay::sweep);
    }

    @Bean
    OutboxMetrics outboxMetrics(OutboxRelay relay) {
        return new OutboxMetrics(relay);
    }

    @Bean
    EventWriter eventWriter(
            JsonMapper json,
            Clock clock,
            MachineClock machine,
            Ids ids,
            ObjectProvider<Tracer> tracer,
            EventSealer sealer) {
        return new EventWriter(json, clock, machine, ids, tracer.getIfAvailable(), sealer::sealed);
    }

    @Bean
    AggregateStores aggregateStores(
            MongoTemplate mongo,
            EventWriter events,
            OutboxRelay relay,
            @Value("${alliance.restored-at:}") String restoredAt) {
        return new AggregateStores(mongo, events, relay, restoredAt.isBlank() ? null : Instant.parse(restoredAt));
    }

    @Bean
    Leases leases(MongoTemplate mongo, MachineClock machine) {
        return new Leases(mongo, machine);
    }

    @Bean
    SweeperHealth sweeperHealth(ObjectProvider<Sweeper> sweepers) {
        return new SweeperHealth(() -> sweepers.stream().toList());
    }

    @Bean
    ReadModels readModels(MongoTemplate mongo) {
        return new ReadModels(mongo);
    }
}
