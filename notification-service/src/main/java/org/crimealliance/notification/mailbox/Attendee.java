package org.crimealliance.notification.mailbox;

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
     * An answer that came late, or again, or is about something else changes nothing; nor does one to a question that was
     * never asked, else it would pass for the latest for ever.
     */
    Change<Attendee> replied(CalendarReply reply) {
        if (asked != null && reply.sequence() > asked) {
            return Change.to(this);
        }
        boolean later = last == null
                || reply.sequence() > last.sequence()
                || (reply.sequence() == last.sequence() && reply.at().isAfter(last.at()));
        return later && reply.uid().equals(uid)
                ? Change.to(
                        new Attendee(invitationId, attendeeId, uid, token, asked, reply),
                        new CalendarReplied(invitationId, attendeeId, uid, reply.sequence(), reply.answer()))
                : Change.to(this);
    }

    static Attendee of(String invitationId, String attendeeId, String uid, String token, int asked) {
        return new Attendee(invitationId, attendeeId, uid, token, asked, null);
    }
}
