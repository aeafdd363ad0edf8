package org.crimealliance.notification.mailbox;

import java.util.List;
import java.util.Optional;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.mail.SubAddress;
import org.crimealliance.notification.mail.Tokens;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.time.MachineClock;
import org.springframework.stereotype.Component;

/** Who may answer by calendar, by invitation. */
@Component
public class Attendees {

    private final AggregateStore<Attendee> attendees;
    private final MachineClock machine;
    private final String mailbox;

    Attendees(AggregateStores stores, MachineClock machine, NotificationSettings settings) {
        this.attendees = stores.of("attendees", Attendee.class);
        this.machine = machine;
        this.mailbox = settings.mailbox().address();
    }

    /**
     * The organiser's address for this invitation: the same for its whole life, as calendars want it.
     *
     * @param sequence of the entry that is sent with it
     */
    public String organiser(String invitationId, String attendeeId, String uid, int sequence) {
        // whoever comes second finds the first one's token
        Attendee attendee = attendees
                .create(invitationId, Attendee.of(invitationId, attendeeId, uid, Tokens.next(), sequence), List.of())
                .stored()
                .state();
        if (!attendee.askedFor(sequence).equals(attendee)) {
            attendees
                    .change(invitationId, current -> Outcome.done(Change.to(current.askedFor(sequence))))
                    .orThrow();
        }
        return new SubAddress(SubAddress.Kind.CALENDAR, invitationId, attendee.token()).in(mailbox);
    }

    /** Whether there is such an address. */
    boolean isKnown(SubAddress address) {
        return find(address).isPresent();
    }

    void replied(SubAddress address, CalendarReply reply) {
        if (isKnown(address)) {
            attendees
                    .change(address.id(), attendee -> Outcome.done(attendee.replied(reply, machine.instant())))
                    .orThrow();
        }
    }

    private Optional<Attendee> find(SubAddress address) {
        return attendees
                .find(address.id())
                .map(Stored::state)
                .filter(attendee -> Tokens.same(attendee.token(), address.token()));
    }
}
