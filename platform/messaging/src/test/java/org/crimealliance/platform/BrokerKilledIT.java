package org.crimealliance.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.inbox.Subscriptions;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.OutboxFullException;
import org.crimealliance.platform.store.ReadModels;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.platform.testkit.BrokerCluster;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Three brokers keep each fact, two must have it before it counts: the one that leads is killed (-9) while commands flow. */
class BrokerKilledIT {

    private static final String TOPIC = "tills.events.v1";
    private static final int WRITERS = 4;

    @TypeAlias("till")
    record Till(int sold) {}

    @WireName("tills.ticket-sold.v1")
    record TicketSold(int number) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        @Bean
        AggregateStore<Till> tills(AggregateStores stores) {
            return stores.of("tills", Till.class);
        }

        @Bean
        Subscriptions subscriptions(ReadModels models) {
            return Subscriptions.of(Subscription.on(
                    "tills.ticket-sold.v1",
                    TicketSold.class,
                    event -> models.apply("seats", event.subject(), event, Updates.inc("taken", 1))));
        }
    }

    @TempDir
    Path folder;

    private final AtomicInteger sold = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(longs = 20_201_213L)
    void nothing_is_lost_or_doubled_when_the_leader_is_killed_under_load(long seed) throws Exception {
        Random random = new Random(seed);
        try (BrokerCluster brokers = BrokerCluster.start(folder);
                ConfigurableApplicationContext app = start(brokers);
                Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.servers()))) {
            AggregateStore<Till> tills = app.getBean(tillsType());
            MongoTemplate mongo = app.getBean(MongoTemplate.class);
            List<String> names =
                    IntStream.range(0, WRITERS).mapToObj(i -> "till-" + i).toList();
            names.forEach(name -> tills.create(name, new Till(0), List.of()));
            int partition = random.nextInt(6);
            AtomicBoolean enough = new AtomicBoolean();
            try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> running = new ArrayList<>();
                names.forEach(name -> running.add(writers.submit(() -> sell(tills, name, enough))));
                try {
                    await().until(() -> total(mongo) > 10 * WRITERS);
                    int leader = leader(admin, partition);
                    System.out.println("seed " + seed + ": kills broker " + leader);
                    brokers.kill(leader);
                    int before = sold.get();
                    await().atMost(Duration.ofSeconds(60)).until(() -> total(mongo) > before + 10 * WRITERS);
                } finally {
                    enough.set(true);
                }
                for (Future<?> writer : running) {
                    writer.get(60, TimeUnit.SECONDS);
                }
            }
            Map<String, Integer> acknowledged = new HashMap<>();
            names.forEach(name -> acknowledged.put(
                    name, tills.find(name).orElseThrow().state().sold()));
            assertThat(acknowledged.values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(sold.get());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(taken(mongo)).isEqualTo(acknowledged));
            Map<String, List<Integer>> told = told(brokers);
            names.forEach(name -> assertThat(told.get(name).stream().distinct().toList())
                    .as("events of %s on the topic, each for the first time", name)
                    .isEqualTo(IntStream.rangeClosed(1, acknowledged.get(name))
                            .boxed()
                            .toList()));
            int sent = told.values().stream().mapToInt(List::size).sum();
            System.out.println(sold + " commands done, " + refused + " refused, " + sent + " messages, "
                    + (sent - sold.get()) + " of them repeated");
        }
    }

    private boolean sell(AggregateStore<Till> tills, String name, AtomicBoolean enough) throws Exception {
        while (!enough.get()) {
            try {
                tills.change(name, till -> {
                            int number = till.sold() + 1;
                            return Outcome.done(Change.to(new Till(number), new TicketSold(number)));
                        })
                        .orThrow();
                sold.incrementAndGet();
            } catch (OutboxFullException full) {
                refused.incrementAndGet(); // a hundred wait while there is no leader: not done, and said so
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    private static int total(MongoTemplate mongo) {
        return taken(mongo).values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<String, Integer> taken(MongoTemplate mongo) {
        Map<String, Integer> taken = new HashMap<>();
        mongo.findAll(Document.class, "seats")
                .forEach(seats -> taken.put(seats.getString("_id"), seats.getInteger("taken", 0)));
        return taken;
    }

    private static int leader(Admin admin, int partition) throws Exception {
        return admin.describeTopics(List.of(TOPIC))
                .allTopicNames()
                .get(30, TimeUnit.SECONDS)
                .get(TOPIC)
                .partitions()
                .get(partition)
                .leader()
                .id();
    }

    /** The numbers on the topic, in its order, by aggregate. */
    private static Map<String, List<Integer>> told(BrokerCluster brokers) {
        Map<String, List<Integer>> told = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers.servers()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(one -> new TopicPartition(TOPIC, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofSeconds(1))) {
                    String number = new String(
                            message.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8);
                    told.computeIfAbsent(message.key(), key -> new ArrayList<>())
                            .add(Integer.valueOf(number));
                }
            }
        }
        return told;
    }

    private static ConfigurableApplicationContext start(BrokerCluster brokers) {
        return new SpringApplicationBuilder(App.class)
                .run(
                        "--server.port=0",
                        "--spring.application.name=tills-service",
                        "--alliance.topic=" + TOPIC,
                        "--alliance.topics.replicas=3",
                        "--alliance.topics.min-in-sync=2",
                        "--spring.mongodb.uri=" + Backbone.get().mongoUri(),
                        "--spring.mongodb.database=test-"
                                + UUID.randomUUID().toString().substring(0, 8),
                        "--spring.kafka.bootstrap-servers=" + brokers.servers());
    }

    @SuppressWarnings("unchecked")
    private static Class<AggregateStore<Till>> tillsType() {
        return (Class<AggregateStore<Till>>) (Class<?>) AggregateStore.class;
    }
}
