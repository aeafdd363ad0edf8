package org.crimealliance.portal.congress;

import org.crimealliance.portal.congress.ProgrammeClient.Programme;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The programme before it is public: what would be published, and whether it holds. */
@Controller
@RequestMapping("/congresses/{id}/programme")
class ProgrammePages {

    private final CongressClient congress;
    private final ProgrammeClient programmes;
    private final ScheduleClient schedules;

    ProgrammePages(CongressClient congress, ProgrammeClient programmes, ScheduleClient schedules) {
        this.congress = congress;
        this.programmes = programmes;
        this.schedules = schedules;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String programme(@PathVariable String id, Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("programme", Parts.now(() -> programmeOrNone(id)));
        model.addAttribute("check", Parts.now(() -> schedules.check(id)));
        return "programme";
    }

    private Programme programmeOrNone(String id) {
        try {
            return programmes.programme(id, null);
        } catch (RefusedException e) {
            if (e.status() == 404 || e.status() == 409) {
                return Programme.NONE;
            }
            throw e;
        }
    }

    @PostMapping("/publication")
    @PreAuthorize(May.CONGRESS)
    String publish(@PathVariable String id, Form form) {
        return form.send(() -> programmes.publish(id))
                .done("programme.published")
                .to("/congresses/" + id + "/programme");
    }
}
