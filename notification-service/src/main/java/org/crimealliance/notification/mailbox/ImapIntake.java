package org.crimealliance.notification.mailbox;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.SearchTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.platform.work.Sweeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Fetches the mailbox by IMAP, if a host is set. What is settled is deleted. What must wait for its turn is flagged, and
 * looked at again after all that is new. Everything else stays, marked as seen, for a person to read. Several instances
 * may do so at once.
 */
@Component
class ImapIntake {

    private static final Logger LOG = LoggerFactory.getLogger(ImapIntake.class);
    private static final int AT_ONCE = 200;
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

    void fetch() {
        if (settings.host().isBlank()) {
            return;
        }
        String protocol = settings.tls() ? "imaps" : "imap";
        try (Store store = session(protocol).getStore(protocol)) {
            store.connect(settings.host(), settings.port(), settings.username(), settings.password());
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                List<Message> unseen = Stream.of(inbox.search(unseen(false)), inbox.search(unseen(true)))
                        .flatMap(Arrays::stream)
                        .limit(AT_ONCE)
                        .toList();
                for (Message message : unseen) {
                    settle(message);
                }
            } // closing expunges
        } catch (MessagingException e) {
            throw new IllegalStateException("the mailbox cannot be read now", e);
        }
    }

    private static SearchTerm unseen(boolean waiting) {
        return new AndTerm(
                new FlagTerm(new Flags(Flags.Flag.SEEN), false), new FlagTerm(new Flags(Flags.Flag.FLAGGED), waiting));
    }

    private void settle(Message message) throws MessagingException {
        try {
            byte[] all = message.getSize() <= Content.LARGEST ? bytes(message) : null;
            Intake.Taken taken = all == null
                    ? Intake.Taken.UNREADABLE
                    : intake.accept(addresses(message), isReturnable(message), all);
            message.setFlag(
                    switch (taken) {
                        case SETTLED -> Flags.Flag.DELETED;
                        case LATER -> Flags.Flag.FLAGGED;
                        case NOT_OURS, UNREADABLE, TOO_MANY -> Flags.Flag.SEEN;
                    },
                    true);
        } catch (MessageRemovedException elsewhere) {
            LOG.debug("another instance was faster");
        }
    }

    /** Read here, by the same rules as what comes by SMTP; a server's own idea of the parts may have no bounds. */
    private static byte @Nullable [] bytes(Message message) throws MessagingException {
        var bytes = new ByteArrayOutputStream() {
            boolean isTooLarge() {
                return count > Content.LARGEST;
            }

            @Override
            public void write(byte[] from, int offset, int length) {
                if (!isTooLarge()) {
                    super.write(from, offset, length);
                }
            }
        };
        try {
            message.writeTo(bytes);
        } catch (IOException e) {
            throw new MessagingException("a message cannot be fetched", e);
        }
        return bytes.isTooLarge() ? null : bytes.toByteArray();
    }

    /** The last server notes the sender of the envelope (RFC 5321, 4.4). */
    private static boolean isReturnable(Message message) throws MessagingException {
        String[] path = message.getHeader("Return-Path");
        return path == null || !path[0].strip().equals("<>");
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
