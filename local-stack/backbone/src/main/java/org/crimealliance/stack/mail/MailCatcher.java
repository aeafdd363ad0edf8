package org.crimealliance.stack.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.TooMuchDataException;
import org.subethamail.smtp.server.SMTPServer;

/** Takes every mail on loopback, keeps it as a file, and shows it on a page. Nothing leaves the machine. */
public final class MailCatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailCatcher.class);
    private static final int LARGEST_MAIL = 32 * 1024 * 1024;

    private final SMTPServer smtp;
    private final MailPages pages;

    private MailCatcher(SMTPServer smtp, MailPages pages) {
        this.smtp = smtp;
        this.pages = pages;
    }

    /** Ports of 0 are chosen by the system. */
    public static MailCatcher start(Path folder, int smtpPort, int pagePort) {
        CaughtMails mails = new CaughtMails(folder);
        Mood mood = Mood.of(folder);
        try {
            SMTPServer smtp = SMTPServer.port(smtpPort)
                    .bindAddress(InetAddress.ofLiteral("127.0.0.1"))
                    .hostName("caught.example.org")
                    .softwareName("Mail catcher")
                    .maxMessageSize(LARGEST_MAIL)
                    .insertReceivedHeaders(false)
                    .connectionTimeoutMs(60_000)
                    .executorService(Executors.newVirtualThreadPerTaskExecutor())
                    .messageHandlerFactory(context -> new Keeping(mails, mood))
                    .build();
            smtp.start();
            return new MailCatcher(smtp, MailPages.start(mails, pagePort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int smtpPort() {
        return smtp.getPortAllocated();
    }

    public int pagePort() {
        return pages.port();
    }

    @Override
    public void close() {
        smtp.stop();
        pages.close();
    }

    private static final class Keeping implements MessageHandler {

        private final CaughtMails mails;
        private final Mood mood;
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        Keeping(CaughtMails mails, Mood mood) {
            this.mails = mails;
            this.mood = mood;
        }

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (mood.refuses()) {
                throw new RejectException(451, "not now");
            }
            recipients.add(recipient);
        }

        @Override
        public @Nullable String data(InputStream data) throws TooMuchDataException, IOException {
            byte[] message = data.readNBytes(LARGEST_MAIL + 1);
            if (message.length > LARGEST_MAIL) {
                throw new TooMuchDataException("larger than 32 MB");
            }
            mood.takeTime();
            for (String recipient : recipients) {
                CaughtMail kept = mails.keep(sender, recipient, message);
                LOG.debug("caught {} to {}", kept.id(), kept.to());
            }
            return null;
        }

        @Override
        public void done() {
            // nothing is held
        }
    }

    /**
     * How it behaves, for tests: it takes nothing now while there is a file {@code <folder>.refuses}, and answers the final dot
     * only after so many milliseconds as stand in {@code <folder>.slow}.
     */
    private record Mood(Path refusing, Path slow) {

        static Mood of(Path folder) {
            return new Mood(
                    folder.resolveSibling(folder.getFileName() + ".refuses"),
                    folder.resolveSibling(folder.getFileName() + ".slow"));
        }

        boolean refuses() {
            return Files.exists(refusing);
        }

        void takeTime() throws IOException {
            try {
                TimeUnit.MILLISECONDS.sleep(
                        Long.parseLong(Files.readString(slow).strip()));
            } catch (NoSuchFileException quick) {
                // as it is
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
