package org.crimealliance.portal.congress;

import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Who gets a place, and who waits. */
@Controller
@RequestMapping("/congresses/{id}/selection")
class SelectionPages {

    private final CongressClient congress;
    private final AncillaryMeetingsClient meetings;

    SelectionPages(CongressClient congress, AncillaryMeetingsClient meetings) {
        this.congress = congress;
        this.meetings = meetings;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String selection(@PathVariable String id, Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("funnel", Parts.now(() -> congress.funnel(id)));
        model.addAttribute("selection", Parts.now(() -> meetings.selection(id)));
        return "selection";
    }

    @PostMapping
    @PreAuthorize(May.CONGRESS)
    String select(@PathVariable String id, Form form) {
        return form.send(() -> meetings.select(id)).done("selection.made").to("/congresses/" + id + "/selection");
    }
}
