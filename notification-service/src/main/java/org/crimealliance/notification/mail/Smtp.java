package org.crimealliance.notification.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.mail.Mail.Heading;
import org.crimealliance.platform.text.MailAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the mail server, kept open between mails. Not for several threads at once.
 *
 * <p>What the server refuses for good (5xx for this recipient or this content) is {@link Result.Refused}; everything else
 * (4xx, no connection, a password or sender that is wrong in our settings) heals some day and is {@link Result.Later}. If
 * the connection ends after the final dot and before the answer to it, nobody knows: {@link Result.Unanswered}.
 */
final class Smtp implements AutoCloseable {

    /** What came of sending. */
    sealed interface Result {

        record Taken() implements Result {}

        record Refused(String reason) implements Result {}

        record Later(String problem) implements Result {}

        record Unanswered(String problem) implements Result {}

        /** Somebody else sends it: this one stopped before the final dot. */
        record Lost() implements Result {}
    }

    private static final int LONGEST_FILE_NAME = 70;
    private static final int LONGEST_ENDING = 6;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SUBJECT = 250;
    private static final int LONGEST_REASON = 300;

    private final NotificationSettings settings;
    private final Session session;
    private final LimitedTransport.Sockets sockets = new LimitedTransport.Sockets();
    private @Nullable LimitedTransport connection;

    Smtp(NotificationSettings settings) {
        this.settings = settings;
        Properties properties = new Properties();
        properties.put("mail.smtp.host", settings.smtp().host());
        properties.put("mail.smtp.port", Integer.toString(settings.smtp().port()));
        properties.put("mail.smtp.socketFactory", sockets);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put(
                "mail.smtp.connectiontimeout", millis(settings.smtp().limits().connect()));
        properties.put("mail.smtp.timeout", millis(settings.smtp().limits().greeting()));
        properties.put("mail.smtp.writetimeout", millis(settings.smtp().limits().block()));
        properties.put("mail.mime.allowutf8", "true"); // SMTPUTF8 where the server offers it
        properties.put("mail.smtp.quitwait", "false");
        properties.put(
                "mail.smtp.auth", Boolean.toString(!settings.smtp().username().isBlank()));
        properties.put(
                "mail.smtp.starttls.enable", Boolean.toString(settings.smtp().startTls()));
        properties.put(
                "mail.smtp.starttls.required", Boolean.toString(settings.smtp().startTls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        this.session = Session.getInstance(properties);
    }

    /** @param stillMine asked before the final dot: whether the mail is still to be sent from here */
    Result send(String id, Heading heading, Letter letter, BooleanSupplier stillMine) {
        SMTPMessage message;
        try {
            message = message(id, heading, letter);
        } catch (MessagingException | UnsupportedEncodingException | IllegalArgumentException e) {
            return new Result.Refused(reason(e));
        }
        LimitedTransport.Ending ending = new LimitedTransport.Ending(stillMine);
        try {
            LimitedTransport open = connected();
            if (!isAscii(heading.email()) && !open.supportsExtension("SMTPUTF8")) {
                return new Result.Refused("the mail server does not take addresses with other letters than A to Z");
            }
            String from = heading.token() == null ? settings.from() : returnPath(id, heading.token());
            open.send(message, from, ending);
            return new Result.Taken();
        } catch (MessagingException e) {
            close(); // the session's state is not sure
            return result(e, ending);
        }
    }

    private static Result result(MessagingException e, LimitedTransport.Ending ending) {
        if (ending.lost()) {
            return new Result.Lost();
        }
        String reason = reason(cause(e));
        if (ending.unanswered()) {
            return new Result.Unanswered(reason);
        }
        return ending.refused() ? new Result.Refused(reason) : new Result.Later(reason);
    }

    private LimitedTransport connected() throws MessagingException {
        LimitedTransport open = connection;
        if (open == null) {
            open = new LimitedTransport(session, sockets, settings.smtp().limits());
            String user = settings.smtp().username();
            open.connect(
                    settings.smtp().host(),
                    settings.smtp().port(),
                    user.isBlank() ? null : user,
                    user.isBlank() ? null : settings.smtp().password());
            connection = open;
        }
        return open;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    /** Servers end idle connections; better to end them ourselves. */
    @Override
    public void close() {
        LimitedTransport open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException alreadyGone) {
                // nothing to do
            }
        }
    }

    SMTPMessage message(String id, Heading heading, Letter letter)
            throws MessagingException, UnsupportedEncodingException {
        String domain = domain(settings.from());
        SMTPMessage message = new Identified(session, "<" + id + "@" + domain + ">");
        message.setHeader("From", mailbox("From", settings.fromName(), settings.from()));
        message.setHeader(
                "To", mailbox("To", shortened(oneLine(heading.name()), LONGEST_NAME), address(heading.email())));
        message.setHeader("Subject", text("Subject", shortened(oneLine(heading.subject()), LONGEST_SUBJECT)));
        message.setSentDate(Date.from(heading.at()));
        message.setReturnOption(SMTPMessage.RETURN_HDRS); // a bounce need not bring our attachments back
        message.setHeader("Auto-Submitted", "auto-generated"); // no out-of-office answers, please
        Letter.Origin origin = letter.origin();
        if (origin != null) {
            String office = settings.office(origin.office());
            message.setHeader("Reply-To", mailbox("Reply-To", settings.fromName(), office));
            if (origin.series() != null) {
                message.setHeader("List-Id", "<" + origin.series() + "." + domain + ">");
                message.setHeader(
                        "List-Unsubscribe", "<mailto:" + office + "?subject=unsubscribe%20" + origin.series() + ">");
            }
        }
        if (heading.token() != null) {
            // complaints come where bounces come (RFC 9477)
            message.setHeader("CFBL-Address", returnPath(id, heading.token()) + "; report=arf");
        }
        MimeBodyPart words = new MimeBodyPart();
        words.setContent(alternatives(letter));
        Multipart all = new MimeMultipart("mixed", words);
        for (Letter.Attachment attachment : letter.attachments()) {
            all.addBodyPart(part(attachment));
        }
        if (letter.attachments().isEmpty()) {
            message.setContent(alternatives(letter));
        } else {
            message.setContent(all);
        }
        message.saveChanges();
        return message;
    }

    private static MimeMultipart alternatives(Letter letter) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), "UTF-8", "html");
        MimeMultipart parts = new MimeMultipart("alternative", text, html);
        Letter.Calendar calendar = letter.calendar();
        if (calendar != null) {
            MimeBodyPart entry = new MimeBodyPart();
            String type = "text/calendar; charset=UTF-8; method=" + calendar.method();
            entry.setDataHandler(
                    new DataHandler(new ByteArrayDataSource(calendar.text().getBytes(StandardCharsets.UTF_8), type)));
            entry.setHeader("Content-Type", type);
            entry.setHeader("Content-Transfer-Encoding", "base64");
            parts.addBodyPart(entry);
        }
        return parts;
    }

    private static MimeBodyPart part(Letter.Attachment attachment)
            throws MessagingException, UnsupportedEncodingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(
                Base64.getDecoder().decode(attachment.base64()), oneLine(attachment.mediaType()))));
        part.setFileName(fileName(attachment.fileName()));
        if (!attachment.mediaType().equals(Letter.Attachment.MESSAGE)) { // must stay as it is (RFC 2046, 5.2.1)
            part.setHeader("Content-Transfer-Encoding", "base64");
        }
        return part;
    }

    /** Short enough for one line of the header, however it is encoded (RFC 5322, 2.1.1); its ending stays. */
    static String fileName(String given) {
        String name = oneLine(given).replace('/', '-').replace('\\', '-');
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
        return shortened(name.substring(0, name.length() - ending.length()), LONGEST_FILE_NAME) + ending;
    }

    /** Where bounces go: to this mail alone. */
    private String returnPath(String id, String token) {
        return new SubAddress(SubAddress.Kind.BOUNCE, id, token)
                .in(settings.mailbox().address());
    }

    /** As it was typed, but for the domain, which has a form of its own on the wire. */
    private static String address(String typed) throws MessagingException {
        String email = typed.strip();
        int at = email.lastIndexOf('@');
        if (at < 1 || !email.equals(oneLine(email))) {
            throw new AddressException("not a mail address");
        }
        String domain = MailAddress.domainOnTheWire(email.substring(at + 1))
                .orElseThrow(() -> new AddressException("not a domain that every program reads alike"));
        String address = email.substring(0, at) + "@" + domain;
        new InternetAddress(address, true).validate();
        return address;
    }

    private static String mailbox(String header, String name, String address) throws UnsupportedEncodingException {
        if (name.isBlank()) {
            return address;
        }
        int used = header.length() + ": ".length();
        if (EncodedWords.isNeeded(name)) {
            return EncodedWords.of(name, used) + "\r\n <" + address + ">";
        }
        return MimeUtility.fold(used, new InternetAddress(address, name, "US-ASCII").toString());
    }

    private static String text(String header, String text) {
        int used = header.length() + ": ".length();
        return EncodedWords.isNeeded(text) ? EncodedWords.of(text, used) : MimeUtility.fold(used, text);
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Whatever somebody typed stays inside its header. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static boolean isAscii(String email) {
        return email.substring(0, Math.max(email.lastIndexOf('@'), 0)).chars().allMatch(c -> c < 0x80);
    }

    static String shortened(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /** The server's own answer, which stands at the end of the chain. */
    private static Exception cause(Exception e) {
        Exception found = e;
        Exception next = e;
        while (next instanceof MessagingException chained && chained.getNextException() != null) {
            next = chained.getNextException();
            if (next instanceof SMTPAddressFailedException || next instanceof SMTPSendFailedException) {
                found = next;
            }
        }
        return found;
    }

    /** Without mail addresses: reasons are shown and logged. */
    static String reason(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return shortened(oneLine(message).replaceAll("[^\\s<>]+@[^\\s<>]+", "(address)"), LONGEST_REASON);
    }

    private static final class Identified extends SMTPMessage {

        private final String messageId;

        Identified(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
