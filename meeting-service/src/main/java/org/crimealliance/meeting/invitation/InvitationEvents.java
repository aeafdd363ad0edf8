package org.crimealliance.meeting.invitation;

import java.time.Clock;
import java.time.Instant;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.platform.event.ReceivedEvent;
import org.springframework.stereotype.Component;

/** What invitations do about events. Each step may run twice. */
@Component
public class InvitationEvents {

    /** {@code notification.calendar-replied.v1}. */
    public record CalendarReplied(String invitationId, String uid, int sequence, Answer answer) {}

    private final ExtendInvitations extend;
    private final Invitations invitations;
    private final Meetings meetings;
    private final Clock clock;

    InvitationEvents(ExtendInvitations extend, Invitations invitations, Meetings meetings, Clock clock) {
        this.extend = extend;
        this.invitations = invitations;
        this.meetings = meetings;
        this.clock = clock;
    }

    /** A member was admitted, or an officer appointed; the read model knows already. */
    public void joined(ReceivedEvent<?> event) {
        extend.toComingMeetings(event.subject());
    }

    /** {@code meeting.meeting-moved.v1}. */
    public void moved(ReceivedEvent<?> event) {
        extend.askAgain(event.subject());
    }

    /** As by personal link, if it answers what the person was asked last. */
    public void replied(ReceivedEvent<CalendarReplied> event) {
        CalendarReplied reply = event.data();
        Instant now = clock.instant();
        invitations
                .find(reply.invitationId())
                .flatMap(invitation -> meetings.find(invitation.meetingId()))
                .filter(meeting -> meeting.details().uid().equals(reply.uid()) && meeting.takesReplies(now))
                .ifPresent(meeting ->
                        invitations.replied(event, reply.invitationId(), reply.sequence(), reply.answer(), now));
    }
}
