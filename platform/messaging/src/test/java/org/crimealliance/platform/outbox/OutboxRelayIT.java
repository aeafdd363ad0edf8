package org.crimealliance.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.testkit.Backbone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** The relay by itself, with a broker that does as the test says. */
class OutboxRelayIT {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private MongoClient client;
    private MongoTemplate mongo;
    private MongoCollection<Document> things;

    @BeforeEach
    void connect() {
        client = MongoClients.create(Backbone.get().mongoUri());
        mongo = new MongoTemplate(
                client, "relay-" + UUID.randomUUID().toString().substring(0, 8));
        things = mongo.getCollection("things");
    }

    @AfterEach
    void disconnect() {
        mongo.getDb().drop();
        client.close();
    }

    @Test
    void one_event_that_the_broker_never_takes_does_not_hold_the_others() {
        for (int i = 0; i < 10; i++) {
            thing("t" + i, "e" + i);
        }
        OutboxRelay relay = relay(Duration.ofSeconds(10), (collection, id, entry) -> {
            if (id.equals("t0")) {
                throw new IllegalStateException("too large");
            }
            sent.add(entry.id());
        });
        relay.sweep();
        assertThat(sent).hasSize(9).doesNotContain("e0");
        assertThat(relay.backlog().events()).isEqualTo(1);
        assertThat(relay.backlog().age()).isPositive();
        assertThat(relay.failed()).isEqualTo(1);
        assertThat(relay.sent()).isEqualTo(9);
    }

    @Test
    void what_the_broker_refuses_for_good_is_set_aside_with_its_aggregate_and_the_others_go_on() {
        for (int i = 0; i < 10; i++) {
            thing("t" + i, "e" + i, "f" + i);
        }
        Set<String> tooLarge = new HashSet<>(Set.of("e0", "e1", "e2", "e3", "e4"));
        OutboxRelay relay = relay(Duration.ZERO, (collection, id, entry) -> {
            if (tooLarge.contains(entry.id())) {
                throw new ExecutionException(new RecordTooLargeException("5 MB"));
            }
            sent.add(entry.id());
        });
        relay.sweep();
        assertThat(sent).hasSize(10); // five in a row are no broker that is away
        assertThat(relay.undeliverable()).hasSize(5).allSatisfy(dead -> {
            assertThat(dead.error()).contains("5 MB");
            assertThat(dead.waiting()).isEqualTo(2);
        });

        push("t0", "g0"); // written behind it: nothing is sent past it, and it is not tried again and again
        long tried = relay.failed();
        relay.sweep();
        relay.sweep();
        assertThat(sent).hasSize(10);
        assertThat(relay.failed()).isEqualTo(tried);
        assertThat(things.find(Filters.eq("_id", "t0")).first()).doesNotContainKey("relayAfter");

        relay.sendAgain(relay.undeliverable("e0").orElseThrow()); // still too large
        assertThat(relay.undeliverable("e0")).isPresent();
        tooLarge.clear();
        relay.sendAgain(relay.undeliverable("e0").orElseThrow());
        assertThat(sent.subList(10, 13)).containsExactly("e0", "f0", "g0");

        Undeliverable second = relay.undeliverable("e1").orElseThrow();
        relay.giveUp(second);
        relay.giveUp(second); // twice
        assertThat(sent.subList(13, 14)).containsExactly("f1");
        assertThat(relay.undeliverable()).hasSize(3);
    }

    @Test
    void indexes_that_could_not_be_made_are_made_later_and_nothing_waits_for_them() {
        AtomicInteger toFail = new AtomicInteger(1);
        Set<String> made = new HashSet<>();
        MongoTemplate refusing = new MongoTemplate(
                new SimpleMongoClientDatabaseFactory(client, mongo.getDb().getName()) {
                    @Override
                    protected MongoDatabase doGetMongoDatabase(String name) {
                        return answering(MongoDatabase.class, super.doGetMongoDatabase(name), keys -> {
                            if (toFail.getAndDecrement() > 0) {
                                throw new MongoSocketReadException("away", new ServerAddress());
                            }
                            made.add(keys);
                        });
                    }
                });
        OutboxRelay relay =
                new OutboxRelay(refusing, (collection, id, entry) -> sent.add(entry.id()), Clock.systemUTC(), LONG);
        relay.watch("things");
        thing("t0", "e0");
        relay.sweep();
        assertThat(sent).containsExactly("e0");
        assertThat(made).isEmpty();
        relay.sweep();
        assertThat(made).containsExactlyInAnyOrder("relayAfter", OutboxRelay.DEAD_HEAD);
        made.clear();
        relay.sweep();
        assertThat(made).as("once").isEmpty();
    }

    /** The store, with a word to say before an index is made. */
    private static <T> T answering(Class<T> type, Object target, Consumer<String> beforeIndex) {
        return type.cast(Proxy.newProxyInstance(
                OutboxRelayIT.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createIndex")) {
                        beforeIndex.accept(
                                ((Bson) arguments[0]).toBsonDocument().getFirstKey());
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof MongoCollection<?> documents
                                ? answering(MongoCollection.class, documents, beforeIndex)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void what_is_sent_again_and_not_acknowledged_waits() {
        thing("t0", "e0", "f0");
        Exception[] fault = {new RecordTooLargeException("5 MB")};
        OutboxRelay relay = relay(Duration.ZERO, (collection, id, entry) -> {
            if (fault[0] != null) {
                throw fault[0];
            }
        });
        relay.sweep();
        Undeliverable dead = relay.undeliverable("e0").orElseThrow();
        assertThat(relay.waiting(dead)).isEqualTo(2);
        fault[0] = new TimeoutException("the broker is away");
        relay.sendAgain(dead);
        assertThat(relay.undeliverable("e0")).isEmpty();
        assertThat(relay.waiting(dead)).isEqualTo(2);
        fault[0] = null;
        relay.sweep();
        assertThat(relay.waiting(dead)).isZero();
    }

    @Test
    void when_the_broker_is_away_a_sweep_gives_up_soon() {
        for (int i = 0; i < 10; i++) {
            thing("t" + i, "e" + i);
        }
        OutboxRelay relay = relay(Duration.ofSeconds(10), (collection, id, entry) -> {
            sent.add(id);
            throw new IllegalStateException("away");
        });
        relay.sweep();
        assertThat(sent).hasSize(3);
        relay.sweep();
        assertThat(sent).as("others get their turn").hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void an_entry_that_cannot_be_read_does_not_hold_the_others() {
        thing("t0", "e0");
        things.updateOne(Filters.eq("_id", "t0"), Updates.set("outbox.0.seq", "one"));
        thing("t1", "e1");
        relay(Duration.ofSeconds(10), (collection, id, entry) -> sent.add(entry.id()))
                .sweep();
        assertThat(sent).containsExactly("e1");
    }

    @Test
    void after_a_failure_the_events_behind_it_wait() {
        thing("t0", "e1", "e2", "e3");
        AtomicBoolean refuses = new AtomicBoolean(true);
        OutboxRelay relay = relay(Duration.ZERO, (collection, id, entry) -> {
            if (entry.id().equals("e2") && refuses.get()) {
                throw new IllegalStateException("not now");
            }
            sent.add(entry.id());
        });
        relay.sweep();
        assertThat(sent).containsExactly("e1");
        refuses.set(false);
        relay.sweep();
        assertThat(sent).containsExactly("e1", "e2", "e3");
        assertThat(things.find().first()).doesNotContainKey("relayAfter");
    }

    @Test
    void what_is_written_while_the_relay_is_at_it_follows_at_once() throws Exception {
        thing("t0", "e1");
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        OutboxRelay relay = relay(LONG, (collection, id, entry) -> {
            sending.countDown();
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            sent.add(entry.id());
        });
        relay.start();
        try {
            relay.nudge("things", "t0");
            assertThat(sending.await(20, TimeUnit.SECONDS)).isTrue();
            push("t0", "e2");
            for (int i = 0; i < 50; i++) {
                relay.nudge("things", "t0");
            }
            goOn.countDown();
            await().untilAsserted(() -> assertThat(sent.stream().distinct()).containsExactly("e1", "e2"));
            await().untilAsserted(() -> assertThat(things.find().first()).doesNotContainKey("relayAfter"));
        } finally {
            relay.stop();
        }
    }

    @Test
    void a_send_that_outlasts_the_lease_is_repeated_and_nothing_is_lost() throws Exception {
        thing("t0", "e1", "e2");
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        OutboxRelay slow = relay(Duration.ZERO, (collection, id, entry) -> {
            sending.countDown();
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            sent.add(entry.id());
        });
        try (var other = Executors.newSingleThreadExecutor()) {
            var turn = other.submit(slow::sweep);
            assertThat(sending.await(20, TimeUnit.SECONDS)).isTrue();
            relay(Duration.ZERO, (collection, id, entry) -> sent.add(entry.id()))
                    .sweep();
            assertThat(sent).containsExactly("e1", "e2");
            push("t0", "e3");
            goOn.countDown();
            turn.get();
        }
        relay(Duration.ZERO, (collection, id, entry) -> sent.add(entry.id())).sweep();
        assertThat(sent.stream().distinct()).containsExactly("e1", "e2", "e3");
        assertThat(things.find().first()).doesNotContainKey("relayAfter").containsEntry("outbox", List.of());
    }

    @Test
    void a_nudge_never_fails() {
        OutboxRelay relay = relay(LONG, (collection, id, entry) -> sent.add(entry.id()));
        relay.nudge("things", "t0");
        relay.start();
        relay.nudge("things", "no such");
        relay.stop();
        relay.nudge("things", "t0");
        thing("t0", "e1");
        relay.start();
        relay.nudge("things", "t0");
        await().untilAsserted(() -> assertThat(sent).containsExactly("e1"));
        relay.stop();
        assertThat(relay.isRunning()).isFalse();
    }

    @Test
    void a_sweep_takes_portions_and_tells_whether_there_may_be_more() {
        for (int i = 0; i < 230; i++) {
            thing("t" + i, "e" + i);
        }
        OutboxRelay relay = relay(LONG, (collection, id, entry) -> sent.add(entry.id()));
        assertThat(relay.sweep()).isTrue();
        assertThat(sent).hasSize(100);
        assertThat(relay.sweep()).isTrue();
        assertThat(relay.sweep()).isFalse();
        assertThat(sent).hasSize(230).doesNotHaveDuplicates();
    }

    @Test
    void while_the_broker_is_away_there_is_no_more_to_do_at_once() {
        for (int i = 0; i < 10; i++) {
            thing("t" + i, "e" + i);
        }
        OutboxRelay relay = relay(LONG, (collection, id, entry) -> {
            throw new IllegalStateException("away");
        });
        assertThat(relay.sweep()).isFalse();
    }

    private OutboxRelay relay(Duration lease, OutboxRelay.Sender sender) {
        OutboxRelay relay = new OutboxRelay(mongo, sender, Clock.systemUTC(), lease);
        relay.watch("things");
        return relay;
    }

    private void thing(String id, String... events) {
        things.insertOne(new Document("_id", id).append("outbox", List.of()));
        for (String event : events) {
            push(id, event);
        }
    }

    private void push(String id, String event) {
        Document entry = new OutboxEntry(event, 1, "thing.happened.v1", Instant.EPOCH, "a", "c", null, "{}")
                .toDocument(Instant.now());
        things.updateOne(
                Filters.eq("_id", id),
                Updates.combine(Updates.push("outbox", entry), Updates.set("relayAfter", OutboxRelay.DUE)));
    }
}
