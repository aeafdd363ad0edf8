package org.crimealliance.portal.meeting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crimealliance.platform.text.MailAddress;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Part;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.meeting.AttendanceClient.Attendee;
import org.crimealliance.portal.meeting.InvitationsClient.Invitation;
import org.crimealliance.portal.meeting.InvitationsClient.Invitations;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.crimealliance.portal.officer.OfficersClient;
import org.crimealliance.portal.officer.OfficersClient.Officer;
import org.crimealliance.portal.session.Me;
import org.springframework.stereotype.Component;

/** Who may be at a meeting: those who are down for it, those who were invited, and for the Board its seats. */
@Component
public class Participants {

    private final InvitationsClient invitations;
    private final AttendanceClient attendance;
    private final OfficersClient officers;
    private final Show show;

    Participants(InvitationsClient invitations, AttendanceClient attendance, OfficersClient officers, Show show) {
        this.invitations = invitations;
        this.attendance = attendance;
        this.officers = officers;
        this.show = show;
    }

    List<Attendee> all(Meeting meeting) {
        String id = meeting.meetingId();
        return all(meeting, Parts.now(() -> invitations.invitations(id)), Parts.now(() -> attendance.attendance(id)));
    }

    private List<Attendee> all(Meeting meeting, Part<Invitations> invited, Part<List<Attendee>> attended) {
        // the Board's seats first and in their order; what an answer or the attendance tells replaces it in its place
        Map<String, Attendee> all = new LinkedHashMap<>();
        if (meeting.board()) {
            seats().forEach(officer -> all.put(
                    officer.officeId(),
                    new Attendee(officer.officeId(), officer.name(), "Alliance", officer.office(), null, null, null)));
        }
        if (invited.value() != null) {
            for (Invitation one : invited.value().all()) {
                String id = String.valueOf(one.inviteeId());
                String expected = "no".equals(one.answer()) ? "apology" : null;
                Attendee seat = all.get(id);
                String role = seat == null ? null : seat.role();
                all.put(id, new Attendee(id, one.name(), affiliation(one), role, expected, null, null));
            }
        }
        if (attended.value() != null) {
            attended.value().forEach(attendee -> all.put(String.valueOf(attendee.attendeeId()), attendee));
        }
        return new ArrayList<>(all.values());
    }

    private List<Officer> seats() {
        Part<List<Officer>> seats = Parts.now(() -> officers.officers(show.today()).items().stream()
                .filter(Officer::boardSeat)
                .toList());
        return seats.value() == null ? List.of() : seats.value();
    }

    /** Whose votes this reader may record: the Chair and the Secretary everybody's, the others their own. */
    List<Attendee> recordedBy(Me reader, List<Attendee> present) {
        if (reader.may("MEETINGS")) {
            return present;
        }
        Set<String> own = seats().stream()
                .filter(officer -> officer.email() != null && MailAddress.areSame(reader.email(), officer.email()))
                .map(Officer::officeId)
                .collect(Collectors.toSet());
        return present.stream()
                .filter(attendee -> own.contains(attendee.attendeeId()))
                .toList();
    }

    private static String affiliation(Invitation invited) {
        return invited.affiliation() == null ? "Alliance" : invited.affiliation();
    }

    /** How many of a group are there; asked by the templates. */
    public long present(List<Attendee> group) {
        return group.stream()
                .filter(attendee -> "present".equals(attendee.status()))
                .count();
    }

    Map<String, List<Attendee>> byAffiliation(
            Meeting meeting, Part<Invitations> invited, Part<List<Attendee>> attended) {
        Map<String, List<Attendee>> groups = new TreeMap<>();
        all(meeting, invited, attended)
                .forEach(attendee -> groups.computeIfAbsent(
                                attendee.affiliation() == null ? "Alliance" : attendee.affiliation(),
                                group -> new ArrayList<>())
                        .add(attendee));
        return groups;
    }
}
