package org.crimealliance.portal.meeting;

import java.util.List;
import org.crimealliance.portal.gateway.Part;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.meeting.AttendanceClient.Attendee;
import org.crimealliance.portal.meeting.InvitationsClient.Invitations;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** One meeting's page: when and where, who is invited, the agenda, who was there. Several forms stand on it. */
@Component
class MeetingRecord {

    static final String[] KINDS = {"report", "discussion", "motion", "application", "information", "tour-de-table"};

    private final MeetingsClient meetings;
    private final InvitationsClient invitations;
    private final AgendaClient agenda;
    private final AttendanceClient attendance;
    private final MinutesClient minutes;
    private final Participants participants;
    private final Parts parts;

    MeetingRecord(
            MeetingsClient meetings,
            InvitationsClient invitations,
            AgendaClient agenda,
            AttendanceClient attendance,
            MinutesClient minutes,
            Participants participants,
            Parts parts) {
        this.meetings = meetings;
        this.invitations = invitations;
        this.agenda = agenda;
        this.attendance = attendance;
        this.minutes = minutes;
        this.participants = participants;
        this.parts = parts;
    }

    /** @param formOf which of the page's forms has been typed into */
    String show(String id, String formOf, Model model) {
        Meeting meeting = meetings.meeting(id);
        var asked = parts.ask(() -> invitations.invitations(id));
        var items = parts.ask(() -> agenda.agenda(id));
        var noted = parts.ask(() -> attendance.attendance(id));
        var written = parts.ask(() -> minutes.minutes(id));
        Part<Invitations> invited = asked.join();
        Part<List<Attendee>> attended = noted.join();
        model.addAttribute("formOf", formOf);
        model.addAttribute("meeting", meeting);
        model.addAttribute("invitations", invited);
        model.addAttribute("agenda", items.join());
        model.addAttribute("minutes", written.join()); // a draft is the Board's own: nobody else is led to it
        model.addAttribute("attendance", attended);
        model.addAttribute("groups", participants.byAffiliation(meeting, invited, attended));
        model.addAttribute("participants", participants);
        model.addAttribute("kinds", List.of(KINDS));
        return "meeting";
    }
}
