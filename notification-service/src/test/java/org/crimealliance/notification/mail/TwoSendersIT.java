package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bson.Document;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.NotificationSettings.Limits;
import org.crimealliance.notification.NotificationSettings.Tries;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.crimealliance.notification.mail.SlowMailServer.Phase;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestLinks;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.platform.work.Sweeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Two instances share the mails, one of them slow, paused or with a clock that is wrong: each mail goes out once. */
@ServiceTest
@TestPropertySource(properties = "alliance.notification.workers=0") // the senders are this test's own
@DirtiesContext
class TwoSendersIT {

    private static final Letter LETTER = new Letter("text", "<p>text</p>", null, List.of(), null, null);
    private static final Duration LEASE = Duration.ofSeconds(4);
    /** Longer than the lease, which no installation may have: only so does a short test see leases end. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Autowired
    AggregateStores stores;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Clock clock;

    private final PausableTime time = new PausableTime();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<SmartLifecycle> parts = new ArrayList<>();
    private SlowMailServer server;

    @BeforeEach
    void start() throws Exception {
        server = new SlowMailServer();
    }

    @AfterEach
    void stop() throws Exception {
        parts.forEach(SmartLifecycle::stop);
        server.close();
    }

    @Test
    void a_clock_two_minutes_ahead_doubles_nothing_while_the_server_takes_its_time() throws Exception {
        CountDownLatch dot = server.waits(Phase.DOT);
        MailLedger here = ledger(MachineClock.ofThisMachine());
        sender(here, Duration.ofMinutes(2));
        String id = enter(here);
        await().until(() -> server.isAt(Phase.DOT));
        sender(ledger(MachineClock.ofThisMachine().shiftedBy(Duration.ofMinutes(2))), Duration.ofMinutes(2));
        // longer than the lease: only that it is renewed keeps the mail with its sender
        Instant renewedAt = dueAt(id);
        await().atMost(Duration.ofSeconds(20)).until(() -> dueAt(id).isAfter(renewedAt.plus(LEASE)));
        dot.countDown();
        await().until(() -> state(id).equals("sent"));
        assertThat(server.taken()).hasSize(1);
        assertThat(takenOver()).isZero();
    }

    @Test
    void a_pause_that_is_shorter_than_the_lease_doubles_nothing() throws Exception {
        CountDownLatch dot = server.waits(Phase.DOT);
        MailLedger here = ledger(MachineClock.of(time));
        sender(here, Duration.ZERO);
        String id = enter(here);
        await().until(() -> server.isAt(Phase.DOT));
        sender(ledger(MachineClock.ofThisMachine()), Duration.ZERO);
        time.pause();
        Instant paused = Instant.now();
        await().pollInterval(Duration.ofMillis(50))
                .until(() -> Instant.now().isAfter(paused.plus(LEASE.minusSeconds(1))));
        dot.countDown();
        time.goOn();
        await().until(() -> state(id).equals("sent"));
        assertThat(server.taken()).hasSize(1);
        assertThat(takenOver()).isZero();
    }

    @Test
    void whoever_paused_for_longer_does_not_send_what_another_has() throws Exception {
        CountDownLatch data = server.waits(Phase.DATA);
        MailLedger here = ledger(MachineClock.of(time));
        sender(here, Duration.ZERO);
        String id = enter(here);
        await().until(() -> server.isAt(Phase.DATA));
        time.pause();
        sender(ledger(MachineClock.ofThisMachine()), Duration.ZERO);
        await().atMost(Duration.ofSeconds(20)).until(() -> takenOver() == 1);
        data.countDown();
        time.goOn();
        await().until(() -> state(id).equals("sent"));
        assertThat(server.taken()).hasSize(1);
    }

    @Test
    void a_sender_that_dies_within_the_send_is_followed_by_another_and_counted() throws Exception {
        CountDownLatch never = server.waits(Phase.DOT);
        MailLedger here = ledger(MachineClock.of(time));
        MailSender dying = sender(here, Duration.ZERO);
        String id = enter(here);
        await().until(() -> server.isAt(Phase.DOT));
        time.pause(); // for ever, as far as the other can see
        sender(ledger(MachineClock.ofThisMachine()), Duration.ZERO);
        await().atMost(Duration.ofSeconds(20)).until(() -> server.taken().size() == 2);
        never.countDown();
        await().until(() -> state(id).equals("sent"));
        assertThat(takenOver()).isEqualTo(1);
        time.goOn();
        assertThat(dying.isRunning()).isTrue();
    }

    @Test
    void an_error_ends_no_worker_and_keeps_no_mail() {
        AtomicInteger errors = new AtomicInteger();
        MailLedger broken = ledger(MachineClock.of(() -> {
            boolean worker = Thread.currentThread().getName().startsWith("mail-");
            if (worker && errors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new NoClassDefFoundError("as when a library is broken");
            }
            return Instant.now();
        }));
        sender(broken, Duration.ZERO);
        errors.set(20); // more than there are workers
        String first = enter(broken);
        await().atMost(Duration.ofSeconds(20)).until(() -> state(first).equals("sent"));
        assertThat(server.taken()).hasSize(1);
        assertThat(errors).hasValue(0);
    }

    // ---- plumbing

    private MailLedger ledger(MachineClock machine) {
        return new MailLedger(stores, mongo, clock, machine);
    }

    private MailSender sender(MailLedger ledger, Duration clockSkew) {
        Limits limits = new Limits(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE);
        Tries tries = new Tries(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofHours(24));
        NotificationSettings settings = new TestSettings(server.port(), limits, LEASE, clockSkew, tries).all();
        MailsInHand inHand = new MailsInHand(ledger, settings);
        MailSender sender = new MailSender(ledger, settings, inHand, TestLinks.privateKey(), meters);
        MailSweeps sweeps = new MailSweeps();
        Sweeper leases = sweeps.mailLeases(inHand, settings);
        Sweeper sweeper = sweeps.mailSweeper(sender, ledger, settings);
        parts.addAll(List.of(sweeper, sender, leases));
        leases.start();
        sender.start();
        sweeper.start();
        return sender;
    }

    private String enter(MailLedger ledger) {
        String event = UUID.randomUUID().toString();
        ReceivedEvent<String> cause =
                new ReceivedEvent<>(event, "x.y.v1", "/test", "s", 1, Instant.EPOCH, "chair", "c-1", "data");
        ledger.enter(cause, "t", new Recipient("Noor", "noor@example.org"), null, "Subject", LETTER);
        Document mail = mongo.getCollection("mails")
                .find(new Document("state.heading.eventId", event))
                .first();
        return mail.getString("_id");
    }

    private Document mail(String id) {
        return mongo.getCollection("mails")
                .find(new Document("_id", id))
                .first()
                .get("state", Document.class);
    }

    private String state(String id) {
        return mail(id).getString("_class");
    }

    private Instant dueAt(String id) {
        return mail(id).getDate("dueAt").toInstant();
    }

    private double takenOver() {
        return meters.counter("alliance.mails.taken-over").count();
    }

    /** Whoever asks it during a pause waits for the end of it, as all threads of a process do that is stopped. */
    private static final class PausableTime implements InstantSource {

        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

        void pause() {
            lock.writeLock().lock();
        }

        void goOn() {
            lock.writeLock().unlock();
        }

        @Override
        public Instant instant() {
            lock.readLock().lock();
            try {
                return Instant.now();
            } finally {
                lock.readLock().unlock();
            }
        }
    }
}
