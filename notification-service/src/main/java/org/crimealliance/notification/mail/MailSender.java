package org.crimealliance.notification.mail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.mail.Mail.Sending;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.seal.LinkOpener;
import org.crimealliance.platform.seal.UnopenedLinkException;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * Empties the ledger. A new mail is sent at once by one of a few workers, each with a connection that stays open; a sweep
 * finds what a crash left behind and what a pause ended for. A mail is claimed by a compare-and-set, so that several
 * instances share the work; whoever sends it says so again and again, and once more before the final dot, which it does
 * not send if it has lost the mail. So only two things can double one: a crash between the server's yes and the ledger's
 * ({@code alliance.mails.taken-over}), and a server that never answers the final dot ({@code alliance.mails.unanswered}).
 */
@Component
@DependsOn("mailLeases") // renewed until the last worker has stopped
class MailSender implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
    private static final int SWEPT_AT_ONCE = 1000;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration STORE_AWAY = Duration.ofSeconds(1);
    /** Whatever is being sent when the process ends has so long to be done with. */
    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final MailLedger ledger;
    private final NotificationSettings settings;
    private final LinkOpener opener;
    private final MailsInHand inHand;
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    /** Queued or being sent here. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private final Counter sent;
    private final Counter failed;
    private final Counter putBack;
    private final Counter takenOver;
    private final Counter unanswered;
    private volatile long waiting;
    private volatile boolean running;
    private volatile Thread[] workers = {};

    MailSender(
            MailLedger ledger,
            NotificationSettings settings,
            MailsInHand inHand,
            @Value("${alliance.mail-private-key:}") String privateKey,
            MeterRegistry meters) {
        this.ledger = ledger;
        this.settings = settings;
        this.inHand = inHand;
        this.opener = new LinkOpener(privateKey);
        this.sent = meters.counter("alliance.mails.sent");
        this.failed = meters.counter("alliance.mails.failed");
        this.putBack = meters.counter("alliance.mails.put-back");
        this.takenOver = Counter.builder("alliance.mails.taken-over")
                .description("mails whose sender died over them: they may have been sent twice")
                .register(meters);
        this.unanswered = Counter.builder("alliance.mails.unanswered")
                .description("mails whose final dot the server did not answer: they may have been sent twice")
                .register(meters);
        Gauge.builder("alliance.mails.waiting", () -> waiting)
                .description("mails that are not sent yet, as of the last sweep")
                .register(meters);
        ledger.onNew(this::offer);
    }

    private void offer(String id) {
        if (running && known.add(id)) {
            queue.add(id);
        }
    }

    /** Takes up what is due and what a crash left behind. */
    void sweep() {
        ledger.due(SWEPT_AT_ONCE).forEach(this::offer);
        waiting = ledger.count("waiting") + ledger.count("sending");
    }

    private void work() {
        try (Smtp smtp = new Smtp(settings)) {
            while (running) {
                String id = next();
                if (id == null || id.isEmpty()) {
                    smtp.close();
                    continue;
                }
                try {
                    sendOne(id, smtp);
                } catch (Throwable e) { // an Error too: nobody else would send the next one
                    LOG.warn("mail {} waits for the next sweep", id, e);
                    smtp.close();
                } finally {
                    known.remove(id);
                }
            }
        }
    }

    private @Nullable String next() {
        try {
            return queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            return null;
        }
    }

    private void sendOne(String id, Smtp smtp) {
        String by = UUID.randomUUID().toString();
        if (!(ledger.claim(id, by, settings.hold()) instanceof Outcome.Done<Stored<Mail>>(Stored<Mail> stored))
                || !(stored.state() instanceof Sending mail)) {
            return; // sent, failed, not due, or somebody else's
        }
        if (mail.takenOver()) {
            takenOver.increment();
            LOG.warn("mail {} was taken over from a sender that died; it may go out twice", id);
        }
        inHand.take(id, by);
        try {
            mail.heading().provenance().run(() -> send(id, by, mail, smtp));
        } catch (Throwable broken) {
            later(id, by, "It could not be sent because of a fault of ours: " + broken);
            throw broken;
        } finally {
            inHand.letGo(id);
        }
    }

    private void send(String id, String by, Sending mail, Smtp smtp) {
        Letter letter;
        try {
            letter = mail.letter().opened(opener::open);
        } catch (UnopenedLinkException e) {
            later(id, by, "its link is sealed for another key: " + e.getCause()); // which may come in time
            return;
        }
        switch (smtp.send(id, mail.heading(), letter, () -> ledger.renew(id, by, settings.hold()))) {
            case Smtp.Result.Taken() -> {
                record(id, () -> ledger.sent(id));
                sent.increment();
            }
            case Smtp.Result.Refused(String reason) -> {
                record(id, () -> ledger.failed(id, by, reason));
                failed.increment();
                LOG.warn("mail {} ({}) was refused: {}", id, mail.heading().template(), reason);
            }
            case Smtp.Result.Later(String problem) -> later(id, by, problem);
            case Smtp.Result.Unanswered(String problem) -> {
                unanswered.increment();
                LOG.warn("the server did not answer the final dot of mail {}; it may go out twice", id);
                later(id, by, problem);
            }
            case Smtp.Result.Lost() -> LOG.info("mail {} has another sender by now; nothing was sent", id);
        }
    }

    private void later(String id, String by, String problem) {
        record(id, () -> {
            if (ledger.later(id, by, settings.tries(), problem)) {
                putBack.increment();
                LOG.info("mail {} is tried again later: {}", id, problem);
            } else {
                failed.increment();
                LOG.warn("mail {} was tried for too long: {}", id, problem);
            }
        });
    }

    /** What came of it is known here alone: while the store is away, nothing else is done. */
    private void record(String id, Runnable outcome) {
        while (true) {
            try {
                outcome.run();
                return;
            } catch (RuntimeException e) {
                if (!running) {
                    throw e;
                }
                LOG.warn("what came of mail {} cannot be kept now: {}", id, e.toString());
                LockSupport.parkNanos(STORE_AWAY.toNanos());
            }
        }
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        Thread[] started = new Thread[settings.workers()];
        for (int i = 0; i < started.length; i++) {
            started[i] = Thread.ofPlatform().name("mail-" + (i + 1)).daemon().start(this::work);
        }
        workers = started;
    }

    /** Lets each worker finish the mail in its hands. */
    @Override
    public synchronized void stop() {
        running = false;
        queue.clear();
        known.clear();
        for (Thread worker : workers) {
            queue.add(""); // wakes one
        }
        try {
            long end = System.nanoTime() + STOPPING.toNanos();
            for (Thread worker : workers) {
                worker.join(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queue.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
