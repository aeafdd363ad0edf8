package org.crimealliance.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.store.Interleaving;
import org.crimealliance.platform.testkit.Backbone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A consumer that dies anywhere, events that fail, and several people who replay and skip at the same time: no event is
 * lost, none overtakes an earlier one of its aggregate, and in the end nothing is held.
 */
class HoldInterleavingIT {

    private static final int EVENTS = 20;
    private static final List<String> SUBJECTS = List.of("s0");

    private static MongoClient client;

    @BeforeAll
    static void connect() {
        client = MongoClients.create(Backbone.get().mongoUri());
        log().setLevel(Level.OFF); // hundreds of events fail here on purpose
    }

    @AfterAll
    static void disconnect() {
        client.getDatabase("holds").drop();
        client.close();
        log().setLevel(null);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger(DeadLetters.class);
    }

    @Test
    void nothing_is_lost_or_overtaken_whoever_replays_when() {
        for (long seed = 1; seed <= 80; seed++) {
            new Play(seed).run();
        }
        long unseen = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.println("holds: seed " + unseen);
        new Play(unseen).run();
    }

    private record Fact(int number) {}

    private static final class Play {

        private final long seed;
        private final Random random;
        private final MongoTemplate mongo;
        private final DeadLetters letters;
        private final InboxListener listener;
        private final List<ConsumerRecord<String, String>> topic = new ArrayList<>();
        private final Map<String, TreeSet<Long>> handled = new TreeMap<>();
        private final Map<String, TreeSet<Long>> skipped = new TreeMap<>();
        private final List<String> wrong = new ArrayList<>();
        private Instant now = Instant.parse("2020-12-07T10:00:00Z");
        private int committed;
        private double poison = 0.25;

        Play(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            mongo = new MongoTemplate(Interleaving.stepping(client, "holds", (operation, arguments, result) -> {}));
            mongo.getDb().drop();
            EventDispatcher dispatcher = new EventDispatcher(
                    Subscriptions.of(Subscription.on("facts.fact.v1", Fact.class, this::handle)),
                    new JsonMapper(),
                    (type, payload) -> payload);
            Clock clock = new ManualClock();
            letters = new DeadLetters(mongo, clock, clock, dispatcher);
            listener = new InboxListener(dispatcher, letters);
            for (int seq = 1; seq <= EVENTS; seq++) {
                for (String subject : SUBJECTS) {
                    topic.add(message(subject, seq));
                }
            }
            SUBJECTS.forEach(subject -> {
                handled.put(subject, new TreeSet<>());
                skipped.put(subject, new TreeSet<>());
            });
        }

        void run() {
            Interleaving interleaving = new Interleaving(seed, 0.03);
            interleaving.task("consumer", () -> {
                consume();
                return committed == topic.size();
            });
            for (int i = 0; i < 2; i++) {
                interleaving.task("operator-" + i, () -> {
                    decide();
                    return committed == topic.size();
                });
            }
            interleaving.task("sweeper", () -> {
                now = now.plusSeconds(random.nextInt(30));
                letters.resume();
                return committed == topic.size();
            });
            interleaving.run();
            poison = 0;
            while (letters.waiting() > 0
                    || mongo.getCollection(DeadLetters.HOLDS).countDocuments() > 0) {
                now = now.plus(Duration.ofMinutes(2));
                letters.resume();
                letters.list(List.of(DeadLetter.State.FAILED), null, 100)
                        .forEach(letter -> letters.replay(letter.id()));
            }
            for (String subject : SUBJECTS) {
                Set<Long> all = new TreeSet<>(handled.get(subject));
                all.addAll(skipped.get(subject));
                assertThat(all).as("seed %d, dealt with of %s", seed, subject).hasSize(EVENTS);
            }
            assertThat(wrong).as("seed %d", seed).isEmpty();
        }

        private void handle(ReceivedEvent<Fact> event) {
            Interleaving.step("handles " + event.subject() + " " + event.seq());
            if (random.nextDouble() < poison) {
                throw new IllegalStateException("cannot take it");
            }
            for (long earlier = 1; earlier < event.seq(); earlier++) {
                if (!handled.get(event.subject()).contains(earlier)
                        && !skipped.get(event.subject()).contains(earlier)) {
                    wrong.add(event.subject() + "/" + event.seq() + " overtakes " + earlier);
                }
            }
            handled.get(event.subject()).add(event.seq());
            Interleaving.step("handled " + event.subject() + " " + event.seq());
        }

        /** As the listener container does: what fails is buried, then the offset is committed. */
        private void consume() {
            Interleaving.step("polls");
            if (committed == topic.size()) {
                return;
            }
            ConsumerRecord<String, String> message = topic.get(committed);
            try {
                listener.onMessage(message);
            } catch (RuntimeException e) {
                letters.bury(message, e);
            }
            Interleaving.step("commits");
            committed++;
        }

        private void decide() {
            Interleaving.step("looks");
            List<DeadLetter> waiting =
                    letters.list(List.of(DeadLetter.State.FAILED, DeadLetter.State.PARKED), null, 100);
            if (waiting.isEmpty()) {
                return;
            }
            DeadLetter letter = waiting.get(random.nextInt(waiting.size()));
            if (random.nextInt(4) == 0) {
                skipped.get(letter.subject()).add(letter.seq()); // from the moment it is asked for it may be passed
                letters.skip(letter.id(), "no use");
            } else {
                letters.replay(letter.id());
            }
        }

        private static ConsumerRecord<String, String> message(String subject, int seq) {
            ConsumerRecord<String, String> message =
                    new ConsumerRecord<>("facts.events.v1", 0, seq, subject, "{\"number\":" + seq + "}");
            Map.of(
                            "ce_id",
                            subject + "-" + seq,
                            "ce_type",
                            "facts.fact.v1",
                            "ce_source",
                            "/facts-service/facts",
                            "ce_subject",
                            subject,
                            "ce_sequence",
                            Integer.toString(seq),
                            "ce_time",
                            "2020-12-07T10:00:00Z")
                    .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            return message;
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
}
