package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.jspecify.annotations.Nullable;
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

    private static final Tries AS_IN_PRODUCTION =
            new Tries(Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofHours(24));

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

    /** As in production, an hour of it in moments: the clock goes on to each next attempt. */
    @Test
    void an_hour_without_the_mail_server_loses_nothing_and_doubles_nothing() throws Exception {
        int port = server.port();
        server.close();
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        AtomicReference<Instant> now = new AtomicReference<>(begin);
        MailLedger ledger = ledger(MachineClock.of(now::get));
        sender(ledger, Duration.ZERO, AS_IN_PRODUCTION);
        List<String> mails = Stream.generate(() -> enter(ledger)).limit(5).toList();

        List<Duration> pauses = new ArrayList<>();
        Instant next = triedAgainAt(mails, now.get());
        while (next.isBefore(begin.plus(Duration.ofHours(1)))) {
            pauses.add(Duration.between(now.get(), next));
            now.set(next);
            next = triedAgainAt(mails, next);
        }
        assertThat(pauses).hasSizeGreaterThan(8).startsWith(AS_IN_PRODUCTION.firstPause());
        for (int i = 1; i < pauses.size(); i++) {
            assertThat(pauses.get(i)).isEqualTo(pauses.get(i - 1).multipliedBy(2));
        }
        assertThat(mails).allMatch(id -> state(id).equals("waiting"));

        server = new SlowMailServer(port);
        now.set(next);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> mails.stream().allMatch(id -> state(id).equals("sent")));
        assertThat(server.taken()).hasSize(mails.size()).doesNotHaveDuplicates();
        assertThat(takenOver()).isZero();
        now.set(next.plus(Duration.ofDays(2)));
        assertThat(ledger.due(10)).isEmpty();
    }

    @Test
    void a_mail_is_given_up_after_a_day_and_not_before() throws Exception {
        server.close();
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        AtomicReference<Instant> now = new AtomicReference<>(begin);
        MailLedger ledger = ledger(MachineClock.of(now::get));
        sender(ledger, Duration.ZERO, AS_IN_PRODUCTION);
        String mail = enter(ledger);

        Instant next = triedAgainAt(List.of(mail), now.get());
        while (next != null) {
            assertThat(Duration.between(now.get(), next)).isLessThanOrEqualTo(AS_IN_PRODUCTION.longestPause());
            assertThat(now.get()).isBefore(begin.plus(AS_IN_PRODUCTION.giveUpAfter()));
            now.set(next);
            next = triedAgainAt(List.of(mail), next);
        }
        assertThat(now.get())
                .isBetween(
                        begin.plus(AS_IN_PRODUCTION.giveUpAfter()),
                        begin.plus(AS_IN_PRODUCTION.giveUpAfter()).plus(AS_IN_PRODUCTION.longestPause()));
        assertThat(mail(mail).getString("reason")).startsWith("given up after");
        assertThat(meters.counter("alliance.mails.failed").count()).isEqualTo(1);
    }

    /** When the mails, which are tried together, are tried next after they have been tried now; null: they have failed. */
    private @Nullable Instant triedAgainAt(List<String> mails, Instant now) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> mails.stream()
                        .allMatch(id -> state(id).equals("failed")
                                || (state(id).equals("waiting") && dueAt(id).isAfter(now))));
        Set<Instant> next = mails.stream()
                .filter(id -> !state(id).equals("failed"))
                .map(this::dueAt)
                .collect(Collectors.toSet());
        assertThat(next).hasSizeLessThanOrEqualTo(1);
        return next.stream().findFirst().orElse(null);
    }

    // ---- plumbing

    private MailLedger ledger(MachineClock machine) {
        return new MailLedger(stores, mongo, clock, machine);
    }

    private MailSender sender(MailLedger ledger, Duration clockSkew) {
        return sender(
                ledger, clockSkew, new Tries(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofHours(24)));
    }

    private MailSender sender(MailLedger ledger, Duration clockSkew, Tries tries) {
        Limits limits = new Limits(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE);
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
