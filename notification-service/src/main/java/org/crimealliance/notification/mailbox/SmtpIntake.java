package org.crimealliance.notification.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import org.crimealliance.notification.NotificationSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** Takes what a mail server passes on, if a port is set. Until this has been kept, the sender keeps it. */
@Component
class SmtpIntake implements SmartLifecycle, SimpleMessageListener {

    private static final int LARGEST = 8 * 1024 * 1024;
    private static final int PATIENCE = 60_000; // ms

    private final Intake intake;
    private final int port;
    private final String host;
    private final Session session = Session.getInstance(new Properties());
    private @Nullable SMTPServer server;

    SmtpIntake(Intake intake, NotificationSettings settings, @Value("${server.address:127.0.0.1}") String host) {
        this.intake = intake;
        this.port = settings.mailbox().smtpPort();
        this.host = host;
    }

    @Override
    public boolean accept(String from, String recipient) {
        return intake.takes(recipient);
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) throws IOException {
        try {
            intake.accept(List.of(recipient), new MimeMessage(session, data));
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    @Override
    public synchronized void start() {
        if (server == null && port != 0) {
            SMTPServer started = SMTPServer.port(port)
                    .bindAddress(bindAddress())
                    .maxMessageSize(LARGEST)
                    .insertReceivedHeaders(false)
                    .connectionTimeoutMs(PATIENCE)
                    .executorService(Executors.newVirtualThreadPerTaskExecutor())
                    .simpleMessageListener(this)
                    .build();
            started.start();
            server = started;
        }
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
