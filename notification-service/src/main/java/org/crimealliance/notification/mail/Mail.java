package org.crimealliance.notification.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crimealliance.notification.NotificationSettings.Tries;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * One mail to one recipient because of one event: waiting, being sent, sent or failed. Leases and pauses are the machine's
 * time: moving the domain's clock must not send a mail twice.
 */
public sealed interface Mail {

    Heading heading();

    /**
     * What is known of a mail for ever.
     *
     * @param template which letter it is
     * @param eventId the event that caused it, and {@code eventType} its wire name
     * @param subjectId the aggregate that the event tells of
     * @param at when it was written (domain time)
     * @param provenance of that event: what becomes of the mail belongs to it
     * @param token whoever knows it has got the mail: servers that cannot deliver it, recipients who complain
     */
    record Heading(
            String template,
            String eventId,
            String eventType,
            String subjectId,
            String name,
            String email,
            String subject,
            Instant at,
            Provenance provenance,
            @Nullable String token) {}

    /**
     * To be sent, not before {@code dueAt}.
     *
     * @param since when it was first tried; null until then
     */
    @TypeAlias("waiting")
    record Waiting(
            Heading heading,
            Letter letter,
            int attempts,
            Instant dueAt,
            @Nullable Instant since,
            @Nullable String problem)
            implements Mail {}

    /**
     * Somebody is sending it, and says so again and again. If that has not been heard until {@code dueAt}, it has died,
     * perhaps after the sending, and the next one has {@code takenOver}.
     */
    @TypeAlias("sending")
    record Sending(
            Heading heading,
            Letter letter,
            int attempts,
            Instant dueAt,
            @Nullable Instant since,
            String by,
            boolean takenOver)
            implements Mail {}

    /** The mail server has taken it. */
    @TypeAlias("sent")
    record Sent(Heading heading, Instant sentAt) implements Mail {}

    /** The mail server had taken it, and a server has told that it cannot be delivered. */
    @TypeAlias("bounced")
    record Bounced(Heading heading, Instant sentAt, String reason, Instant bouncedAt) implements Mail {}

    /** The recipient has called it unwanted. */
    @TypeAlias("complained")
    record Complained(Heading heading, Instant sentAt, Instant complainedAt) implements Mail {}

    /** The mail server has refused it for good. */
    @TypeAlias("failed")
    record Failed(Heading heading, Letter letter, String reason, Instant failedAt) implements Mail {}

    /** The mail server took the mail. */
    @WireName("notification.mail-delivered.v1")
    record MailDelivered(String mailId, String eventId, String eventType, String template, String subjectId) {}

    /**
     * The mail could not be delivered.
     *
     * @param reason the server's status code (RFC 3463, else RFC 5321): its words may name the recipient, and stay here
     */
    @WireName("notification.mail-bounced.v1")
    record MailBounced(
            String mailId,
            String eventId,
            String eventType,
            String template,
            String subjectId,
            @Nullable String reason) {}

    /** The recipient called the mail unwanted. */
    @WireName("notification.mail-complained.v1")
    record MailComplained(String mailId, String eventId, String eventType, String template, String subjectId) {}

    /** In what a server says: class, subject and detail; else its reply code alone. */
    Pattern STATUS = Pattern.compile("(?<![\\d.])[45]\\.\\d{1,3}\\.\\d{1,3}(?!\\.?\\d)");

    Pattern REPLY = Pattern.compile("(?<![\\d.])[45]\\d\\d(?!\\.?\\d)");

    /** Takes the mail for {@code by} if it is due, or if nothing was heard of whoever had it. */
    static Outcome<Change<Mail>> claim(Mail mail, String by, Instant now, Duration hold) {
        return switch (mail) {
            case Waiting w
            when !w.dueAt().isAfter(now) ->
                Outcome.done(Change.to(new Sending(
                        w.heading(),
                        w.letter(),
                        w.attempts() + 1,
                        now.plus(hold),
                        Objects.requireNonNullElse(w.since(), now),
                        by,
                        false)));
            case Sending s
            when !s.dueAt().isAfter(now) ->
                Outcome.done(Change.to(new Sending(
                        s.heading(),
                        s.letter(),
                        s.attempts() + 1,
                        now.plus(hold),
                        Objects.requireNonNullElse(s.since(), now),
                        by,
                        true)));
            case Waiting w -> notDue();
            case Sending s -> notDue();
            case Sent s -> notDue();
            case Bounced b -> notDue();
            case Complained c -> notDue();
            case Failed f -> notDue();
        };
    }

    /** {@code by} is still at it; refused if it has lost the mail. */
    static Outcome<Change<Mail>> renew(Mail mail, String by, Instant now, Duration hold) {
        return mail instanceof Sending s && s.by().equals(by)
                ? Outcome.done(Change.to(new Sending(
                        s.heading(), s.letter(), s.attempts(), now.plus(hold), s.since(), by, s.takenOver())))
                : notDue();
    }

    /** It is out. What it said is forgotten. */
    static Outcome<Change<Mail>> sent(String id, Mail mail, Instant at) {
        Heading h = mail.heading();
        return isOut(mail)
                ? Outcome.done(Change.to(mail))
                : Outcome.done(Change.to(
                        new Sent(h, at),
                        new MailDelivered(id, h.eventId(), h.eventType(), h.template(), h.subjectId())));
    }

    /** A server along the way tells that it cannot be delivered. */
    static Outcome<Change<Mail>> bounced(String id, Mail mail, String reason, Instant at) {
        return switch (mail) {
            case Sent s -> bounced(id, s.heading(), s.sentAt(), reason, at);
            // the answer to the final dot did not come, the mail has gone all the same: it need not go again
            case Waiting w when w.attempts() > 0 -> bounced(id, w.heading(), at, reason, at);
            case Sending s -> bounced(id, s.heading(), at, reason, at);
            case Waiting w -> Outcome.done(Change.to(mail));
            case Bounced b -> Outcome.done(Change.to(mail));
            case Complained c -> Outcome.done(Change.to(mail));
            case Failed f -> Outcome.done(Change.to(mail));
        };
    }

    private static Outcome<Change<Mail>> bounced(String id, Heading h, Instant sentAt, String reason, Instant at) {
        return Outcome.done(Change.to(new Bounced(h, sentAt, reason, at), cameBack(id, h, reason)));
    }

    /** The recipient's server tells that the recipient called it unwanted. */
    static Outcome<Change<Mail>> complained(String id, Mail mail, Instant at) {
        Heading h = mail.heading();
        return mail instanceof Sent s
                ? Outcome.done(Change.to(
                        new Complained(h, s.sentAt(), at),
                        new MailComplained(id, h.eventId(), h.eventType(), h.template(), h.subjectId())))
                : Outcome.done(Change.to(mail));
    }

    private static boolean isOut(Mail mail) {
        return mail instanceof Sent || mail instanceof Bounced || mail instanceof Complained;
    }

    /** Another attempt later, unless it has been tried for long enough; {@code by} must still have it. */
    static Outcome<Change<Mail>> later(
            String id, Mail mail, String by, Instant now, Tries tries, Instant at, String problem) {
        if (!(mail instanceof Sending s) || !s.by().equals(by)) {
            return notDue();
        }
        if (s.since() != null && !now.isBefore(s.since().plus(tries.giveUpAfter()))) {
            return failed(id, mail, by, at, "given up after " + s.attempts() + " attempts: " + problem);
        }
        Instant dueAt = now.plus(tries.pauseAfter(s.attempts()));
        return Outcome.done(Change.to(new Waiting(s.heading(), s.letter(), s.attempts(), dueAt, s.since(), problem)));
    }

    /** Refused for good; {@code by} must still have it. */
    static Outcome<Change<Mail>> failed(String id, Mail mail, String by, Instant at, String reason) {
        if (!(mail instanceof Sending s) || !s.by().equals(by)) {
            return notDue();
        }
        Heading h = s.heading();
        return Outcome.done(Change.to(new Failed(h, s.letter(), reason, at), cameBack(id, h, reason)));
    }

    private static MailBounced cameBack(String id, Heading h, String reason) {
        return new MailBounced(id, h.eventId(), h.eventType(), h.template(), h.subjectId(), statusIn(reason));
    }

    private static @Nullable String statusIn(String reason) {
        return Stream.of(STATUS, REPLY)
                .map(code -> code.matcher(reason))
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElse(null);
    }

    /** Somebody wants it tried again now. */
    static Outcome<Change<Mail>> retry(Mail mail, Instant now) {
        return switch (mail) {
            case Waiting w -> Outcome.done(Change.to(new Waiting(w.heading(), w.letter(), 0, now, null, w.problem())));
            case Failed f -> Outcome.done(Change.to(new Waiting(f.heading(), f.letter(), 0, now, null, f.reason())));
            case Sending s ->
                Outcome.refused(Refusal.conflict("being-sent", "This mail is being sent. Look again in a minute."));
            case Sent s -> Outcome.refused(Refusal.conflict("already-sent", "This mail has been sent."));
            case Bounced b ->
                Outcome.refused(Refusal.conflict(
                        "already-sent", "This mail came back. What it said is not kept; the address needs mending."));
            case Complained c -> Outcome.refused(Refusal.conflict("already-sent", "This mail has been sent."));
        };
    }

    private static Outcome<Change<Mail>> notDue() {
        return Outcome.refused(Refusal.conflict("not-due", "This mail is not to be sent now."));
    }
}
