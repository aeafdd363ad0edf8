package org.crimealliance.notification.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.Properties;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.mail.Mail.Heading;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the mail server, kept open between mails. Not for several threads at once.
 *
 * <p>What the server refuses for good (5xx for this recipient or this content) is {@link Result.Refused}; everything else
 * (4xx, no connection, a password or sender that is wrong in our settings) heals some day and is {@link Result.Later}.
 */
final class Smtp implements AutoCloseable {

    /** What came of sending. */
    sealed interface Result {

        record Taken() implements Result {}

        record Refused(String reason) implements Result {}

        record Later(String problem) implements Result {}
    }

    private static final int LONGEST_SUBJECT = 250;
    private static final int LONGEST_REASON = 300;

    private final NotificationSettings settings;
    private final Session session;
    private @Nullable Transport connection;

    Smtp(NotificationSettings settings) {
        this.settings = settings;
        String timeout = Long.toString(settings.smtp().timeout().toMillis());
        Properties properties = new Properties();
        properties.put("mail.smtp.host", settings.smtp().host());
        properties.put("mail.smtp.port", Integer.toString(settings.smtp().port()));
        properties.put("mail.smtp.connectiontimeout", timeout);
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.writetimeout", timeout);
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

    Result send(String id, Heading heading, Letter letter) {
        MimeMessage message;
        try {
            message = message(id, heading, letter);
        } catch (MessagingException | UnsupportedEncodingException | IllegalArgumentException e) {
            return new Result.Refused(reason(e));
        }
        try {
            Transport open = connected();
            open.sendMessage(message, message.getAllRecipients());
            return new Result.Taken();
        } catch (SMTPSenderFailedException e) {
            close();
            return new Result.Later(reason(e));
        } catch (SendFailedException e) {
            int code = code(e);
            close(); // the session's state is not sure
            return code >= 500 && code != 530 && code != 535
                    ? new Result.Refused(reason(cause(e)))
                    : new Result.Later(reason(cause(e)));
        } catch (MessagingException e) {
            close();
            return new Result.Later(reason(e));
        }
    }

    private Transport connected() throws MessagingException {
        Transport open = connection;
        if (open == null) {
            open = session.getTransport("smtp");
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

    /** Servers end idle connections; better to end them ourselves. */
    @Override
    public void close() {
        Transport open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException alreadyGone) {
                // nothing to do
            }
        }
    }

    MimeMessage message(String id, Heading heading, Letter letter)
            throws MessagingException, UnsupportedEncodingException {
        String domain = settings.from().substring(settings.from().indexOf('@') + 1);
        MimeMessage message = new Identified(session, "<" + id + "@" + domain + ">");
        message.setFrom(new InternetAddress(settings.from(), settings.fromName(), "UTF-8"));
        message.setRecipients(Message.RecipientType.TO, new Address[] {address(heading)});
        message.setSubject(shortened(oneLine(heading.subject()), LONGEST_SUBJECT), "UTF-8");
        message.setSentDate(Date.from(heading.at()));
        message.setHeader("Auto-Submitted", "auto-generated"); // no out-of-office answers, please
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
        part.setFileName(oneLine(attachment.fileName()).replace('/', '-').replace('\\', '-'));
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static InternetAddress address(Heading heading) throws MessagingException, UnsupportedEncodingException {
        String email = heading.email().strip();
        int at = email.lastIndexOf('@');
        if (at < 1 || !email.equals(oneLine(email))) {
            throw new AddressException("not a mail address");
        }
        String domain = IDN.toASCII(email.substring(at + 1));
        InternetAddress address = new InternetAddress(email.substring(0, at) + "@" + domain, true);
        address.setPersonal(oneLine(heading.name()), "UTF-8");
        return address;
    }

    /** Whatever somebody typed stays inside its header. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static String shortened(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }

    private static int code(Exception e) {
        Exception cause = cause(e);
        return switch (cause) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> 0;
        };
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

    private static final class Identified extends MimeMessage {

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
