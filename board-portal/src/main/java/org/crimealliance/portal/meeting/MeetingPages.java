package org.crimealliance.portal.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crimealliance.portal.fee.FeesClient;
import org.crimealliance.portal.frame.Downloads;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One meeting from its date to its end: confirmed, moved or cancelled, opened, closed. */
@Controller
@RequestMapping("/meetings/{id}")
class MeetingPages {

    private final MeetingsClient meetings;
    private final InvitationsClient invitations;
    private final FeesClient fees;
    private final MeetingRecord record;
    private final Show show;

    MeetingPages(
            MeetingsClient meetings, InvitationsClient invitations, FeesClient fees, MeetingRecord record, Show show) {
        this.meetings = meetings;
        this.invitations = invitations;
        this.fees = fees;
        this.record = record;
        this.show = show;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String record(@PathVariable String id, Model model) {
        return record.show(id, "", model);
    }

    @GetMapping("/calendar.ics")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> calendar(@PathVariable String id) {
        return Downloads.attachment(meetings.calendar(id), "meeting.ics");
    }

    @PostMapping("/confirmation")
    @PreAuthorize(May.MEETINGS)
    String confirm(@PathVariable String id, Form form) {
        return form.send(() -> meetings.step(id, "confirmation"))
                .done("meeting.confirmed")
                .to("/meetings/" + id);
    }

    @PostMapping("/opening")
    @PreAuthorize(May.MEETINGS)
    String open(@PathVariable String id, Form form) {
        return form.send(() -> meetings.step(id, "opening"))
                .done("meeting.opened")
                .to("/meetings/" + id);
    }

    @PostMapping("/closing")
    @PreAuthorize(May.MEETINGS)
    String close(@PathVariable String id, Form form) {
        return form.send(() -> meetings.step(id, "closing"))
                .done("meeting.closed")
                .to("/meetings/" + id);
    }

    @GetMapping("/move")
    @PreAuthorize(May.MEETINGS)
    String moveForm(@PathVariable String id, Model model) {
        Meeting meeting = meetings.meeting(id);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (meeting.start() != null && meeting.end() != null) {
            values.put("start", LocalDate.ofInstant(meeting.start(), meeting.in()));
            values.put("from", show.time(meeting.start(), meeting.in()));
            values.put("until", show.time(meeting.end(), meeting.in()));
        }
        model.addAttribute("form", Form.of(values));
        return move(meeting, model);
    }

    private static String move(Meeting meeting, Model model) {
        model.addAttribute("meeting", meeting);
        return "meeting-move";
    }

    @PostMapping("/move")
    @PreAuthorize(May.MEETINGS)
    String move(@PathVariable String id, Form form, Model model) {
        Meeting meeting = meetings.meeting(id);
        Instant start = form.moment("start", "from", meeting.in());
        Instant end = form.moment("start", "until", meeting.in());
        if (!end.isAfter(start) || Duration.between(start, end).toHours() > 24) {
            form.wrong("until", "wrong.order");
        }
        return form.send(() -> meetings.move(id, start, end))
                .done("meeting.moved")
                .to("/meetings/" + id, () -> move(meeting, model));
    }

    @GetMapping("/cancellation")
    @PreAuthorize(May.MEETINGS)
    String cancelForm(@PathVariable String id, Model model) {
        model.addAttribute("meeting", meetings.meeting(id));
        model.addAttribute("invitations", Parts.now(() -> invitations.invitations(id)));
        return "meeting-cancel";
    }

    @PostMapping("/cancellation")
    @PreAuthorize(May.MEETINGS)
    String cancel(@PathVariable String id, Form form, Model model) {
        String reason = form.text("reason");
        return form.send(() -> meetings.cancel(id, reason))
                .done("meeting.cancelled")
                .to("/meetings/" + id, () -> cancelForm(id, model));
    }

    /** Prepares the treasurer's figures as of the meeting's day and attaches them to the meeting. */
    @PostMapping("/treasurer-report")
    @PreAuthorize("hasAnyAuthority('MAY_FEES', 'MAY_MEETINGS')")
    String report(@PathVariable String id, @RequestParam LocalDate asOf, Form form) {
        return form.send(() -> fees.prepareReport(asOf, id))
                .done("report.attached")
                .to("/meetings/" + id);
    }
}
