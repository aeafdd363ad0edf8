package org.crimealliance.notification.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;
import org.crimealliance.notification.NotificationSettings.Limits;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** SMTP with a time limit for each phase (RFC 5321, 4.5.3.2), and a last question before the final dot. */
final class LimitedTransport extends SMTPTransport {

    /** What is less is no answer of a server. */
    private static final int FIRST_CODE = 200;
    /** 5xx. */
    private static final int FIRST_LASTING = 500;

    private static final int NEEDS_SIGN_IN = 530;
    private static final int WRONG_SIGN_IN = 535;

    private final Sockets sockets;
    private final Limits limits;
    private Ending ending = new Ending(() -> true);

    LimitedTransport(Session session, Sockets sockets, Limits limits) {
        super(session, new URLName("smtp", null, -1, null, null, null));
        this.sockets = sockets;
        this.limits = limits;
    }

    /** @param returnPath where servers report to that cannot deliver it */
    void send(SMTPMessage message, String returnPath, Ending newEnding) throws MessagingException {
        ending = newEnding;
        message.setEnvelopeFrom(returnPath);
        sendMessage(message, message.getAllRecipients());
    }

    /** The greeting has come: the factory's limit was for that. */
    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        limit(limits.command());
        return super.ehlo(domain);
    }

    @Override
    protected void mailFrom() throws MessagingException {
        limit(limits.command());
        super.mailFrom();
        ending.senderTaken = true;
    }

    @Override
    protected void rcptTo() throws MessagingException {
        try {
            super.rcptTo();
        } catch (MessagingException e) {
            ending.code = getLastReturnCode();
            throw e;
        }
    }

    @Override
    protected OutputStream data() throws MessagingException {
        limit(limits.data());
        try {
            return super.data();
        } catch (MessagingException e) {
            ending.code = getLastReturnCode();
            throw e;
        }
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        ending.beforeTheDot();
        limit(limits.dot());
        try {
            super.finishData();
        } catch (MessagingException e) {
            ending.code = getLastReturnCode();
            throw e;
        }
        limit(limits.command());
    }

    private void limit(Duration limit) throws MessagingException {
        try {
            sockets.limit(limit);
        } catch (SocketException e) {
            throw new MessagingException("the connection is gone", e);
        }
    }

    /** How far a sending has come. */
    static final class Ending {

        private final BooleanSupplier stillMine;
        private boolean senderTaken;
        private boolean lost;
        private boolean dotSent;
        /** The server's last answer, if it was a refusal of this recipient or this mail. */
        private int code;

        Ending(BooleanSupplier stillMine) {
            this.stillMine = stillMine;
        }

        private void beforeTheDot() throws IOException {
            // an IOException closes the connection without the dot: nothing is delivered
            try {
                lost = !stillMine.getAsBoolean();
            } catch (RuntimeException e) {
                throw new IOException("nobody can tell whether it is still to be sent", e);
            }
            if (lost) {
                throw new IOException("somebody else sends it");
            }
            dotSent = true;
        }

        /** Whether the same again would be answered the same again; what concerns our settings heals when they do. */
        boolean refused() {
            return senderTaken && code >= FIRST_LASTING && code != NEEDS_SIGN_IN && code != WRONG_SIGN_IN;
        }

        /** Whether the server may have taken the mail without our knowing. */
        boolean unanswered() {
            return dotSent && code < FIRST_CODE;
        }

        boolean lost() {
            return lost;
        }
    }

    /** Remembers the socket it has made last: reading from it is what the limits are for, encrypted or not. */
    static final class Sockets extends SocketFactory {

        private @Nullable Socket last;

        private void limit(Duration limit) throws SocketException {
            Socket socket = last;
            if (socket != null) {
                socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
            }
        }

        @Override
        public Socket createSocket() {
            Socket socket = new Socket();
            last = socket;
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("unconnected sockets only: others know no time limit");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("unconnected sockets only: others know no time limit");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException("unconnected sockets only: others know no time limit");
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException("unconnected sockets only: others know no time limit");
        }
    }
}
