package org.crimealliance.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes mails, refuses some, and can be away. */
public final class FakeMailServer {

    /** A mail that was taken. */
    public record Taken(String from, String to, MimeMessage message) {}

    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Set<String> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private SMTPServer server;

    public FakeMailServer() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        start();
    }

    public int port() {
        return port;
    }

    void start() {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(Handler::new)
                .build();
        server.start();
    }

    void stop() {
        server.stop();
    }

    /** From now on this recipient is answered with this code; 0: taken again. */
    void refuse(String recipient, int code) {
        if (code == 0) {
            refusals.remove(recipient);
        } else {
            refusals.put(recipient, code);
        }
    }

    /** All that was taken for this recipient. */
    List<MimeMessage> to(String recipient) {
        return taken.stream()
                .filter(mail -> mail.to().equalsIgnoreCase(recipient))
                .map(Taken::message)
                .toList();
    }

    /** The return path of the first that was taken for this recipient. */
    String from(String recipient) {
        return taken.stream()
                .filter(mail -> mail.to().equalsIgnoreCase(recipient))
                .findFirst()
                .orElseThrow()
                .from();
    }

    /** How many connections have brought a mail. */
    int connections() {
        return connections.size();
    }

    private final class Handler implements MessageHandler {

        private final List<String> recipients = new CopyOnWriteArrayList<>();
        private String from = "";

        Handler(MessageContext context) {
            connections.add(String.valueOf(context.getRemoteAddress()));
        }

        @Override
        public void from(String newFrom) {
            from = newFrom;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            Integer code = refusals.get(recipient);
            if (code != null) {
                throw new RejectException(code, "no <" + recipient + "> here");
            }
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws IOException {
            try {
                MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), data);
                recipients.forEach(recipient -> taken.add(new Taken(from, recipient, message)));
            } catch (MessagingException e) {
                throw new IOException(e);
            }
            return null;
        }

        @Override
        public void done() {}
    }
}
