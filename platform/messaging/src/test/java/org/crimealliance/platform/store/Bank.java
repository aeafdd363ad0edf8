package org.crimealliance.platform.store;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outbox.EventWriter;
import org.crimealliance.platform.outbox.OutboxEntry;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.DefaultDbRefResolver;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * A world small enough to be checked in full: accounts that count, relays that send what they tell, consumers that keep
 * books of it. Every part may be replaced by a broken one.
 */
final class Bank {

    record Account(String label, long value) {}

    @WireName("bank.counted.v1")
    record Counted(long value) {}

    record Ledger(List<Long> entries) {
        Ledger plus(long entry) {
            List<Long> more = new ArrayList<>(entries);
            more.add(entry);
            return new Ledger(List.copyOf(more));
        }
    }

    @WireName("bank.booked.v1")
    record Booked(long entry) {}

    /** A message on a topic. */
    record Message(String collection, String subject, OutboxEntry entry) {}

    /** How an account is given another label: a change without an event. */
    @FunctionalInterface
    interface Rename {
        void rename(Bank bank, String id, String label);
    }

    /** What a consumer does about an event. */
    @FunctionalInterface
    interface Effect {
        void apply(Bank bank, ReceivedEvent<Long> event);
    }

    static final List<String> ACCOUNTS = List.of("a0", "a1", "a2");
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int COMMANDS = 14;

    final MongoTemplate mongo;
    final AggregateStore<Account> accounts;
    final AggregateStore<Ledger> ledgers;
    final ReadModels models;
    private final OutboxRelay[] relays = new OutboxRelay[2];
    private final List<Message> topic = new ArrayList<>();
    private final List<Message> ledgerTopic = new ArrayList<>();
    private final Set<String> takenOut = new HashSet<>();
    private final Set<String> broughtBack = new TreeSet<>();
    private final Map<String, List<Long>> acknowledged = new TreeMap<>();
    private final Random random;
    private final long seed;
    private final Rename rename;
    private final Effect effect;
    private Instant now = Instant.parse("2020-12-07T10:00:00Z");
    private int committed;
    private int writersDone;
    private boolean calm;
    private Interleaving interleaving;

    Bank(MongoClient client, String database, long seed, Rename rename, Effect effect) {
        this.seed = seed;
        this.random = new Random(~seed);
        this.rename = rename;
        this.effect = effect;
        MongoDatabaseFactory factory = Interleaving.stepping(client, database, this::observe);
        MongoCustomConversions conversions = MongoConversions.conversions();
        MongoMappingContext context = new MongoMappingContext();
        context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        context.afterPropertiesSet();
        MappingMongoConverter converter = new MappingMongoConverter(new DefaultDbRefResolver(factory), context);
        converter.setCustomConversions(conversions);
        converter.afterPropertiesSet();
        mongo = new MongoTemplate(factory, converter);
        mongo.getDb().drop();
        Clock clock = new ManualClock();
        for (int i = 0; i < relays.length; i++) {
            // never started: the tasks call sweep() themselves
            relays[i] = new OutboxRelay(mongo, this::send, clock, LEASE);
            relays[i].watch("accounts");
            relays[i].watch("ledgers");
        }
        EventWriter events =
                new EventWriter(new JsonMapper(), clock, clock, Ids.timeOrdered(), null, (type, payload) -> payload);
        AggregateStores stores = new AggregateStores(mongo, events, relays[0], null);
        accounts = stores.of("accounts", Account.class);
        ledgers = stores.of("ledgers", Ledger.class);
        models = new ReadModels(mongo);
    }

    /** Plays everything, then lets the rest of the work be done in peace. */
    Bank play() {
        ACCOUNTS.forEach(id -> accounts.create(id, new Account("new", 0), List.of()));
        interleaving = new Interleaving(seed, 0.03);
        for (int i = 0; i < 3; i++) {
            interleaving.task("writer-" + i, writer(new Random(seed * 31 + i)));
        }
        for (OutboxRelay relay : relays) {
            interleaving.task("relay-" + (relay == relays[0] ? 0 : 1), () -> {
                relay.sweep();
                return writersDone == 3;
            });
        }
        for (int i = 0; i < 2; i++) {
            interleaving.task("consumer-" + i, () -> {
                consume();
                return writersDone == 3;
            });
        }
        interleaving.task("clock", () -> {
            now = now.plusSeconds(random.nextInt(6));
            Interleaving.step("ticks");
            return writersDone == 3;
        });
        interleaving.run();
        calm = true;
        for (int i = 0; i < 20; i++) {
            now = now.plus(LEASE).plusSeconds(1);
            relays[i % 2].sweep();
            while (committed < topic.size()) {
                consume();
            }
        }
        return this;
    }

    List<String> trace() {
        return interleaving.trace();
    }

    String summary() {
        return "seed %d: %d steps, %d crashes, %d commands acknowledged, %d events sent %d times"
                .formatted(
                        seed,
                        trace().size(),
                        interleaving.crashed(),
                        acknowledged.values().stream().mapToInt(List::size).sum(),
                        topic.stream()
                                .map(message -> message.entry().id())
                                .distinct()
                                .count(),
                        topic.size());
    }

    private Interleaving.Task writer(Random choice) {
        int[] left = {COMMANDS};
        return () -> {
            if (left[0]-- == 0) {
                writersDone++;
                return true;
            }
            String id = ACCOUNTS.get(choice.nextInt(ACCOUNTS.size()));
            if (choice.nextInt(3) == 0) {
                rename.rename(this, id, "label " + left[0]);
            } else {
                long value = accounts.change(
                                id,
                                account -> Outcome.done(Change.to(
                                        new Account(account.label(), account.value() + 1),
                                        new Counted(account.value() + 1))))
                        .orThrow()
                        .state()
                        .value();
                acknowledged.computeIfAbsent(id, a -> new ArrayList<>()).add(value);
            }
            return false;
        };
    }

    /** The broker: takes it, refuses it, or takes it and its acknowledgement is lost. */
    private void send(String collection, String aggregateId, OutboxEntry entry) {
        Interleaving.step("sends " + collection);
        int luck = calm ? 0 : random.nextInt(12);
        if (luck == 11) {
            throw new IllegalStateException("the broker refuses");
        }
        (collection.equals("accounts") ? topic : ledgerTopic).add(new Message(collection, aggregateId, entry));
        if (luck == 10) {
            throw new IllegalStateException("the acknowledgement is lost");
        }
        Interleaving.step("is acknowledged");
    }

    /** What was taken out of an outbox must not be there when a relay claims it later. */
    private void observe(String operation, Object[] arguments, Object result) {
        // an update whose condition did not hold took nothing out
        if (operation.equals("updateOne") && ((UpdateResult) result).getMatchedCount() > 0) {
            BsonValue pull = ((Bson) arguments[1]).toBsonDocument().get("$pull");
            if (pull != null) {
                takenOut.add(
                        pull.asDocument().getDocument("outbox").getString("id").getValue());
            }
        } else if (operation.equals("findOneAndUpdate") && result instanceof Document claimed) {
            claimed.getList("outbox", Document.class, List.of()).stream()
                    .map(entry -> entry.getString("id"))
                    .filter(takenOut::contains)
                    .forEach(broughtBack::add);
        }
    }

    /** Some messages from where the group stands; others of the group may be at the same ones. */
    private void consume() {
        Interleaving.step("polls");
        int position = committed;
        if (!calm && random.nextInt(6) == 0) {
            position = Math.max(0, position - random.nextInt(5)); // delivered again
        }
        for (int i = 0; i < 3 && position < topic.size(); i++, position++) {
            Message message = topic.get(position);
            OutboxEntry entry = message.entry();
            effect.apply(
                    this,
                    new ReceivedEvent<>(
                            entry.id(),
                            entry.type(),
                            "/bank/" + message.collection(),
                            message.subject(),
                            entry.seq(),
                            entry.time(),
                            entry.actor(),
                            entry.correlationId(),
                            entry.seq()));
        }
        Interleaving.step("commits");
        committed = position;
    }

    /** As the platform does it. */
    static void renameByTheStore(Bank bank, String id, String label) {
        bank.accounts
                .change(id, account -> Outcome.done(Change.to(new Account(label, account.value()))))
                .orThrow();
    }

    /** As the platform does it: one document changed, a shared one changed, one made, another aggregate told. */
    static void guarded(Bank bank, ReceivedEvent<Long> event) {
        guardedBut(bank, event, Bank::countOnTheBoard);
    }

    private static void countOnTheBoard(Bank bank, ReceivedEvent<Long> event) {
        bank.models.apply("board", "all", event, Updates.inc("count", 1L));
    }

    /** As {@link #guarded}, with another way to count on the board that all accounts share. */
    static void guardedBut(Bank bank, ReceivedEvent<Long> event, Effect board) {
        bank.models.apply(
                "totals",
                event.subject(),
                event,
                Updates.combine(Updates.inc("count", 1L), Updates.push("seen", event.seq())));
        board.apply(bank, event);
        try {
            bank.mongo
                    .getCollection("mails")
                    .insertOne(new Document("_id", Ids.derived(event.id(), "mail")).append("to", event.subject()));
        } catch (MongoWriteException alreadyThere) {
            Interleaving.step("finds its mail");
        }
        String id = "ledger-" + event.subject();
        if (!bank.ledgers
                .create(id, new Ledger(List.of(event.seq())), List.of(new Booked(event.seq())), event)
                .isNew()) {
            bank.ledgers
                    .change(
                            id,
                            event,
                            ledger -> Outcome.done(Change.to(ledger.plus(event.seq()), new Booked(event.seq()))))
                    .orThrow();
        }
    }

    /** Everything that is not as it must be; empty if the world is sound. */
    List<String> violations() {
        List<String> wrong = new ArrayList<>();
        if (!broughtBack.isEmpty()) {
            wrong.add("brought back: " + broughtBack.size() + " events that had been sent and taken out");
        }
        long all = 0;
        for (String id : ACCOUNTS) {
            Stored<Account> account = accounts.find(id).orElseThrow();
            long told = account.state().value();
            all += told;
            List<Long> expected = LongStream.rangeClosed(1, told).boxed().toList();
            compare(wrong, "lost or gap: events of " + id, expected, firsts(topic, id));
            if (account.seq() != told) {
                wrong.add("numbering of " + id + ": " + account.seq() + " for " + told + " events");
            }
            List<Long> promised = acknowledged.getOrDefault(id, List.of());
            if (new HashSet<>(promised).size() != promised.size()
                    || promised.stream().anyMatch(v -> v > told)) {
                wrong.add("lost command at " + id + ": " + promised + " were acknowledged, it stands at " + told);
            }
            Document totals = find("totals", id);
            compare(wrong, "effect in totals of " + id, expected, totals.getList("seen", Long.class, List.of()));
            if (totals.get("count", 0L) != told) {
                wrong.add("effect in count of " + id + ": " + totals.get("count") + " for " + told);
            }
            if (told > 0) {
                compare(
                        wrong,
                        "effect in ledger of " + id,
                        expected,
                        ledgers.find("ledger-" + id)
                                .map(l -> l.state().entries())
                                .orElse(List.of()));
                compare(wrong, "lost or gap: ledger events of " + id, expected, firsts(ledgerTopic, "ledger-" + id));
            }
        }
        if (find("board", "all").get("count", 0L) != all) {
            wrong.add("effect in board: " + find("board", "all").get("count") + " for " + all);
        }
        long mails = mongo.getCollection("mails").countDocuments();
        if (mails != all) {
            wrong.add("effect in mails: " + mails + " for " + all);
        }
        Set<String> ids = new HashSet<>();
        for (String collection : List.of("accounts", "ledgers")) {
            for (Document left : mongo.getCollection(collection).find(Filters.exists("relayAfter"))) {
                wrong.add("left in the outbox of " + left.getString("_id"));
            }
        }
        for (Message message : topic) {
            ids.add(message.subject() + "/" + message.entry().seq() + "/"
                    + message.entry().id());
        }
        if (ids.size() != all) {
            wrong.add("doubled: " + ids.size() + " different events for " + all + " changes");
        }
        return wrong;
    }

    private Document find(String collection, String id) {
        Document document =
                mongo.getCollection(collection).find(Filters.eq("_id", id)).first();
        return document == null ? new Document() : document;
    }

    /** The numbers of an aggregate's events in the order in which each came first. */
    private static List<Long> firsts(List<Message> messages, String subject) {
        return messages.stream()
                .filter(message -> message.subject().equals(subject))
                .map(message -> message.entry().seq())
                .distinct()
                .toList();
    }

    private static void compare(List<String> wrong, String what, List<Long> expected, List<Long> found) {
        if (!expected.equals(found)) {
            wrong.add(what + ": " + found + " instead of " + expected);
        }
    }

    private final class ManualClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
