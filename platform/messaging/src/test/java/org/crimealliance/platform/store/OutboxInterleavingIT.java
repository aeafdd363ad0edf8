package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.bson.Document;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.testkit.Backbone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Several writers, relays and consumers, in an order that a seed decides, dying between any two steps, their leases
 * running out, messages refused, acknowledgements lost, deliveries repeated: nothing is lost, nothing is missing in the
 * numbering, every effect happens once. And the same check finds each of the known ways to get it wrong.
 */
class OutboxInterleavingIT {

    private static final int SEEDS = 25;

    private static MongoClient client;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(Backbone.get().mongoUri());
    }

    @AfterAll
    static void disconnect() {
        client.getDatabase("interleaving").drop();
        client.close();
    }

    @Test
    void nothing_is_lost_and_nothing_is_doubled_whatever_the_order() {
        for (long seed : seeds()) {
            Bank bank = bank(seed, Bank::renameByTheStore, Bank::guarded).play();
            System.out.println(bank.summary());
            assertThat(bank.violations()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void the_same_seed_gives_the_same_order() {
        List<String> first =
                bank(7, Bank::renameByTheStore, Bank::guarded).play().trace();
        List<String> second =
                bank(7, Bank::renameByTheStore, Bank::guarded).play().trace();
        assertThat(second).isEqualTo(first);
        assertThat(bank(8, Bank::renameByTheStore, Bank::guarded).play().trace())
                .isNotEqualTo(first);
    }

    /** Reads the document, changes a field, writes the document: what was sent meanwhile comes back. */
    @Test
    void saving_the_whole_document_is_found() {
        expectFound(
                "saved whole",
                wrong -> wrong.contains("outbox") || wrong.contains("lost"),
                (bank, id, label) -> {
                    Document account = bank.mongo
                            .getCollection("accounts")
                            .find(Filters.eq("_id", id))
                            .first();
                    account.get("state", Document.class).put("label", label);
                    bank.mongo.getCollection("accounts").replaceOne(Filters.eq("_id", id), account);
                },
                Bank::guarded);
    }

    /** With the version checked, so that no command is lost; but the outbox comes back all the same. */
    @Test
    void saving_the_whole_document_under_its_version_is_found() {
        expectFound(
                "saved whole under its version",
                wrong -> wrong.startsWith("brought back"),
                (bank, id, label) -> {
                    Document account = bank.mongo
                            .getCollection("accounts")
                            .find(Filters.eq("_id", id))
                            .first();
                    long version = account.getLong("version");
                    account.get("state", Document.class).put("label", label);
                    account.put("version", version + 1);
                    bank.mongo
                            .getCollection("accounts")
                            .replaceOne(Filters.and(Filters.eq("_id", id), Filters.eq("version", version)), account);
                },
                Bank::guarded);
    }

    /** An entity class that does not know of the outbox: saving it deletes what has not been sent. */
    @Test
    void saving_an_entity_without_its_outbox_is_found() {
        expectFound(
                "outbox not mapped",
                wrong -> wrong.startsWith("lost or gap"),
                (bank, id, label) -> {
                    Document account = bank.mongo
                            .getCollection("accounts")
                            .find(Filters.eq("_id", id))
                            .first();
                    long version = account.getLong("version");
                    Document entity = new Document("_id", id)
                            .append("version", version + 1)
                            .append("seq", account.getLong("seq"))
                            .append("applied", account.get("applied"))
                            .append(
                                    "state",
                                    account.get("state", Document.class).append("label", label));
                    bank.mongo
                            .getCollection("accounts")
                            .replaceOne(Filters.and(Filters.eq("_id", id), Filters.eq("version", version)), entity);
                },
                Bank::guarded);
    }

    @Test
    void a_consumer_without_a_guard_is_found() {
        expectFound("no guard", "effect in board", OutboxInterleavingIT::count);
    }

    /** Remembers the event first and does the work after: a crash in between, and it is never done. */
    @Test
    void a_consumer_that_remembers_apart_from_its_effect_is_found() {
        expectFound("remembers apart", "effect in board", (bank, event) -> {
            try {
                bank.mongo.getCollection("processed").insertOne(new Document("_id", event.id()));
            } catch (MongoWriteException processed) {
                return;
            }
            count(bank, event);
        });
    }

    /** Knows only the last event of each account: a repetition from further back is applied again. */
    @Test
    void a_consumer_that_knows_only_the_last_event_is_found() {
        expectFound("knows only the last", "effect in board", (bank, event) -> {
            String last = "last." + event.subject();
            try {
                bank.mongo
                        .getCollection("board")
                        .updateOne(
                                Filters.and(Filters.eq("_id", "all"), Filters.ne(last, event.id())),
                                Updates.combine(Updates.inc("count", 1L), Updates.set(last, event.id())),
                                new UpdateOptions().upsert(true));
            } catch (MongoWriteException known) {
                // applied before
            }
        });
    }

    private static void expectFound(String what, String symptom, Bank.Effect board) {
        expectFound(
                what,
                wrong -> wrong.startsWith(symptom),
                Bank::renameByTheStore,
                (bank, event) -> Bank.guardedBut(bank, event, board));
    }

    private static void count(Bank bank, ReceivedEvent<Long> event) {
        bank.mongo
                .getCollection("board")
                .updateOne(Filters.eq("_id", "all"), Updates.inc("count", 1L), new UpdateOptions().upsert(true));
    }

    private static void expectFound(String what, Predicate<String> symptom, Bank.Rename rename, Bank.Effect effect) {
        int found = 0;
        long seed = 0;
        while (found == 0 && seed < 60) { // some need a death in one certain gap
            seed++;
            List<String> wrong = bank(seed, rename, effect).play().violations();
            if (wrong.stream().anyMatch(symptom)) {
                found++;
                System.out.println(what + ", seed " + seed + ": " + wrong.getFirst());
            }
        }
        assertThat(found).as(what).isPositive();
    }

    private static Bank bank(long seed, Bank.Rename rename, Bank.Effect effect) {
        return new Bank(client, "interleaving", seed, rename, effect);
    }

    private static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed < SEEDS; seed++) {
            seeds.add(seed);
        }
        seeds.add(ThreadLocalRandom.current().nextLong(1_000_000)); // and one that nobody has seen yet
        return seeds;
    }
}
