package org.crimealliance.notification.mailbox;

import java.time.Instant;
import java.util.Objects;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * One person invited to one meeting, as calendar programs answer for them: to an organiser's address that nobody else knows.
 *
 * @param token in that address
 * @param asked the highest sequence that they were sent; absent for those who were asked before it was kept
 * @param last the answer that was told last
 */
@TypeAlias("attendee")
record Attendee(
        String invitationId,
        String attendeeId,
        String uid,
        String token,
        @Nullable Integer asked,
        @Nullable CalendarReply last) {

    /** Somebody answered in their calendar. */
    @WireName("notification.calendar-replied.v1")
    record CalendarReplied(String invitationId, String attendeeId, String uid, int sequence, String answer) {}

    /** They are sent this state of the meeting. */
    Attendee askedFor(int sequence) {
        return asked != null && asked >= sequence
                ? this
                : new Attendee(invitationId, attendeeId, uid, token, sequence, last);
    }

    /**
     * An answer that came late, or again, or is about something else changes nothing. Of two that were given in the same
     * second, the one that came later counts. A higher sequence than they were asked for is that one: else an answer to a
     * question that was never asked would pass for the latest for ever.
     */
    Change<Attendee> replied(CalendarReply given, Instant arrival) {
        CalendarReply reply = (asked == null ? given : given.upTo(asked)).arrivedAt(arrival);
        return reply.uid().equals(uid) && (last == null || isLater(reply, last))
                ? Change.to(
                        new Attendee(invitationId, attendeeId, uid, token, asked, reply),
                        new CalendarReplied(invitationId, attendeeId, uid, reply.sequence(), reply.answer()))
                : Change.to(this);
    }

    private static boolean isLater(CalendarReply reply, CalendarReply last) {
        if (reply.sequence() != last.sequence()) {
            return reply.sequence() > last.sequence();
        }
        int order = Objects.requireNonNull(reply.at()).compareTo(Objects.requireNonNull(last.at()));
        return order > 0 || (order == 0 && !reply.answer().equals(last.answer()));
    }

    static Attendee of(String invitationId, String attendeeId, String uid, String token, int asked) {
        return new Attendee(invitationId, attendeeId, uid, token, asked, null);
    }
}
