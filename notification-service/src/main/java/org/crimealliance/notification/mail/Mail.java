package org.crimealliance.notification.mail;

import java.time.Duration;
import java.time.Instant;
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
            Provenance provenance) {}

    /** To be sent, not before {@code dueAt}. */
    @TypeAlias("waiting")
    record Waiting(
            Heading heading,
            Letter letter,
            int attempts,
            Instant dueAt,
            @Nullable String problem) implements Mail {}

    /**
     * Somebody is sending it. If that takes longer than until {@code dueAt}, it has died, perhaps after the sending, and the
     * next one has {@code takenOver}.
     */
    @TypeAlias("sending")
    record Sending(Heading heading, Letter letter, int attempts, Instant dueAt, String by, boolean takenOver)
            implements Mail {}

    /** The mail server has taken it. */
    @TypeAlias("sent")
    record Sent(Heading heading, Instant sentAt) implements Mail {}

    /** The mail server has refused it for good. */
    @TypeAlias("failed")
    record Failed(Heading heading, Letter letter, String reason, Instant failedAt) implements Mail {}

    /** The mail server took the mail. */
    @WireName("notification.mail-delivered.v1")
    record MailDelivered(
            String mailId, String eventId, String eventType, String template, String recipient, String subjectId) {}

    /** The mail could not be delivered. */
    @WireName("notification.mail-bounced.v1")
    record MailBounced(
            String mailId,
            String eventId,
            String eventType,
            String template,
            String recipient,
            String subjectId,
            String reason) {}

    /** Takes the mail for {@code by} if it is due, or if whoever had it is over its time. */
    static Outcome<Change<Mail>> claim(Mail mail, String by, Instant now, Duration lease) {
        return switch (mail) {
            case Waiting w
            when !w.dueAt().isAfter(now) ->
                Outcome.done(
                        Change.to(new Sending(w.heading(), w.letter(), w.attempts() + 1, now.plus(lease), by, false)));
            case Sending s
            when !s.dueAt().isAfter(now) ->
                Outcome.done(
                        Change.to(new Sending(s.heading(), s.letter(), s.attempts() + 1, now.plus(lease), by, true)));
            case Waiting w -> notDue();
            case Sending s -> notDue();
            case Sent s -> notDue();
            case Failed f -> notDue();
        };
    }

    /** It is out. What it said is forgotten. */
    static Outcome<Change<Mail>> sent(String id, Mail mail, Instant at) {
        Heading h = mail.heading();
        return mail instanceof Sent
                ? Outcome.done(Change.to(mail))
                : Outcome.done(Change.to(
                        new Sent(h, at),
                        new MailDelivered(id, h.eventId(), h.eventType(), h.template(), h.email(), h.subjectId())));
    }

    /** Another attempt later; {@code by} must still have it. */
    static Outcome<Change<Mail>> putBack(Mail mail, String by, Instant dueAt, String problem) {
        return mail instanceof Sending s && s.by().equals(by)
                ? Outcome.done(Change.to(new Waiting(s.heading(), s.letter(), s.attempts(), dueAt, problem)))
                : notDue();
    }

    /** Refused for good; {@code by} must still have it. */
    static Outcome<Change<Mail>> failed(String id, Mail mail, String by, Instant at, String reason) {
        if (!(mail instanceof Sending s) || !s.by().equals(by)) {
            return notDue();
        }
        Heading h = s.heading();
        return Outcome.done(Change.to(
                new Failed(h, s.letter(), reason, at),
                new MailBounced(id, h.eventId(), h.eventType(), h.template(), h.email(), h.subjectId(), reason)));
    }

    /** Somebody wants it tried again now. */
    static Outcome<Change<Mail>> retry(Mail mail, Instant now) {
        return switch (mail) {
            case Waiting w -> Outcome.done(Change.to(new Waiting(w.heading(), w.letter(), 0, now, w.problem())));
            case Failed f -> Outcome.done(Change.to(new Waiting(f.heading(), f.letter(), 0, now, f.reason())));
            case Sending s ->
                Outcome.refused(Refusal.conflict("being-sent", "This mail is being sent. Look again in a minute."));
            case Sent s -> Outcome.refused(Refusal.conflict("already-sent", "This mail has been sent."));
        };
    }

    private static Outcome<Change<Mail>> notDue() {
        return Outcome.refused(Refusal.conflict("not-due", "This mail is not to be sent now."));
    }
}
