package org.crimealliance.stack.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.TooMuchDataException;
import org.subethamail.smtp.helper.SimpleMessageListener;
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
        try {
            SMTPServer smtp = SMTPServer.port(smtpPort)
                    .bindAddress(InetAddress.ofLiteral("127.0.0.1"))
                    .hostName("caught.example.org")
                    .softwareName("Mail catcher")
                    .maxMessageSize(LARGEST_MAIL)
                    .insertReceivedHeaders(false)
                    .connectionTimeoutMs(60_000)
                    .executorService(Executors.newVirtualThreadPerTaskExecutor())
                    .simpleMessageListener(new Keeping(mails))
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

    private record Keeping(CaughtMails mails) implements SimpleMessageListener {

        @Override
        public boolean accept(String from, String recipient) {
            return true;
        }

        @Override
        public void deliver(String from, String recipient, InputStream data) throws IOException {
            byte[] message = data.readNBytes(LARGEST_MAIL + 1);
            if (message.length > LARGEST_MAIL) {
                throw new TooMuchDataException("larger than 32 MB");
            }
            CaughtMail kept = mails.keep(from, recipient, message);
            LOG.debug("caught {} to {}", kept.id(), kept.to());
        }
    }
}
