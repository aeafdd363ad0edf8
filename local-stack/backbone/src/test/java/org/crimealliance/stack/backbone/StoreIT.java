package org.crimealliance.stack.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.connection.ServerDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreIT {

    @TempDir
    Path folder;

    @Test
    void it_speaks_a_version_of_the_protocol_that_this_driver_still_takes() {
        try (Store store = Store.inMemory(0);
                MongoClient client = MongoClients.create(store.uri())) {
            int spoken = client.getDatabase("admin")
                    .runCommand(new Document("hello", 1))
                    .getInteger("maxWireVersion");
            assertThat(ServerDescription.MIN_DRIVER_WIRE_VERSION)
                    .as(
                            "the driver's least wire version; the store speaks %d: keep the older driver, or replace the store",
                            spoken)
                    .isLessThanOrEqualTo(spoken);
        }
    }

    @Test
    void databases_are_listed_by_name() {
        try (Store store = Store.inMemory(0);
                MongoClient client = MongoClients.create(store.uri())) {
            client.getDatabase("b").getCollection("c").insertOne(new Document("_id", 1));
            client.getDatabase("a").getCollection("c").insertOne(new Document("_id", 1));
            assertThat(client.listDatabaseNames().into(new ArrayList<>())).containsExactly("a", "b");
        }
    }

    /** A commit takes all of the file as it is, also what another client has done by half: a document, not yet its index. */
    @Test
    void after_a_kill_every_document_is_found_by_every_index() throws Exception {
        Path file = folder.resolve("store.mv");
        try (Store store = Store.onFile(file, 0);
                MongoClient client = MongoClients.create(store.uri())) {
            MongoCollection<Document> documents = documents(client);
            documents.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
            documents.insertMany(
                    List.of(new Document("_id", "a").append("key", 1), new Document("_id", "b").append("key", 2)));
        }
        MVStore half = new MVStore.Builder().fileName(file.toString()).open();
        for (String name : List.copyOf(half.getMapNames())) {
            if (name.contains("._index_")) {
                MVMap<Object, Object> index = half.openMap(name);
                index.remove(index.firstKey());
            }
        }
        half.close();
        Files.createFile(file.resolveSibling("store.mv.open"));

        try (Store store = Store.onFile(file, 0);
                MongoClient client = MongoClients.create(store.uri())) {
            MongoCollection<Document> documents = documents(client);
            for (String id : List.of("a", "b")) {
                assertThat(documents.find(Filters.eq("_id", id)).first()).isNotNull();
                assertThatThrownBy(() -> documents.insertOne(new Document("_id", id).append("key", 9)))
                        .isInstanceOfSatisfying(
                                MongoWriteException.class,
                                e -> assertThat(e.getCode()).isEqualTo(11000));
            }
            assertThat(documents.find(Filters.eq("key", 1)).first()).containsEntry("_id", "a");
            assertThatThrownBy(() -> documents.insertOne(new Document("_id", "c").append("key", 2)))
                    .isInstanceOfSatisfying(
                            MongoWriteException.class,
                            e -> assertThat(e.getCode()).isEqualTo(11000));
        }
        assertThat(file.resolveSibling("store.mv.open")).doesNotExist();
    }

    @Test
    void on_a_full_disk_nothing_is_acknowledged_that_is_not_kept_and_with_room_again_it_goes_on() throws Exception {
        Path file = folder.resolve("store.mv");
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (Store store = Store.onFile(file, 0);
                MongoClient client =
                        MongoClients.create(store.uri() + "/?serverSelectionTimeoutMS=500&socketTimeoutMS=3000")) {
            MongoCollection<Document> documents = documents(client);
            documents.insertOne(new Document("_id", "before"));
            Path limit = file.resolveSibling("store.mv.limit");
            Files.writeString(limit, Long.toString(Files.size(file) + 200_000));
            try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int writer = 0; writer < 8; writer++) {
                    String name = "w" + writer + "-";
                    writers.execute(() -> {
                        try {
                            for (int i = 0; i < 1000; i++) {
                                documents.insertOne(new Document("_id", name + i).append("text", noise()));
                                acknowledged.add(name + i);
                            }
                        } catch (MongoException full) {
                            // as it should be
                        }
                    });
                }
            }
            assertThat(acknowledged)
                    .as("the disk was full before all was written")
                    .hasSizeBetween(1, 7999);
            assertThatThrownBy(() -> documents.insertOne(new Document("_id", "refused").append("text", noise())))
                    .isInstanceOfAny(MongoSocketException.class, MongoTimeoutException.class);

            Files.delete(limit);

            await().ignoreExceptionsInstanceOf(MongoException.class)
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(documents.countDocuments()).isPositive());
            documents.insertOne(new Document("_id", "after"));
            Set<String> kept = new HashSet<>();
            documents.find().forEach(document -> kept.add(document.getString("_id")));
            assertThat(kept).contains("before", "after").containsAll(acknowledged);
            // one that was cut off may have been kept or not, as with any server: one of each writer, at most
            assertThat(kept).hasSizeBetween(acknowledged.size() + 2, acknowledged.size() + 2 + 8);
            for (String id : kept) {
                assertThat(documents.countDocuments(Filters.eq("_id", id))).isEqualTo(1);
            }
        }
    }

    private static String noise() {
        byte[] bytes = new byte[3000];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static MongoCollection<Document> documents(MongoClient client) {
        return client.getDatabase("whole").getCollection("documents");
    }
}
