package org.crimealliance.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.crimealliance.benchmarks.BenchService.Application;
import org.crimealliance.benchmarks.BenchService.ApplicationNoted;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Change;
import org.crimealliance.stack.Stack;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The platform's mechanics, in this process, on the stack's store and broker. */
final class MechanicsBench {

    private static final int CLIENTS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration TIME = Duration.ofSeconds(6);

    private final Stack stack;
    private final Report report;
    private double insertsPerSecond;
    private double updatesPerSecond;

    MechanicsBench(Stack stack, Report report) {
        this.stack = stack;
        this.report = report;
    }

    /** Acknowledged inserts a second of the bare store, {@link #run} having been called. */
    double insertsPerSecond() {
        return insertsPerSecond;
    }

    void run() throws Exception {
        bareStore();
        double producerPerSecond = bareProducer();
        SpringApplication application = new SpringApplication(BenchService.class);
        try (ConfigurableApplicationContext service = application.run(
                "--spring.mongodb.uri=" + stack.mongoUri(),
                "--spring.kafka.bootstrap-servers=" + stack.kafka(),
                "--alliance.person-secret=" + "bench".repeat(8))) {
            commands(service);
            relay(service, producerPerSecond);
            factToEffect(service);
        }
    }

    private void bareStore() {
        String document = "x".repeat(400);
        try (MongoClient client = MongoClients.create(stack.mongoUri() + "/?retryWrites=false")) {
            MongoCollection<Document> documents = client.getDatabase("bare").getCollection("documents");
            AtomicLong ids = new AtomicLong();
            Load.Request insert = (number, thread) ->
                    documents.insertOne(new Document("_id", "d" + ids.getAndIncrement()).append("text", document));
            Load.during(WARM_UP, CLIENTS, insert);
            Load.Result inserts = Load.during(TIME, CLIENTS, insert);
            insertsPerSecond = inserts.perSecond();
            report.yardstick(
                    "store alone: inserts, 32 clients",
                    String.format(Locale.ROOT, "%.0f/s, %s", insertsPerSecond, inserts.latency()));
            Load.Result updates = Load.during(
                    TIME,
                    CLIENTS,
                    (number, thread) -> documents.updateOne(
                            new Document("_id", "d" + number % 1000),
                            new Document("$set", new Document("number", number))));
            updatesPerSecond = updates.perSecond();
            report.yardstick(
                    "store alone: updates by _id, 32 clients",
                    String.format(Locale.ROOT, "%.0f/s, %s", updatesPerSecond, updates.latency()));
        }
    }

    private double bareProducer() throws InterruptedException, ExecutionException {
        int records = 20_000;
        String payload = "{\"name\":\"" + "x".repeat(150) + "\"}";
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka(), "acks", "all", "enable.idempotence", true),
                new StringSerializer(),
                new StringSerializer())) {
            try (var admin = org.apache.kafka.clients.admin.Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
                admin.createTopics(List.of(new org.apache.kafka.clients.admin.NewTopic("bare", 6, (short) 1)))
                        .all()
                        .get();
            }
            for (int i = 0; i < 60; i++) {
                // one by one while the topic is new: several at once may come out of sequence, and are stuck for
                // minutes
                producer.send(new ProducerRecord<>("bare", "key" + i, payload)).get();
            }
            send(producer, payload, 2000);
            long began = System.nanoTime();
            send(producer, payload, records);
            double perSecond = records / ((System.nanoTime() - began) / 1e9);
            report.yardstick("broker alone: acks=all, one producer", String.format(Locale.ROOT, "%.0f/s", perSecond));
            return perSecond;
        }
    }

    private static void send(KafkaProducer<String, String> producer, String payload, int records)
            throws InterruptedException {
        CountDownLatch acknowledged = new CountDownLatch(records);
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>("bare", "key" + i, payload), (metadata, e) -> acknowledged.countDown());
        }
        acknowledged.await();
    }

    private void commands(ConfigurableApplicationContext service) throws Exception {
        AggregateStore<Application> store = store(service);
        OutboxRelay relay = service.getBean(OutboxRelay.class);
        relay.stop(); // the command alone; the events leave in the next row
        AtomicLong ids = new AtomicLong();
        Load.Request create = (number, client) -> create(store, "c" + ids.getAndIncrement());
        Load.during(WARM_UP, CLIENTS, create);
        Load.Result creates = Load.during(TIME, CLIENTS, create);
        report.row(
                "command that creates, with its event",
                String.format(Locale.ROOT, "%.0f/s, %s", creates.perSecond(), creates.latency()),
                percent(creates.perSecond(), insertsPerSecond) + " of bare inserts",
                ">= 50%",
                creates.perSecond() >= insertsPerSecond / 2);
        Load.Result changes = Load.during(
                TIME,
                CLIENTS,
                (number, client) -> store.change(
                                "c" + number % 1000,
                                application -> Outcome.done(new Change<>(application.changed(), List.of())))
                        .orThrow());
        report.row(
                "command that changes: read, decide, write",
                String.format(Locale.ROOT, "%.0f/s, %s", changes.perSecond(), changes.latency()),
                percent(changes.perSecond(), updatesPerSecond) + " of bare updates",
                ">= 50%",
                changes.perSecond() >= updatesPerSecond / 2);
        service.getBean(MongoTemplate.class).dropCollection("applications"); // what was never relayed
        relay.start();
    }

    private void relay(ConfigurableApplicationContext service, double producerPerSecond) throws Exception {
        AggregateStore<Application> store = store(service);
        MongoTemplate mongo = service.getBean(MongoTemplate.class);
        int records = 3000;
        AtomicLong ids = new AtomicLong();
        long began = System.nanoTime();
        Load.count(records, CLIENTS, (number, client) -> create(store, "r" + ids.getAndIncrement()));
        awaitEmptyOutboxes(mongo);
        double perSecond = records / ((System.nanoTime() - began) / 1e9);
        report.row(
                "command, event sent and acknowledged",
                String.format(Locale.ROOT, "%.0f/s", perSecond),
                percent(perSecond, producerPerSecond) + " of the bare producer; "
                        + percent(perSecond * 3, insertsPerSecond) + " of the store's writes (three a command)",
                ">= 50% of the producer",
                perSecond >= producerPerSecond / 2);
    }

    private void factToEffect(ConfigurableApplicationContext service) throws Exception {
        AggregateStore<Application> store = store(service);
        BenchService.Stopwatch stopwatch = service.getBean(BenchService.Stopwatch.class);
        awaitEmptyOutboxes(service.getBean(MongoTemplate.class));
        for (String run : new String[] {"warm", "f"}) { // the first run warms up
            stopwatch.delays.clear();
            Load.paced(50, Duration.ofSeconds(run.equals("f") ? 10 : 3), (number, client) -> {
                stopwatch.committed.put(run + number, System.nanoTime());
                create(store, run + number);
            });
            awaitQuiet(stopwatch);
        }
        long[] delays = stopwatch.delays.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(delays);
        double p50 = delays[delays.length / 2] / 1e6;
        double p99 = delays[(int) (delays.length * 0.99)] / 1e6;
        report.row(
                "fact to effect, 50 commands/s",
                String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p99 %.1f ms from command to the reader's commit, %d facts",
                        p50,
                        p99,
                        delays.length),
                "",
                "p50 < 25 ms, p99 < 150 ms",
                p50 < 25 && p99 < 150);
    }

    private static void create(AggregateStore<Application> store, String id) {
        Application application = Application.numbered(id.hashCode());
        store.create(id, application, List.of(ApplicationNoted.of(application)));
    }

    @SuppressWarnings("unchecked")
    private static AggregateStore<Application> store(ConfigurableApplicationContext service) {
        return service.getBean(AggregateStore.class);
    }

    private static void awaitEmptyOutboxes(MongoTemplate mongo) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (mongo.getCollection("applications")
                        .find(new Document("relayAfter", new Document("$exists", true)))
                        .first()
                != null) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("events were still waiting after 90 s");
            }
            Thread.sleep(300); // each look reads the whole collection
        }
    }

    private static void awaitQuiet(BenchService.Stopwatch stopwatch) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!stopwatch.committed.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        if (!stopwatch.committed.isEmpty()) {
            throw new IllegalStateException(stopwatch.committed.size() + " facts had no effect within 30 s");
        }
    }

    static String percent(double part, double whole) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * part / whole);
    }
}
