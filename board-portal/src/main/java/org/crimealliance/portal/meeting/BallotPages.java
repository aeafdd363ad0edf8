package org.crimealliance.portal.meeting;

import java.util.List;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Notice;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.meeting.MeetingsClient.Attendee;
import org.crimealliance.portal.meeting.MeetingsClient.Ballot;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.crimealliance.portal.meeting.MeetingsClient.NewBallot;
import org.crimealliance.portal.session.CurrentReader;
import org.crimealliance.portal.session.May;
import org.crimealliance.portal.session.Me;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A meeting's ballots: opened for an agenda item, votes recorded, closed with a result. */
@Controller
@RequestMapping("/meetings/{id}/ballots")
class BallotPages {

    private final MeetingsClient meetings;
    private final Participants participants;
    private final Parts parts;

    BallotPages(MeetingsClient meetings, Participants participants, Parts parts) {
        this.meetings = meetings;
        this.participants = participants;
        this.parts = parts;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String ballots(@PathVariable String id, Model model) {
        return ballots(id, Form.blank(), "", model);
    }

    private String ballots(String id, Form form, String formOf, Model model) {
        Meeting meeting = meetings.meeting(id);
        var ballots = parts.ask(() -> meetings.ballots(id));
        var agenda = parts.ask(() -> meetings.agenda(id));
        live(id, meeting, ballots.join().value(), model);
        model.addAttribute("form", form);
        model.addAttribute("formOf", formOf);
        model.addAttribute("agenda", agenda.join());
        return "ballots";
    }

    private void live(
            String id, Meeting meeting, @org.jspecify.annotations.Nullable List<Ballot> ballots, Model model) {
        List<Attendee> present = participants
                .all(
                        meeting,
                        new org.crimealliance.portal.gateway.Part<>(null, false),
                        Parts.now(() -> meetings.attendance(id)))
                .stream()
                .filter(attendee -> "present".equals(attendee.status()))
                // guests of a Board meeting are present, but have no vote; whose vote counts, the service checks
                .filter(attendee -> !meeting.board() || "Alliance".equals(attendee.affiliation()))
                .toList();
        model.addAttribute("meeting", meeting);
        model.addAttribute("ballots", ballots);
        model.addAttribute("present", present);
        Me reader = CurrentReader.me();
        model.addAttribute("voters", reader == null ? List.of() : participants.recordedBy(reader, present));
    }

    /** What others have cast meanwhile; asked for every few seconds while a ballot is open. */
    @GetMapping("/{ballotId}/tally")
    @PreAuthorize(May.READ)
    String tally(@PathVariable String id, @PathVariable String ballotId, Model model) {
        model.addAttribute(
                "ballot",
                meetings.ballots(id).stream()
                        .filter(ballot -> ballot.ballotId().equals(ballotId))
                        .findFirst()
                        .orElse(null));
        model.addAttribute("meetingId", id);
        return "ballots :: tally";
    }

    @PostMapping
    @PreAuthorize(May.MEETINGS)
    String open(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        NewBallot ballot = new NewBallot(
                form.text("itemId"),
                form.text("question"),
                form.choice("motion", "admit", "reject", "defer", "other"),
                form.choice("majority", "simple", "two-thirds-of-votes-cast", "two-thirds-of-present"),
                form.ticked("secret"));
        return form.submit(
                () -> {
                    Ballot opened = meetings.openBallot(id, ballot);
                    Notice.done(flash, "ballot.opened");
                    return "redirect:/meetings/" + id + "/ballots#b-" + opened.ballotId();
                },
                again -> ballots(id, again, "ballot", model));
    }

    /** Records the votes that were chosen: one input {@code vote.<voter>} each. */
    @PostMapping("/{ballotId}/votes")
    @PreAuthorize(May.VOTE)
    String vote(
            @PathVariable String id,
            @PathVariable String ballotId,
            @RequestParam MultiValueMap<String, String> typed,
            RedirectAttributes flash) {
        return Notice.after(
                flash,
                "/meetings/" + id + "/ballots#b-" + ballotId,
                "ballot.recorded",
                () -> typed.forEach((name, choice) -> {
                    if (name.startsWith("vote.") && !choice.getFirst().isEmpty()) {
                        meetings.vote(id, ballotId, name.substring("vote.".length()), choice.getFirst());
                    }
                }));
    }

    @PostMapping("/{ballotId}/closing")
    @PreAuthorize(May.MEETINGS)
    String close(@PathVariable String id, @PathVariable String ballotId, RedirectAttributes flash) {
        return Notice.after(
                flash,
                "/meetings/" + id + "/ballots#b-" + ballotId,
                "ballot.closed",
                () -> meetings.closeBallot(id, ballotId));
    }
}
