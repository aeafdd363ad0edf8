package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.crimealliance.platform.testkit.Backbone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the store answers when many clients touch the same thing at once, also for the very first time: what one client after
 * the other would be answered, a key that is taken with error 11000, and never with an error that has no meaning. Runs against
 * the local stack's, and against any server that {@code ALLIANCE_MONGODB_URI} names.
 */
class StoreAtOnceIT {

    private static final int CLIENTS = 32;
    private static final int DUPLICATE_KEY = 11000;
    private static final int FIELDS = 200;

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private static MongoClient client;
    private final Random random = new Random(SEED);
    private MongoDatabase database;

    @BeforeAll
    static void connect() {
        System.out.println("seed " + SEED);
        client = MongoClients.create(Backbone.get().mongoUri());
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void fresh() {
        database = client.getDatabase("at-once-" + UUID.randomUUID().toString().substring(0, 8));
    }

    @Test
    void a_collection_that_is_touched_for_the_first_time_by_many() throws Exception {
        Failures failures = new Failures();
        for (int round = 0; round < 60; round++) {
            MongoDatabase touched = round % 6 == 0 ? client.getDatabase(database.getName() + "-" + round) : database;
            MongoCollection<Document> documents = touched.getCollection("r" + round);
            Map<String, AtomicInteger> inserted = new ConcurrentHashMap<>();
            List<Runnable> jobs = new ArrayList<>();
            for (String id : List.of("a", "b", "c", "d", "a", "b", "a", "c")) {
                jobs.add(() -> {
                    documents.insertOne(
                            new Document("_id", id).append("key", id).append("relayAfter", 0));
                    inserted.computeIfAbsent(id, none -> new AtomicInteger()).incrementAndGet();
                });
            }
            for (int i = 0; i < 4; i++) {
                jobs.add(() -> documents.createIndex(Indexes.ascending("relayAfter"), new IndexOptions().sparse(true)));
                jobs.add(() -> documents.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true)));
                jobs.add(() -> documents.findOneAndUpdate(Filters.lte("relayAfter", 5), Updates.set("relayAfter", 9)));
                jobs.add(() -> documents.countDocuments(Filters.eq("relayAfter", 0)));
                jobs.add(() -> documents.find(Filters.eq("_id", "a")).first());
                jobs.add(() -> client.listDatabaseNames().into(new ArrayList<>()));
            }
            atOnce(jobs, failures);
            assertThat(documents
                            .find()
                            .map(document -> document.getString("_id"))
                            .into(new ArrayList<>()))
                    .containsExactlyInAnyOrder("a", "b", "c", "d");
            assertThat(inserted.values())
                    .as("each was inserted by one")
                    .hasSize(4)
                    .allMatch(times -> times.get() == 1);
            for (String id : List.of("a", "b", "c", "d")) {
                assertThat(documents.find(Filters.eq("_id", id)).first()).isNotNull();
                assertThat(documents.find(Filters.eq("key", id)).first()).isNotNull();
                assertThat(failures.of(() -> documents.insertOne(new Document("_id", id))))
                        .isEqualTo(DUPLICATE_KEY);
                assertThat(failures.of(() -> documents.insertOne(new Document("_id", id + "2").append("key", id))))
                        .isEqualTo(DUPLICATE_KEY);
            }
            if (touched != database) {
                touched.drop();
            }
        }
        database.drop();
        assertThat(failures.withoutMeaning).isEmpty();
    }

    @Test
    void upserts_of_one_id_make_one_document_and_all_count() throws Exception {
        Failures failures = new Failures();
        for (int round = 0; round < 40; round++) {
            MongoCollection<Document> documents = database.getCollection("u" + round);
            String id = "u" + round;
            atOnce(
                    IntStream.range(0, CLIENTS)
                            .<Runnable>mapToObj(i -> () -> again(() -> {
                                if (i % 2 == 0) {
                                    documents.updateOne(
                                            Filters.eq("_id", id),
                                            Updates.inc("count", 1),
                                            new UpdateOptions().upsert(true));
                                } else {
                                    documents.findOneAndUpdate(
                                            Filters.eq("_id", id),
                                            Updates.inc("count", 1),
                                            new FindOneAndUpdateOptions().upsert(true));
                                }
                            }))
                            .toList(),
                    failures);
            assertThat(documents.find().into(new ArrayList<>()))
                    .containsExactly(new Document("_id", id).append("count", CLIENTS));
        }
        database.drop();
        assertThat(failures.withoutMeaning).isEmpty();
    }

    @Test
    void a_unique_index_that_is_built_while_documents_come_in_holds_for_all_of_them() throws Exception {
        Failures failures = new Failures();
        for (int round = 0; round < 30; round++) {
            MongoCollection<Document> documents = database.getCollection("i" + round);
            documents.insertOne(new Document("_id", "first").append("key", -1));
            AtomicBoolean built = new AtomicBoolean();
            List<Runnable> jobs = new ArrayList<>();
            for (int i = 0; i < CLIENTS - 2; i++) {
                int key = i / 2; // each key twice
                String id = "k" + i;
                jobs.add(() -> documents.insertOne(new Document("_id", id).append("key", key)));
            }
            for (int i = 0; i < 2; i++) {
                jobs.add(() -> {
                    documents.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
                    built.set(true);
                });
            }
            atOnce(jobs, failures);
            List<Integer> keys =
                    documents.find().map(document -> document.getInteger("key")).into(new ArrayList<>());
            if (built.get()) {
                assertThat(keys).doesNotHaveDuplicates();
            }
            for (int key : new HashSet<>(keys)) {
                assertThat(documents.find(Filters.eq("key", key)).into(new ArrayList<>()))
                        .hasSize(Collections.frequency(keys, key));
            }
        }
        database.drop();
        assertThat(failures.withoutMeaning).isEmpty();
    }

    @Test
    void whoever_reads_sees_a_document_as_one_write_left_it() throws Exception {
        MongoCollection<Document> documents = database.getCollection("whole");
        documents.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
        documents.insertOne(whole(0).append("_id", "a").append("key", "k"));
        Failures failures = new Failures();
        Set<String> torn = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        List<Runnable> jobs = new ArrayList<>();
        for (int i = 0; i < CLIENTS / 4; i++) {
            int writer = i;
            jobs.add(() -> {
                try {
                    for (int n = 0; n < 150; n++) {
                        Document written = documents.findOneAndUpdate(
                                Filters.eq("_id", "a"),
                                new Document("$set", whole(writer * 1000 + n)),
                                new FindOneAndUpdateOptions()
                                        .returnDocument(n % 2 == 0 ? ReturnDocument.AFTER : ReturnDocument.BEFORE));
                        check(written, torn);
                    }
                } finally {
                    over.set(true);
                }
            });
        }
        for (int i = jobs.size(); i < CLIENTS; i++) {
            int reader = i;
            jobs.add(() -> {
                while (!over.get()) {
                    switch (reader % 4) {
                        case 0 -> check(documents.find(Filters.eq("_id", "a")).first(), torn);
                        case 1 -> check(documents.find().first(), torn);
                        case 2 ->
                            documents
                                    .aggregate(List.of(Aggregates.match(Filters.exists("f0"))))
                                    .forEach(document -> check(document, torn));
                        default -> documents.countDocuments(Filters.gte("f3", 0));
                    }
                }
            });
        }
        atOnce(jobs, failures);
        database.drop();
        assertThat(torn).isEmpty();
        assertThat(failures.withoutMeaning).isEmpty();
    }

    @Test
    void what_is_dropped_while_it_is_written_to_is_there_again_with_the_next_write() throws Exception {
        Failures failures =
                new Failures(26, 175, 215); // no such collection, it went under a query, it is being dropped
        for (int round = 0; round < 20; round++) {
            MongoDatabase dropped = client.getDatabase(database.getName() + "-dropped");
            List<Runnable> jobs = new ArrayList<>();
            for (int i = 0; i < CLIENTS - 4; i++) {
                int number = i;
                jobs.add(() -> {
                    for (int n = 0; n < 5; n++) {
                        MongoCollection<Document> documents = dropped.getCollection("c" + (number + n) % 3);
                        documents.insertOne(new Document("number", number));
                        documents.updateMany(Filters.eq("number", number), Updates.inc("n", 1));
                        documents.countDocuments(Filters.eq("number", number));
                    }
                });
            }
            jobs.add(() -> dropped.getCollection("c0").drop());
            jobs.add(() -> dropped.getCollection("c1").drop());
            jobs.add(dropped::drop);
            jobs.add(() -> dropped.listCollectionNames().into(new ArrayList<>()));
            atOnce(jobs, failures);
            dropped.getCollection("c0").insertOne(new Document("_id", "round" + round));
            assertThat(dropped.getCollection("c0")
                            .find(Filters.eq("_id", "round" + round))
                            .first())
                    .isNotNull();
            dropped.drop();
        }
        assertThat(failures.withoutMeaning).isEmpty();
    }

    @Test
    void a_database_that_is_dropped_takes_no_other_with_it() {
        MongoDatabase longer = client.getDatabase(database.getName() + "2");
        database.getCollection("c").insertOne(new Document("_id", "a"));
        longer.getCollection("c").insertOne(new Document("_id", "a"));
        database.drop();
        assertThat(database.getCollection("c").countDocuments()).isZero();
        assertThat(longer.getCollection("c").find(Filters.eq("_id", "a")).first())
                .isNotNull();
        longer.drop();
    }

    /** Many fields and a list that all hold the same number: any other sight of them is half of a write. */
    private static Document whole(int number) {
        Document fields = new Document();
        for (int i = 0; i < FIELDS; i++) {
            fields.append("f" + i, number);
        }
        return fields.append("list", List.of(number, number));
    }

    private static void check(Document document, Set<String> torn) {
        Set<Object> numbers = new HashSet<>(document.getList("list", Integer.class));
        for (int i = 0; i < FIELDS; i++) {
            numbers.add(document.get("f" + i));
        }
        if (numbers.size() != 1) {
            torn.add(document.toJson());
        }
    }

    /** As every client of MongoDB must: of two that upsert one id at once, one may be told that it is taken. */
    private static void again(Runnable upsert) {
        try {
            upsert.run();
        } catch (MongoException taken) {
            if (taken.getCode() != DUPLICATE_KEY) {
                throw taken;
            }
            upsert.run();
        }
    }

    private static final class Failures {

        /** Neither done nor refused for a reason that a client could act on. */
        final Set<String> withoutMeaning = ConcurrentHashMap.newKeySet();

        private final Set<Integer> allowed = new HashSet<>(Set.of(DUPLICATE_KEY));

        Failures(Integer... alsoAllowed) {
            allowed.addAll(List.of(alsoAllowed));
        }

        /** The error's code, 0 if there was none. */
        int of(Runnable command) {
            try {
                command.run();
                return 0;
            } catch (MongoException e) {
                return e.getCode();
            }
        }

        void run(Runnable job) {
            try {
                job.run();
            } catch (MongoException e) {
                // an index over keys that are there twice is refused as a duplicate too
                if (!allowed.contains(e.getCode())) {
                    withoutMeaning.add(e.toString());
                }
            } catch (RuntimeException e) {
                withoutMeaning.add(e.toString());
            }
        }
    }

    private void atOnce(List<Runnable> jobs, Failures failures) throws Exception {
        List<Runnable> shuffled = new ArrayList<>(jobs);
        Collections.shuffle(shuffled, random);
        CyclicBarrier start = new CyclicBarrier(shuffled.size());
        try (var threads = Executors.newFixedThreadPool(shuffled.size())) {
            for (Runnable job : shuffled) {
                threads.execute(() -> {
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    failures.run(job);
                });
            }
        }
    }
}
