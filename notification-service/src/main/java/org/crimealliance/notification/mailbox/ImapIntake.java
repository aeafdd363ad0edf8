package org.crimealliance.notification.mailbox;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.platform.work.Sweeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Fetches the mailbox by IMAP, if a host is set. What is ours is deleted once it has been kept; what is not stays, marked as
 * seen, for a person to read. Several instances may do so at once.
 */
@Component
class ImapIntake {

    private static final Logger LOG = LoggerFactory.getLogger(ImapIntake.class);
    private static final int AT_ONCE = 200;
    private static final int LARGEST = 8 * 1024 * 1024;
    private static final String PATIENCE = "60000"; // ms
    private static final List<String> ADDRESSES = List.of("Delivered-To", "X-Original-To", "Envelope-To", "To");

    private final Intake intake;
    private final NotificationSettings.Imap settings;

    ImapIntake(Intake intake, NotificationSettings settings) {
        this.intake = intake;
        this.settings = settings.mailbox().imap();
    }

    @Configuration(proxyBeanMethods = false)
    static class Fetching {

        @Bean
        Sweeper mailboxSweeper(ImapIntake intake, NotificationSettings settings) {
            return new Sweeper("mailbox", settings.mailbox().imap().every(), intake::fetch);
        }
    }

    private void fetch() {
        if (settings.host().isBlank()) {
            return;
        }
        String protocol = settings.tls() ? "imaps" : "imap";
        try (Store store = session(protocol).getStore(protocol)) {
            store.connect(settings.host(), settings.port(), settings.username(), settings.password());
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                Message[] unseen = inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
                for (Message message : Arrays.copyOf(unseen, Math.min(unseen.length, AT_ONCE))) {
                    settle(message);
                }
            } // closing expunges
        } catch (MessagingException e) {
            throw new IllegalStateException("the mailbox cannot be read now", e);
        }
    }

    private void settle(Message message) throws MessagingException {
        try {
            boolean ours = message.getSize() <= LARGEST
                    && message instanceof MimeMessage mime
                    && intake.accept(addresses(message), mime);
            message.setFlag(ours ? Flags.Flag.DELETED : Flags.Flag.SEEN, true);
        } catch (MessageRemovedException elsewhere) {
            LOG.debug("another instance was faster");
        }
    }

    private static List<String> addresses(Message message) throws MessagingException {
        Stream.Builder<String> found = Stream.builder();
        for (String header : ADDRESSES) {
            String[] values = message.getHeader(header);
            if (values != null) {
                Arrays.stream(String.join(",", values).split("[,<>\\s]+")).forEach(found);
            }
        }
        return found.build().toList();
    }

    private static Session session(String protocol) {
        Properties properties = new Properties();
        properties.put("mail." + protocol + ".connectiontimeout", PATIENCE);
        properties.put("mail." + protocol + ".timeout", PATIENCE);
        properties.put("mail." + protocol + ".writetimeout", PATIENCE);
        properties.put("mail." + protocol + ".peek", "true"); // only what has been settled is seen
        properties.put("mail.imaps.ssl.checkserveridentity", "true");
        return Session.getInstance(properties);
    }
}
