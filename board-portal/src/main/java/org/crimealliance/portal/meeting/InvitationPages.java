package org.crimealliance.portal.meeting;

import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.meeting.InvitationsClient.Guest;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Who is asked to a meeting: its guests, and the invitations to all. */
@Controller
@RequestMapping("/meetings/{id}")
class InvitationPages {

    private final InvitationsClient invitations;
    private final MeetingRecord record;

    InvitationPages(InvitationsClient invitations, MeetingRecord record) {
        this.invitations = invitations;
        this.record = record;
    }

    @PostMapping("/invitations")
    @PreAuthorize(May.MEETINGS)
    String invite(@PathVariable String id, Form form) {
        return form.send(() -> invitations.invite(id)).done("meeting.invited").to("/meetings/" + id);
    }

    @PostMapping("/guests")
    @PreAuthorize(May.MEETINGS)
    String addGuest(@PathVariable String id, Form form, Model model) {
        Guest guest = new Guest(form.text("name"), form.text("email"), form.text("affiliation"));
        return form.send(() -> invitations.addGuest(id, guest))
                .done("meeting.guest.added", guest.name())
                .to("/meetings/" + id, () -> record.show(id, "guest", model));
    }
}
