package org.crimealliance.notification;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings under {@code alliance.notification}; their defaults stand in application.yml.
 *
 * @param from the sender's address
 * @param fromName the sender's name
 * @param offices mailboxes that persons read, by office: answers to a mail go there
 * @param mailbox what mail servers and calendars send to us, and how it gets here
 * @param smtp the mail server
 * @param workers how many mails are sent at once, each over a connection of its own
 * @param lease how long nothing need be heard of a mail's sender before another one takes it over; longer than a sending
 *     may take
 * @param clockSkew by how much the clocks of two instances may differ
 * @param sweep how often the ledger is searched for what a crash left behind or a pause ended for
 * @param tries what is done about mails that the server does not take now
 */
@Validated
@ConfigurationProperties("alliance.notification")
public record NotificationSettings(
        String from,
        String fromName,
        Map<String, String> offices,
        Mailbox mailbox,
        Smtp smtp,
        int workers,
        Duration lease,
        Duration clockSkew,
        Duration sweep,
        Tries tries) {

    public String office(String name) {
        return Objects.requireNonNull(offices.get(name), () -> "alliance.notification.offices." + name + " is not set");
    }

    /** Or else another instance sends again what this one is still sending. */
    @AssertTrue(message = "must be longer than a mail may take by all of smtp.limits together")
    public boolean isLeaseLongEnough() {
        return lease.compareTo(smtp.limits().sum()) > 0;
    }

    /** Or else mail servers refuse every sender of ours, and calendars every organiser. */
    @AssertTrue(
            message =
                    "mailbox.address may have 8 octets before the @, as post@: with what tells mails and invitations apart"
                            + " it must stay within the 64 of RFC 5321")
    public boolean isMailboxShortEnough() {
        int name = mailbox.address().lastIndexOf('@');
        return name > 0 && name <= Mailbox.LONGEST_NAME;
    }

    /** How often somebody who sends says so. */
    public Duration renewal() {
        return lease.dividedBy(4);
    }

    /** How long a sending mail is left to its sender without a word; a clock that is ahead does not shorten the lease. */
    public Duration hold() {
        return lease.plus(renewal()).plus(clockSkew);
    }

    /**
     * A mailbox for machines, which takes sub-addresses ({@code name+anything@...}): each mail and each invitation has its
     * own there.
     *
     * @param smtpPort listen here for what a mail server passes on; 0: do not
     * @param imap fetch it from here; not if there is no host
     */
    public record Mailbox(String address, int smtpPort, Imap imap) {

        /** In octets: so much of RFC 5321's 64 is left by what stands behind it. */
        static final int LONGEST_NAME = 8;
    }

    /** @param every how often to look; what is done with is deleted there */
    public record Imap(String host, int port, String username, String password, boolean tls, Duration every) {}

    /**
     * @param username empty: the server asks for none
     * @param startTls whether the connection must be encrypted
     */
    public record Smtp(String host, int port, String username, String password, boolean startTls, Limits limits) {}

    /**
     * How long the server may take, by phase (RFC 5321, 4.5.3.2).
     *
     * @param connect until there is a connection
     * @param greeting until it says who it is
     * @param command for each answer to a command: EHLO, STARTTLS, AUTH, MAIL, RCPT
     * @param data for its answer to DATA
     * @param block for taking a piece of the mail
     * @param dot for its answer to the final dot, when it delivers: a server that is given up here has often taken the mail
     */
    public record Limits(
            Duration connect, Duration greeting, Duration command, Duration data, Duration block, Duration dot) {

        private static final int COMMANDS = 5;

        Duration sum() {
            return connect.plus(greeting)
                    .plus(command.multipliedBy(COMMANDS))
                    .plus(data)
                    .plus(block)
                    .plus(dot);
        }
    }

    /**
     * @param firstPause before the second attempt; doubled each time
     * @param longestPause at most so long
     * @param giveUpAfter at least so long after the first attempt, the mail has failed
     */
    public record Tries(Duration firstPause, Duration longestPause, Duration giveUpAfter) {

        private static final int MOST_DOUBLINGS = 20;

        /** What comes after so many attempts. */
        public Duration pauseAfter(int attempts) {
            Duration pause = firstPause.multipliedBy(1L << Math.clamp(attempts - 1, 0, MOST_DOUBLINGS));
            return pause.compareTo(longestPause) > 0 ? longestPause : pause;
        }
    }
}
