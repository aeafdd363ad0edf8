package org.crimealliance.notification.mailbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
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
    private static final int MOST_OF_REASON = 2_000;
    private static final int READ_AT_ONCE = 2;

    private final MailLedger mails;
    private final Attendees attendees;
    private final Letters letters;
    private final String mailbox;
    private final MeterRegistry meters;
    /** Whatever senders put into their messages, the process has other things to do as well. */
    private final Semaphore readers = new Semaphore(READ_AT_ONCE);

    Intake(
            MailLedger mails,
            Attendees attendees,
            Letters letters,
            NotificationSettings settings,
            MeterRegistry meters) {
        this.mails = mails;
        this.attendees = attendees;
        this.letters = letters;
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

    /** What became of a message. */
    enum Taken {
        /** It may be for a person. */
        NOT_OURS,
        SETTLED,
        /** It came to one of our addresses, and nobody can say what it is. */
        UNREADABLE,
        /** There are too many letters now. */
        LATER,
        /** There are too many letters to this address of ours now. */
        TOO_MANY
    }

    /**
     * @param addresses to which it came, as far as is known
     * @param returnable whether its sender has an address
     */
    Taken accept(List<String> addresses, boolean returnable, byte[] message) {
        Content said = read(message, returnable);
        Optional<SubAddress> ours = Stream.concat(addresses.stream(), Stream.ofNullable(said.addressOfOriginal()))
                .flatMap(address -> SubAddress.of(address, mailbox).stream())
                .filter(this::isKnown)
                .findFirst();
        return ours.map(address -> settle(address, said, message)).orElse(Taken.NOT_OURS);
    }

    private Taken settle(SubAddress address, Content said, byte[] message) {
        boolean settled = switch (address.kind()) {
            case BOUNCE -> reported(address, said.report());
            case CALENDAR -> replied(address, said);
        };
        return switch (said.words()) {
            case IN_ANSWER -> pass(address, said, message);
            case PERHAPS -> settled ? Taken.SETTLED : pass(address, said, message);
            case NONE -> Taken.SETTLED;
            case UNREADABLE -> Taken.UNREADABLE;
        };
    }

    /** What answers a letter that was passed on is not passed on: that might go on for ever. */
    private Taken pass(SubAddress address, Content said, byte[] message) {
        boolean again = address.kind() == SubAddress.Kind.BOUNCE
                && mails.known(address.id(), address.token())
                        .filter(mail -> mail.heading().template().equals(Letters.TEMPLATE))
                        .isPresent();
        if (again) {
            return Taken.SETTLED;
        }
        Taken taken = letters.pass(new Letters.Received(address.id(), said.from(), said.subject(), message));
        count(taken == Taken.SETTLED ? "Letter" : "LetterWaits");
        return taken;
    }

    private Content read(byte[] message, boolean returnable) {
        readers.acquireUninterruptibly();
        try {
            return Content.of(message, returnable);
        } finally {
            readers.release();
        }
    }

    private boolean reported(SubAddress about, Report report) {
        switch (report) {
            case Report.Delivered delivered -> mails.sent(about.id());
            case Report.Bounced(String reason) -> mails.bounced(about.id(), withoutAddresses(reason));
            case Report.Complained complained -> mails.complained(about.id());
            case Report.Nothing nothing -> LOG.debug("something about mail {} that settles nothing", about.id());
        }
        count(report.getClass().getSimpleName());
        return !(report instanceof Report.Nothing);
    }

    private boolean replied(SubAddress to, Content said) {
        said.reply().ifPresent(reply -> {
            attendees.replied(to, reply);
            count("CalendarReply");
        });
        return said.reply().isPresent();
    }

    private void count(String kind) {
        meters.counter("alliance.mails.reports", "kind", kind).increment();
    }

    /** Reasons are shown and logged. */
    private static String withoutAddresses(String reason) {
        String line = reason.substring(0, Math.min(reason.length(), MOST_OF_REASON))
                .replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ")
                .replaceAll("[^\\s<>]+@[^\\s<>]+", "(address)");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
    }
}
