package org.crimealliance.notification.mailbox;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.mail.MailLedger;
import org.crimealliance.notification.mail.SubAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads what comes to the mailbox for machines, however it got here. Only the address that it came to tells what it is about
 * and that it is genuine: senders and contents can be forged. The same message again changes nothing.
 */
@Component
class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int LONGEST_REASON = 300;

    private final MailLedger mails;
    private final Attendees attendees;
    private final String mailbox;
    private final MeterRegistry meters;

    Intake(MailLedger mails, Attendees attendees, NotificationSettings settings, MeterRegistry meters) {
        this.mails = mails;
        this.attendees = attendees;
        this.mailbox = settings.mailbox().address();
        this.meters = meters;
    }

    /** Whether it is one of ours; nothing else is worth being read. */
    boolean takes(String address) {
        return SubAddress.of(address, mailbox).filter(this::isKnown).isPresent();
    }

    private boolean isKnown(SubAddress address) {
        return switch (address.kind()) {
            case BOUNCE -> mails.known(address.id(), address.token()).isPresent();
            case CALENDAR -> attendees.isKnown(address);
        };
    }

    /**
     * @param addresses to which it came, as far as is known
     * @return whether it was for us; what is not may be for a person
     */
    boolean accept(List<String> addresses, MimeMessage message) {
        Read read = read(message);
        Optional<SubAddress> ours = Stream.concat(addresses.stream(), read.addressOfOriginal().stream())
                .flatMap(address -> SubAddress.of(address, mailbox).stream())
                .filter(this::isKnown)
                .findFirst();
        ours.ifPresent(address -> {
            switch (address.kind()) {
                case BOUNCE -> reported(address, read.report());
                case CALENDAR -> read.reply().ifPresent(reply -> replied(address, reply));
            }
        });
        return ours.isPresent();
    }

    /** What a message says of itself, before anything is known of it. */
    private record Read(Report report, Optional<CalendarReply> reply, Optional<String> addressOfOriginal) {}

    /** A message that cannot be read says nothing; it must not keep the next ones from being read. */
    private static Read read(MimeMessage message) {
        try {
            return new Read(
                    Report.of(message),
                    CalendarReply.in(message),
                    Optional.ofNullable(Report.addressOfOriginal(message)));
        } catch (MessagingException | IOException | RuntimeException malformed) {
            LOG.info("a message that cannot be read came to the mailbox: {}", malformed.toString());
            return new Read(new Report.Nothing(), Optional.empty(), Optional.empty());
        }
    }

    private void reported(SubAddress about, Report report) {
        switch (report) {
            case Report.Delivered delivered -> mails.sent(about.id());
            case Report.Bounced(String reason) -> mails.bounced(about.id(), withoutAddresses(reason));
            case Report.Complained complained -> mails.complained(about.id());
            case Report.Nothing nothing -> LOG.debug("something about mail {} that settles nothing", about.id());
        }
        meters.counter("alliance.mails.reports", "kind", report.getClass().getSimpleName())
                .increment();
    }

    private void replied(SubAddress to, CalendarReply reply) {
        attendees.replied(to, reply);
        meters.counter("alliance.mails.reports", "kind", "CalendarReply").increment();
    }

    /** Reasons are shown and logged. */
    private static String withoutAddresses(String reason) {
        String line =
                reason.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").replaceAll("[^\\s<>]+@[^\\s<>]+", "(address)");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
    }
}
