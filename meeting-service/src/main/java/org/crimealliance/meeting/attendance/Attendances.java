package org.crimealliance.meeting.attendance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.crimealliance.meeting.invitation.Answer;
import org.crimealliance.meeting.invitation.Invitation;
import org.crimealliance.meeting.invitation.Invitations;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.stereotype.Component;

/** The attendance of every meeting, empty at first. */
@Component
public class Attendances {

    private final AggregateStore<Attendance> store;
    private final Invitations invitations;

    Attendances(AggregateStores stores, Invitations invitations) {
        this.store = stores.of("attendances", Attendance.class);
        this.invitations = invitations;
    }

    public Presence presence(String meetingId, Collection<String> voters, Instant moment) {
        return of(meetingId).presence(voters, moment);
    }

    /** As it was written down, and the apologies of those who answered no and are not in the list. */
    public List<Attendee> list(String meetingId) {
        List<Attendee> all = new ArrayList<>(of(meetingId).attendees());
        Set<String> known = new HashSet<>(all.stream().map(Attendee::attendeeId).toList());
        invitations.of(meetingId).stream()
                .filter(invitation -> invitation.answer() == Answer.NO)
                .filter(invitation -> !known.contains(invitation.invitee().inviteeId()))
                .map(Attendances::apology)
                .forEach(all::add);
        return all;
    }

    Attendance of(String meetingId) {
        return store.find(meetingId).map(Stored::state).orElseGet(() -> Attendance.empty(meetingId));
    }

    Outcome<Attendance> change(String meetingId, Function<Attendance, Outcome<Change<Attendance>>> decide) {
        store.create(meetingId, Attendance.empty(meetingId), List.of());
        Outcome<Stored<Attendance>> changed = store.change(meetingId, decide);
        return changed.map(Stored::state);
    }

    private static Attendee apology(Invitation invitation) {
        return new Attendee(
                invitation.invitee().inviteeId(),
                invitation.invitee().name(),
                invitation.invitee().affiliation(),
                null,
                Attendee.Status.APOLOGY,
                null,
                null);
    }
}
