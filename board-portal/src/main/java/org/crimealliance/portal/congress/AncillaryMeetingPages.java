package org.crimealliance.portal.congress;

import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The ancillary meetings of a congress: the list, and a withdrawal from it. */
@Controller
@RequestMapping("/congresses/{id}/meetings")
class AncillaryMeetingPages {

    private final CongressClient congress;
    private final AncillaryMeetingsClient meetings;
    private final ScheduleClient schedules;

    AncillaryMeetingPages(CongressClient congress, AncillaryMeetingsClient meetings, ScheduleClient schedules) {
        this.congress = congress;
        this.meetings = meetings;
        this.schedules = schedules;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String list(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("state", state);
        model.addAttribute("page", meetings.meetings(id, state, after));
        return "ancillary-meetings";
    }

    /** An organiser withdraws after reconfirming: the place goes to the head of the waiting list. */
    @GetMapping("/{meetingId}/withdrawal")
    @PreAuthorize(May.CONGRESS)
    String withdrawForm(@PathVariable String id, @PathVariable String meetingId, Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("meetingId", meetingId);
        model.addAttribute("entry", Parts.now(() -> schedules.schedule(id)));
        return "ancillary-withdrawal";
    }

    @PostMapping("/{meetingId}/withdrawal")
    @PreAuthorize(May.CONGRESS)
    String withdraw(@PathVariable String id, @PathVariable String meetingId, Form form, Model model) {
        String reason = form.text("reason");
        return form.send(() -> meetings.withdraw(id, meetingId, reason))
                .done("ancillary.withdrawn")
                .to("/congresses/" + id + "/meetings", () -> withdrawForm(id, meetingId, model));
    }
}
