package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The store is killed while 32 write: whatever was acknowledged must be there afterwards. */
@DisabledIfEnvironmentVariable(
        named = "ALLIANCE_MONGODB_URI",
        matches = ".+",
        disabledReason = "the store is given, not ours to kill")
class StoreDurabilityIT {

    private static final int WRITERS = 32;
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    private Stack stack;

    @BeforeEach
    void startStore() {
        stack = Stack.of(new Stack.Options(Stack.findRoot(), folder, Stack.freePortBase()).withBackboneApart());
        stack.start(Set.of("store"), line -> {});
    }

    @AfterEach
    void stopStore() {
        stack.stop(line -> {});
    }

    @Test
    void no_acknowledged_write_is_lost_by_kill_9() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Set<String> inserted = ConcurrentHashMap.newKeySet();
        ConcurrentHashMap<Integer, Integer> counted = new ConcurrentHashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            writeUntilKilled(kill, inserted, counted, 300 + random.nextInt(700));
            stack.start("store");
            verify(inserted, counted);
        }
        assertThat(inserted).hasSizeGreaterThan(100);
    }

    private void writeUntilKilled(
            int round, Set<String> inserted, ConcurrentHashMap<Integer, Integer> counted, int killAfter)
            throws InterruptedException {
        AtomicBoolean killed = new AtomicBoolean();
        int before = inserted.size();
        try (MongoClient client = MongoClients.create(stack.mongoUri() + "/?retryWrites=false")) {
            MongoCollection<Document> documents =
                    client.getDatabase("durability").getCollection("documents");
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(Thread.ofVirtual().start(() -> {
                    for (int i = 0; !killed.get(); i++) {
                        try {
                            String id = round + "-" + number + "-" + i;
                            documents.insertOne(new Document("_id", id));
                            inserted.add(id);
                            Document counter = documents.findOneAndUpdate(
                                    new Document("_id", "counter-" + number),
                                    new Document("$inc", new Document("count", 1)),
                                    new com.mongodb.client.model.FindOneAndUpdateOptions()
                                            .upsert(true)
                                            .returnDocument(com.mongodb.client.model.ReturnDocument.AFTER));
                            if (counter != null) {
                                counted.put(number, counter.getInteger("count"));
                            }
                        } catch (MongoException expectedWhenKilled) {
                            return;
                        }
                    }
                }));
            }
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> inserted.size() >= before + killAfter);
            stack.kill("store");
            killed.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }

    private void verify(Set<String> inserted, ConcurrentHashMap<Integer, Integer> counted) {
        try (MongoClient client = MongoClients.create(stack.mongoUri())) {
            MongoCollection<Document> documents =
                    client.getDatabase("durability").getCollection("documents");
            Set<String> found = new HashSet<>();
            documents.find().forEach(document -> found.add(document.getString("_id")));
            assertThat(found).containsAll(inserted);
            counted.forEach((writer, count) -> {
                Document counter =
                        documents.find(new Document("_id", "counter-" + writer)).first();
                assertThat(counter == null ? 0 : counter.getInteger("count")).isGreaterThanOrEqualTo(count);
            });
        }
    }
}
