package org.crimealliance.notification.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.crimealliance.notification.NotificationSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.internal.command.MailCommand;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/**
 * Takes what a mail server passes on, if a port is set. Until this has been kept, the sender keeps it. Whoever has got a mail
 * of ours knows an address that is taken: so connections, their time and what they say are bounded, before anything is read.
 */
@Component
class SmtpIntake implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpIntake.class);
    private static final int CONNECTIONS = 10;
    private static final int SILENCE = 60_000; // ms
    private static final Duration LONGEST_SESSION = Duration.ofMinutes(10);
    /** What is too large is read to its end, so that its sender reads the answer; but not without end. */
    private static final int MOST_PASSED_OVER = 16 * Content.LARGEST;

    private static final String TOO_LARGE = "5.3.4 A message may have " + Content.LARGEST + " octets";

    private final Intake intake;
    private final int port;
    private final String host;
    private @Nullable SMTPServer server;

    SmtpIntake(Intake intake, NotificationSettings settings, @Value("${server.address:127.0.0.1}") String host) {
        this.intake = intake;
        this.port = settings.mailbox().smtpPort();
        this.host = host;
    }

    /** One message, to one address: each of ours has something else to say. */
    private final class Incoming implements MessageHandler {

        private boolean returnable;
        private String recipient = "";

        @Override
        public void from(String sender) {
            returnable = !sender.isBlank(); // all else can be forged
        }

        @Override
        public void recipient(String address) throws RejectException {
            if (!kept(() -> intake.takes(address))) {
                throw new RejectException(550, "5.1.1 No such address");
            }
            recipient = address;
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            byte[] message = data.readNBytes(Content.LARGEST + 1);
            if (message.length > Content.LARGEST) {
                throw passedOver(data)
                        ? new RejectException(552, TOO_LARGE)
                        : new DropConnectionException(552, TOO_LARGE);
            }
            return switch (kept(() -> intake.accept(List.of(recipient), returnable, message))) {
                case SETTLED -> "2.0.0 Taken";
                case NOT_OURS -> throw new RejectException(550, "5.1.1 No such address");
                case UNREADABLE -> throw new RejectException(554, "5.6.0 Nobody here can read that");
                case LATER, TOO_MANY -> throw new RejectException(451, "4.3.2 Too many letters, come again later");
            };
        }

        private static boolean passedOver(InputStream data) throws IOException {
            byte[] piece = new byte[8192];
            int over = 0;
            for (int read = 0; read >= 0 && over < MOST_PASSED_OVER; over += read) {
                read = data.read(piece);
            }
            return over < MOST_PASSED_OVER;
        }

        /** A fault of ours is passing: the sender tries again. */
        private static <T> T kept(Supplier<T> keeping) throws RejectException {
            try {
                return keeping.get();
            } catch (RuntimeException ours) {
                LOG.warn("the mailbox cannot take a message now", ours);
                throw new RejectException(451, "4.3.0 Not now");
            }
        }

        @Override
        public void done() {
            // nothing is held
        }
    }

    /** No more at once than there is memory for, and none for ever, however it drips. */
    private static final class Sessions implements SessionHandler {

        private final Map<Session, Future<?>> open = new ConcurrentHashMap<>();
        private final ScheduledThreadPoolExecutor ends = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("mailbox-ends").daemon().factory());

        Sessions() {
            ends.setRemoveOnCancelPolicy(true);
        }

        @Override
        public SessionAcceptance accept(Session session) {
            if (open.size() >= CONNECTIONS) {
                return SessionAcceptance.failure(421, "4.3.2 Too many connections, come again later");
            }
            open.put(session, ends.schedule(session::quit, LONGEST_SESSION.toSeconds(), TimeUnit.SECONDS));
            return SessionAcceptance.success();
        }

        @Override
        public void onSessionEnd(Session session) {
            Future<?> end = open.remove(session);
            if (end != null) {
                end.cancel(false);
            }
        }
    }

    /** The library reads SIZE as an {@code int}. */
    private static final class Mail extends BaseCommand {

        private static final Pattern LARGER_THAN_AN_INT = Pattern.compile(".*\\ssize=0*[1-9][0-9]{9,}.*");

        private final MailCommand command = new MailCommand();

        Mail() {
            super("MAIL", "Specifies the sender.", "FROM: <sender> [ <parameters> ]");
        }

        @Override
        public void execute(String line, Session session) throws IOException, DropConnectionException {
            if (LARGER_THAN_AN_INT.matcher(line.toLowerCase(Locale.ROOT)).matches()) {
                session.sendResponse("552 " + TOO_LARGE);
            } else {
                command.execute(line, session);
            }
        }
    }

    @Override
    public synchronized void start() {
        if (server == null && port != 0) {
            SMTPServer started = SMTPServer.port(port)
                    .bindAddress(bindAddress())
                    .maxConnections(2 * CONNECTIONS) // those above it are told so
                    .maxRecipients(1)
                    .maxMessageSize(Content.LARGEST)
                    .insertReceivedHeaders(false)
                    .connectionTimeoutMs(SILENCE)
                    // not on the few threads that carry everybody's requests
                    .executorService(Executors.newThreadPerTaskExecutor(Thread.ofPlatform()
                            .name("mailbox-", 1)
                            .daemon()
                            .uncaughtExceptionHandler(SmtpIntake::ended)
                            .factory()))
                    .sessionHandler(new Sessions())
                    .messageHandlerFactory(context -> new Incoming())
                    .build();
            started.getCommandHandler().addCommand(new Mail());
            started.start();
            server = started;
        }
    }

    /** The library's parser gave up on what a sender said. */
    private static void ended(Thread session, Throwable by) {
        LOG.info("a sender's session ended by {}", by.getClass().getSimpleName());
    }

    private InetAddress bindAddress() {
        try {
            return InetAddress.getByName(host);
        } catch (IOException e) {
            throw new IllegalStateException("no address to listen on: " + host, e);
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }
}
