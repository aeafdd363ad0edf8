package org.crimealliance.meeting.invitation;

import org.crimealliance.platform.event.ReceivedEvent;
import org.springframework.stereotype.Component;

/** What invitations do about events. Each step may run twice. */
@Component
public class InvitationEvents {

    private final ExtendInvitations extend;

    InvitationEvents(ExtendInvitations extend) {
        this.extend = extend;
    }

    /** A member was admitted, or an officer appointed; the read model knows already. */
    public void joined(ReceivedEvent<?> event) {
        extend.toComingMeetings(event.subject());
    }

    /** {@code meeting.meeting-moved.v1}. */
    public void moved(ReceivedEvent<?> event) {
        extend.askAgain(event.subject());
    }
}
