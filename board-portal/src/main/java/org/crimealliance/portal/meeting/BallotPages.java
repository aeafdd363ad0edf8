package org.crimealliance.portal.meeting;

import java.util.List;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.meeting.AttendanceClient.Attendee;
import org.crimealliance.portal.meeting.BallotsClient.NewBallot;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.crimealliance.portal.session.CurrentReader;
import org.crimealliance.portal.session.May;
import org.crimealliance.portal.session.Me;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** A meeting's ballots: opened for an agenda item, votes recorded, closed with a result. */
@Controller
@RequestMapping("/meetings/{id}/ballots")
class BallotPages {

    private final BallotsClient ballots;
    private final MeetingsClient meetings;
    private final AgendaClient agenda;
    private final AttendanceClient attendance;
    private final Participants participants;
    private final Parts parts;

    BallotPages(
            BallotsClient ballots,
            MeetingsClient meetings,
            AgendaClient agenda,
            AttendanceClient attendance,
            Participants participants,
            Parts parts) {
        this.ballots = ballots;
        this.meetings = meetings;
        this.agenda = agenda;
        this.attendance = attendance;
        this.participants = participants;
        this.parts = parts;
    }

    private static String page(String id, @Nullable String ballotId) {
        return "/meetings/" + id + "/ballots#b-" + ballotId;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String list(@PathVariable String id, Model model) {
        Meeting meeting = meetings.meeting(id);
        var held = parts.ask(() -> ballots.ballots(id));
        var items = parts.ask(() -> agenda.agenda(id));
        var attended = parts.ask(() -> attendance.attendance(id));
        model.addAttribute("meeting", meeting);
        model.addAttribute("ballots", held.join().value());
        List<Attendee> present = present(meeting, attended.join().value());
        model.addAttribute("present", present);
        model.addAttribute("voters", votersFor(CurrentReader.me(), present));
        model.addAttribute("agenda", items.join());
        return "ballots";
    }

    /** Guests of a Board meeting are present, but have no vote; whose vote counts, the service checks. */
    private static List<Attendee> present(Meeting meeting, @Nullable List<Attendee> attended) {
        return attended == null
                ? List.of()
                : attended.stream()
                        .filter(attendee -> "present".equals(attendee.status()))
                        .filter(attendee -> !meeting.board() || "Alliance".equals(attendee.affiliation()))
                        .toList();
    }

    private List<Attendee> votersFor(@Nullable Me reader, List<Attendee> present) {
        return reader == null ? List.of() : participants.recordedBy(reader, present);
    }

    /** What others have cast meanwhile; asked for every few seconds while a ballot is open. */
    @GetMapping("/{ballotId}/tally")
    @PreAuthorize(May.READ)
    String tally(@PathVariable String id, @PathVariable String ballotId, Model model) {
        model.addAttribute(
                "ballot",
                ballots.ballots(id).stream()
                        .filter(ballot -> ballot.ballotId().equals(ballotId))
                        .findFirst()
                        .orElse(null));
        model.addAttribute("meetingId", id);
        return "ballots :: tally";
    }

    @PostMapping
    @PreAuthorize(May.MEETINGS)
    String open(@PathVariable String id, Form form, Model model) {
        NewBallot ballot = new NewBallot(
                form.text("itemId"),
                form.text("question"),
                form.choice("motion", "admit", "reject", "defer", "other"),
                form.choice("majority", "simple", "two-thirds-of-votes-cast", "two-thirds-of-present"),
                form.ticked("secret"));
        return form.create(() -> ballots.open(id, ballot))
                .done("ballot.opened")
                .to(opened -> page(id, opened.ballotId()), () -> list(id, model));
    }

    /** Records the votes that were chosen: one input {@code vote.<voter>} each. */
    @PostMapping("/{ballotId}/votes")
    @PreAuthorize(May.VOTE)
    String vote(@PathVariable String id, @PathVariable String ballotId, Form form) {
        return form.send(() -> form.under("vote.").forEach((voter, choice) -> {
                    if (!choice.isEmpty()) {
                        ballots.vote(id, ballotId, voter, choice);
                    }
                }))
                .done("ballot.recorded")
                .to(page(id, ballotId));
    }

    @PostMapping("/{ballotId}/closing")
    @PreAuthorize(May.MEETINGS)
    String close(@PathVariable String id, @PathVariable String ballotId, Form form) {
        return form.send(() -> ballots.close(id, ballotId))
                .done("ballot.closed")
                .to(page(id, ballotId));
    }
}
