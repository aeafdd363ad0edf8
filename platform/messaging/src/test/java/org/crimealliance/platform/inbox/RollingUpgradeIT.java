package org.crimealliance.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.testkit.Backbone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import tools.jackson.databind.json.JsonMapper;

/** An old and a new version of one service side by side, in one group: the new one reads a type that the old one does not. */
class RollingUpgradeIT {

    record Fact(int number) {}

    private final List<Long> handled = new ArrayList<>();
    private MongoClient client;
    private MongoTemplate mongo;
    private Instant now = Instant.parse("2020-12-07T10:00:00Z");
    private Instance old;
    private Instance newer;

    /** The listener of one process, and its dead letters in the store that both share. */
    private final class Instance {
        private final DeadLetters letters;
        private final InboxListener listener;

        Instance(String... types) {
            this(mongo, types);
        }

        Instance(MongoTemplate store, String... types) {
            List<Subscription<?>> subscriptions = new ArrayList<>();
            for (String type : types) {
                subscriptions.add(Subscription.on(type, Fact.class, RollingUpgradeIT.this::handle));
            }
            EventDispatcher dispatcher =
                    new EventDispatcher(new Subscriptions(subscriptions), new JsonMapper(), (type, payload) -> payload);
            InstantSource time = () -> now;
            letters = new DeadLetters(store, time.withZone(ZoneOffset.UTC), time, dispatcher);
            listener = new InboxListener(dispatcher, letters);
        }

        void reads(int seq, String type) {
            listener.onMessage(message(seq, type));
        }
    }

    private void handle(ReceivedEvent<Fact> event) {
        handled.add(event.seq());
    }

    @BeforeEach
    void connect() {
        client = MongoClients.create(Backbone.get().mongoUri());
        mongo = new MongoTemplate(
                client, "upgrade-" + UUID.randomUUID().toString().substring(0, 8));
        old = new Instance("facts.known.v1");
        newer = new Instance("facts.known.v1", "facts.added.v1");
    }

    @AfterEach
    void disconnect() {
        mongo.getDb().drop();
        client.close();
    }

    @Test
    void what_only_the_new_version_reads_waits_for_it_with_what_follows() {
        old.letters.announce();
        old.reads(1, "facts.added.v1"); // nobody reads it yet: history
        now = now.plusSeconds(60);
        newer.letters.announce();
        old.reads(2, "facts.known.v1");
        old.reads(3, "facts.added.v1");
        old.reads(4, "facts.known.v1");
        old.reads(5, "facts.nobody.v1");
        assertThat(handled).containsExactly(2L);
        old.letters.resume(); // it is not for the old one to go on
        assertThat(handled).containsExactly(2L);
        assertThat(old.letters.waiting()).isEqualTo(2);
        newer.letters.resume();
        assertThat(handled).containsExactly(2L, 3L, 4L);
        assertThat(mongo.getCollection(DeadLetters.HOLDS).countDocuments()).isZero();
        old.reads(6, "facts.known.v1");
        assertThat(handled).containsExactly(2L, 3L, 4L, 6L);
    }

    @Test
    void a_new_version_that_was_taken_back_is_forgotten_after_a_day() {
        old.letters.announce();
        now = now.plusSeconds(60);
        newer.letters.announce();
        old.reads(1, "facts.added.v1");
        old.reads(2, "facts.known.v1");
        now = now.plus(ReadTypes.REMEMBERED).plus(Duration.ofMinutes(1));
        old.letters.announce();
        old.reads(3, "facts.added.v1");
        old.letters.resume();
        assertThat(handled).containsExactly(2L);
        assertThat(old.letters.waiting()).isZero();
    }

    @Test
    void what_a_new_version_reads_no_more_is_passed_over_and_holds_nobody() {
        newer.letters.announce();
        now = now.plus(Duration.ofHours(2));
        Instance dropped = new Instance("facts.known.v1");
        dropped.letters.announce();
        newer.letters.announce(); // its last instance goes on for a while
        dropped.reads(1, "facts.added.v1");
        dropped.reads(2, "facts.known.v1");
        assertThat(handled).containsExactly(2L);
        assertThat(dropped.letters.waiting()).isZero();
        newer.reads(3, "facts.added.v1");
        assertThat(handled).as("and the older one reads it as before").containsExactly(2L, 3L);
    }

    @Test
    void a_version_that_reads_the_same_as_one_of_long_ago_is_newer_than_what_came_between() {
        old.letters.announce();
        now = now.plus(Duration.ofHours(2));
        newer.letters.announce();
        now = now.plus(Duration.ofDays(30));
        newer.letters.announce(); // all the time
        Instance dropped = new Instance("facts.known.v1");
        dropped.letters.announce();
        dropped.reads(1, "facts.added.v1");
        dropped.reads(2, "facts.known.v1");
        assertThat(handled).containsExactly(2L);
        newer.reads(3, "facts.added.v1");
        assertThat(handled).containsExactly(2L, 3L);
    }

    @Test
    void a_version_that_is_taken_back_soon_leaves_to_the_newer_what_is_only_for_it() {
        old.letters.announce();
        now = now.plus(Duration.ofHours(2));
        newer.letters.announce();
        now = now.plus(Duration.ofHours(2));
        Instance back = new Instance("facts.known.v1");
        back.letters.announce();
        back.reads(1, "facts.added.v1");
        assertThat(back.letters.waiting()).isEqualTo(1);
        newer.letters.resume();
        assertThat(handled).containsExactly(1L);
    }

    @Test
    void nothing_is_read_before_the_older_instances_know() {
        List<Long> knownAtTheStart = new ArrayList<>();
        new InboxLifecycle(
                        newer.letters,
                        List.of(container(() -> knownAtTheStart.add(
                                mongo.getCollection(ReadTypes.COLLECTION).countDocuments()))))
                .start();
        assertThat(knownAtTheStart).containsExactly(1L);

        MongoClient gone = MongoClients.create(Backbone.get().mongoUri());
        gone.close();
        InboxLifecycle cannot = new InboxLifecycle(
                new Instance(new MongoTemplate(gone, "gone"), "facts.added.v1").letters,
                List.of(container(() -> knownAtTheStart.add(0L))));
        assertThatThrownBy(cannot::start).isInstanceOf(RuntimeException.class);
        assertThat(knownAtTheStart).as("it never began to read").hasSize(1);
    }

    /** Tells when it is started, and reads nothing. */
    private static ConcurrentMessageListenerContainer<String, String> container(Runnable started) {
        ContainerProperties properties = new ContainerProperties("facts.events.v1");
        properties.setGroupId("facts");
        properties.setMessageListener((MessageListener<String, String>) message -> {});
        return new ConcurrentMessageListenerContainer<>(new DefaultKafkaConsumerFactory<>(Map.of()), properties) {
            @Override
            protected void doStart() {
                started.run();
            }
        };
    }

    /** The partition goes to and fro between them, and each sweeps now and then. */
    @RepeatedTest(5)
    void side_by_side_nothing_is_lost_and_order_is_kept() {
        long seed = System.nanoTime() % 1_000_000;
        System.out.println("upgrade seed " + seed);
        Random random = new Random(seed);
        newer.letters.announce();
        for (int seq = 1; seq <= 60; seq++) {
            Instance instance = random.nextBoolean() ? old : newer;
            instance.reads(seq, random.nextInt(3) == 0 ? "facts.added.v1" : "facts.known.v1");
            if (random.nextInt(5) == 0) {
                (random.nextBoolean() ? old : newer).letters.resume();
            }
        }
        newer.letters.resume();
        assertThat(handled)
                .isEqualTo(
                        IntStream.rangeClosed(1, 60).mapToObj(seq -> (long) seq).toList());
    }

    private static ConsumerRecord<String, String> message(int seq, String type) {
        ConsumerRecord<String, String> message =
                new ConsumerRecord<>("facts.events.v1", 0, seq, "one", "{\"number\":" + seq + "}");
        EventHeaders.put(message.headers(), "e" + seq, type, "/facts-service/facts", "one", seq);
        return message;
    }
}
