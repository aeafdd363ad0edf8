package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.testkit.Backbone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * What the platform relies on from its store, and nothing more. Runs against the local stack's, and against any server
 * that {@code ALLIANCE_MONGODB_URI} names.
 */
class StoreContractIT {

    private static final int AT_ONCE = 16;

    private static MongoClient client;
    private static MongoTemplate mongo;
    private MongoCollection<Document> documents;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(Backbone.get().mongoUri());
        mongo = new MongoTemplate(client, "store-contract");
    }

    @AfterAll
    static void disconnect() {
        mongo.getDb().drop();
        client.close();
    }

    @BeforeEach
    void fresh() {
        documents = mongo.getCollection("d" + UUID.randomUUID().toString().substring(0, 8));
    }

    @Test
    void an_id_exists_once() {
        String name = documents.getNamespace().getCollectionName();
        mongo.insert(new Document("_id", "a"), name);
        assertThatThrownBy(() -> mongo.insert(new Document("_id", "a"), name))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> documents.insertOne(new Document("_id", "a")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
    }

    @Test
    void of_many_inserts_of_one_id_one_succeeds() throws Exception {
        AtomicInteger inserted = new AtomicInteger();
        atOnce(i -> {
            try {
                documents.insertOne(new Document("_id", "a").append("by", i));
                inserted.incrementAndGet();
            } catch (MongoWriteException taken) {
                assertThat(taken.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY);
            }
            return null;
        });
        assertThat(inserted).hasValue(1);
    }

    @Test
    void compare_and_set_tells_whether_it_did() {
        documents.insertOne(new Document("_id", "a").append("version", 1L));
        Bson next = Updates.inc("version", 1L);
        assertThat(documents.updateOne(at("a", 1), next).getMatchedCount()).isEqualTo(1);
        assertThat(documents.updateOne(at("a", 1), next).getMatchedCount()).isZero();
        assertThat(documents.updateOne(at("a", 2), Updates.set("version", 2L)).getMatchedCount())
                .as("matched, though nothing changes")
                .isEqualTo(1);
    }

    @Test
    void compare_and_set_loses_nothing_among_many() throws Exception {
        documents.insertOne(new Document("_id", "a").append("version", 0L));
        atOnce(i -> {
            for (int done = 0; done < 10; ) {
                long version = documents.find(Filters.eq("_id", "a")).first().getLong("version");
                done += (int) documents
                        .updateOne(at("a", version), Updates.inc("version", 1L))
                        .getMatchedCount();
            }
            return null;
        });
        assertThat(documents.find().first().getLong("version")).isEqualTo(10L * AT_ONCE);
    }

    @Test
    void increments_lose_nothing_among_many() throws Exception {
        documents.insertOne(new Document("_id", "a").append("seats", 50));
        AtomicInteger taken = new AtomicInteger();
        atOnce(i -> {
            for (int n = 0; n < 10; n++) {
                taken.addAndGet((int) documents
                        .updateOne(
                                Filters.and(Filters.eq("_id", "a"), Filters.gt("seats", 0)), Updates.inc("seats", -1))
                        .getModifiedCount());
            }
            return null;
        });
        assertThat(taken).hasValue(50);
        assertThat(documents.find().first().getInteger("seats")).isZero();
    }

    @Test
    void of_many_claims_each_document_is_given_to_one() throws Exception {
        int count = 200;
        for (int i = 0; i < count; i++) {
            documents.insertOne(new Document("_id", "d" + i).append("relayAfter", new Date(0)));
        }
        Date now = new Date();
        Date later = new Date(now.getTime() + 60_000);
        List<String> claimed = java.util.Collections.synchronizedList(new ArrayList<>());
        atOnce(i -> {
            Document mine;
            while ((mine = documents.findOneAndUpdate(
                            Filters.lte("relayAfter", now),
                            Updates.set("relayAfter", later),
                            new FindOneAndUpdateOptions()
                                    .returnDocument(ReturnDocument.AFTER)
                                    .projection(Projections.include("outbox", "relayAfter"))))
                    != null) {
                assertThat(mine.getDate("relayAfter")).isEqualTo(later);
                claimed.add(mine.getString("_id"));
            }
            return null;
        });
        assertThat(claimed).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void a_claim_passes_over_documents_without_the_field() {
        documents.insertOne(new Document("_id", "a"));
        documents.insertOne(new Document("_id", "b").append("relayAfter", null));
        assertThat(documents.findOneAndUpdate(Filters.lte("relayAfter", new Date()), Updates.set("x", 1)))
                .isNull();
    }

    @Test
    void pushed_entries_keep_their_order_and_are_pulled_by_id() {
        documents.insertOne(new Document("_id", "a").append("outbox", List.of(entry("e1"))));
        documents.updateOne(Filters.eq("_id", "a"), Updates.pushEach("outbox", List.of(entry("e2"), entry("e3"))));
        assertThat(outbox()).containsExactly("e1", "e2", "e3");
        documents.updateOne(Filters.eq("_id", "a"), Updates.pull("outbox", new Document("id", "e2")));
        assertThat(outbox()).containsExactly("e1", "e3");
        documents.updateOne(Filters.eq("_id", "a"), Updates.pull("outbox", new Document("id", "no such")));
        documents.updateOne(Filters.eq("_id", "a"), Updates.pull("outbox", new Document("id", "e1")));
        assertThat(documents.updateOne(empty(), Updates.unset("relayAfter")).getMatchedCount())
                .isZero();
        documents.updateOne(Filters.eq("_id", "a"), Updates.pull("outbox", new Document("id", "e3")));
        assertThat(documents.updateOne(empty(), Updates.unset("relayAfter")).getMatchedCount())
                .isEqualTo(1);
    }

    @Test
    void pushes_and_pulls_at_once_lose_nothing() throws Exception {
        documents.insertOne(new Document("_id", "a").append("outbox", List.of()));
        atOnce(i -> {
            for (int n = 0; n < 20; n++) {
                String id = i + "-" + n;
                documents.updateOne(Filters.eq("_id", "a"), Updates.pushEach("outbox", List.of(entry(id))));
                if (n % 2 == 0) {
                    documents.updateOne(Filters.eq("_id", "a"), Updates.pull("outbox", new Document("id", id)));
                }
            }
            return null;
        });
        assertThat(outbox()).hasSize(10 * AT_ONCE).doesNotHaveDuplicates();
    }

    @Test
    void an_array_that_is_full_is_known_by_its_last_place() {
        Bson full = Filters.exists("outbox." + (AggregateStore.OUTBOX_LIMIT - 1), true);
        Bson notFull = Filters.exists("outbox." + (AggregateStore.OUTBOX_LIMIT - 1), false);
        List<Document> entries = new ArrayList<>(IntStream.range(0, AggregateStore.OUTBOX_LIMIT - 1)
                .mapToObj(i -> entry("e" + i))
                .toList());
        documents.insertOne(new Document("_id", "a").append("outbox", entries));
        assertThat(documents.countDocuments(notFull)).isEqualTo(1);
        assertThat(documents.countDocuments(full)).isZero();
        documents.updateOne(Filters.eq("_id", "a"), Updates.pushEach("outbox", List.of(entry("last"))));
        assertThat(documents.countDocuments(notFull)).isZero();
        assertThat(documents.countDocuments(full)).isEqualTo(1);
    }

    @Test
    void an_upsert_creates_once_and_a_guard_that_fails_is_a_duplicate_key() {
        Bson guarded = Filters.and(Filters.eq("_id", "a"), Filters.not(Filters.gte("applied.s", 1L)));
        Bson effect = Updates.combine(Updates.inc("count", 1), Updates.set("applied.s", 1L));
        UpdateOptions upsert = new UpdateOptions().upsert(true);
        documents.updateOne(guarded, effect, upsert);
        assertThatThrownBy(() -> documents.updateOne(guarded, effect, upsert))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
        Document found = documents.find(Filters.eq("_id", "a")).first();
        assertThat(found).containsEntry("count", 1);
        assertThat(found.get("applied", Document.class)).containsOnly(Map.entry("s", 1L));
    }

    @Test
    void a_guard_lets_a_document_in_that_has_no_mark_yet() {
        documents.insertOne(new Document("_id", "a").append("count", 5));
        Bson guarded = Filters.and(Filters.eq("_id", "a"), Filters.not(Filters.gte("applied.s", 3L)));
        Bson effect = Updates.combine(Updates.inc("count", 1), Updates.set("applied.s", 3L));
        assertThat(documents.updateOne(guarded, effect).getMatchedCount()).isEqualTo(1);
        assertThat(documents.updateOne(guarded, effect).getMatchedCount()).isZero();
    }

    @Test
    void a_mark_s_name_may_hold_everything_but_dots_and_dollars() {
        String mark = "applied./membership-service/memberships:01939a4e-%2E%24%3A";
        documents.insertOne(new Document("_id", "a"));
        documents.updateOne(Filters.eq("_id", "a"), Updates.set(mark, 7L));
        assertThat(documents.countDocuments(Filters.gte(mark, 7L))).isEqualTo(1);
        assertThat(documents.countDocuments(Filters.not(Filters.gte(mark, 7L)))).isZero();
    }

    @Test
    void events_of_several_sources_that_make_one_document_at_once_all_count() throws Exception {
        ReadModels models = new ReadModels(mongo);
        String name = documents.getNamespace().getCollectionName();
        for (int round = 0; round < 30; round++) {
            String id = "doc" + round;
            atOnce(i -> {
                assertThat(models.apply(name, id, event("source" + i, 1), Updates.inc("count", 1)))
                        .isTrue();
                assertThat(models.apply(name, id, event("source" + i, 1), Updates.inc("count", 1)))
                        .isFalse();
                return null;
            });
            assertThat(documents.find(Filters.eq("_id", id)).first()).containsEntry("count", AT_ONCE);
        }
    }

    @Test
    void a_unique_index_over_several_fields_holds_for_all_of_them_together() {
        documents.createIndex(Indexes.ascending("member", "year", "kind"), new IndexOptions().unique(true));
        documents.insertOne(new Document("_id", "1")
                .append("member", "m")
                .append("year", 2021)
                .append("kind", "fee"));
        documents.insertOne(new Document("_id", "2")
                .append("member", "m")
                .append("year", 2022)
                .append("kind", "fee"));
        assertThatThrownBy(() -> documents.insertOne(new Document("_id", "3")
                        .append("member", "m")
                        .append("year", 2021)
                        .append("kind", "fee")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> assertThat(e.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY));
        assertThat(documents.countDocuments(
                        Filters.and(Filters.eq("member", "m"), Filters.eq("year", 2021), Filters.eq("kind", "fee"))))
                .isEqualTo(1);
    }

    @Test
    void not_and_at_least_hold_for_missing_fields_as_they_should() {
        documents.insertOne(new Document("_id", "missing"));
        documents.insertOne(new Document("_id", "small").append("n", 1L));
        documents.insertOne(new Document("_id", "large").append("n", 9L));
        assertThat(ids(Filters.not(Filters.gte("n", 5L)))).containsExactly("missing", "small");
        assertThat(ids(Filters.gte("n", 5L))).containsExactly("large");
        assertThat(ids(Filters.not(Filters.gt("n", 5L)))).containsExactly("missing", "small");
        assertThat(ids(Filters.ne("n", 1L))).containsExactly("large", "missing");
        assertThat(ids(Filters.exists("n"))).containsExactly("large", "small");
    }

    @Test
    void pages_by_key_are_in_order_and_complete() {
        for (int i = 0; i < 25; i++) {
            documents.insertOne(new Document("_id", "k%02d".formatted(i)));
        }
        List<String> all = new ArrayList<>();
        String after = "";
        List<String> page;
        do {
            page = documents
                    .find(Filters.gt("_id", after))
                    .sort(Sorts.ascending("_id"))
                    .limit(10)
                    .map(document -> document.getString("_id"))
                    .into(new ArrayList<>());
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast();
        } while (!page.isEmpty());
        assertThat(all).hasSize(25).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void values_come_back_as_they_were() {
        Decimal128 amount = new Decimal128(new BigDecimal("12345678901234567890.10"));
        Date moment = Date.from(Instant.parse("2020-12-07T14:30:00.123Z"));
        String text = "Νίκη 山田 نور 😀 \u0000 \"'\\";
        byte[] bytes = {0, 1, -1, 127};
        documents.insertOne(new Document("_id", "a")
                .append("amount", amount)
                .append("moment", moment)
                .append("text", text)
                .append("bytes", new Binary(bytes))
                .append("list", List.of(1, 2L, 3.5))
                .append("nothing", null));
        Document found = documents.find().first();
        assertThat(found.get("amount", Decimal128.class).bigDecimalValue()).isEqualTo(amount.bigDecimalValue());
        assertThat(found.getDate("moment")).isEqualTo(moment);
        assertThat(found.getString("text")).isEqualTo(text);
        assertThat(found.get("bytes", Binary.class).getData()).isEqualTo(bytes);
        assertThat(found.get("list")).isEqualTo(List.of(1, 2L, 3.5));
        assertThat(found).containsKey("nothing");
    }

    @Test
    void dates_compare_in_milliseconds() {
        Instant noon = Instant.parse("2020-12-07T12:00:00.005Z");
        documents.insertOne(new Document("_id", "a").append("at", Date.from(noon)));
        assertThat(documents.countDocuments(Filters.lte("at", Date.from(noon)))).isEqualTo(1);
        assertThat(documents.countDocuments(Filters.lte("at", Date.from(noon.minusMillis(1)))))
                .isZero();
        assertThat(documents.countDocuments(Filters.lt("at", Date.from(noon)))).isZero();
    }

    @Test
    void a_document_may_be_large() {
        documents.insertOne(new Document("_id", "a").append("data", "x".repeat(4 * 1024 * 1024)));
        documents.updateOne(
                Filters.eq("_id", "a"), Updates.pushEach("outbox", List.of(entry("x".repeat(1024 * 1024)))));
        assertThat(documents.find(Filters.eq("_id", "a")).first().getString("data"))
                .hasSize(4 * 1024 * 1024);
    }

    private static Bson at(String id, long version) {
        return Filters.and(Filters.eq("_id", id), Filters.eq("version", version));
    }

    private static Bson empty() {
        return Filters.and(Filters.eq("_id", "a"), Filters.size("outbox", 0));
    }

    private static Document entry(String id) {
        return new Document("id", id).append("seq", 1L);
    }

    private static ReceivedEvent<String> event(String subject, long seq) {
        return new ReceivedEvent<>("e", "t", "/s/c", subject, seq, Instant.EPOCH, "a", "c", "data");
    }

    private List<String> outbox() {
        return documents.find(Filters.eq("_id", "a")).first().getList("outbox", Document.class).stream()
                .map(entry -> entry.getString("id"))
                .toList();
    }

    private List<String> ids(Bson filter) {
        return documents.find(filter).map(document -> document.getString("_id")).into(new ArrayList<>()).stream()
                .sorted()
                .toList();
    }

    /** Sixteen at once; the first failure of any is the test's. */
    private static void atOnce(Work work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Void>> all = IntStream.range(0, AT_ONCE)
                    .<Callable<Void>>mapToObj(i -> () -> work.by(i))
                    .toList();
            for (Future<Void> one : threads.invokeAll(all)) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    throw new AssertionError(e.getCause());
                }
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        Void by(int worker) throws Exception;
    }
}
