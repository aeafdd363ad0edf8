package org.crimealliance.portal.congress;

import java.util.List;
import org.crimealliance.portal.congress.CongressClient.Rules;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.member.Countries;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The Congress: from its rules to its record, from where every step goes on. */
@Controller
@RequestMapping("/congresses")
class CongressPages {

    private final CongressClient congress;
    private final CampaignsClient campaigns;
    private final ProgrammeClient programmes;
    private final RegistrationsClient registrations;
    private final Parts parts;

    CongressPages(
            CongressClient congress,
            CampaignsClient campaigns,
            ProgrammeClient programmes,
            RegistrationsClient registrations,
            Parts parts) {
        this.congress = congress;
        this.campaigns = campaigns;
        this.programmes = programmes;
        this.registrations = registrations;
        this.parts = parts;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String list(Model model) {
        model.addAttribute("congresses", congress.congresses());
        return "congresses";
    }

    @GetMapping("/new")
    @PreAuthorize(May.CONGRESS)
    String form(Model model) {
        model.addAttribute("form", RulesForm.suggested());
        return "congress-new";
    }

    @ModelAttribute("countries")
    List<Countries.Country> countries() {
        return Countries.ALL;
    }

    @PostMapping("/new")
    @PreAuthorize(May.CONGRESS)
    String open(Form form) {
        Rules rules = RulesForm.read(form);
        return form.create(() -> congress.open(rules))
                .done("congress.opened")
                .to(opened -> "/congresses/" + opened.congressId(), () -> "congress-new");
    }

    @GetMapping("/{id}")
    @PreAuthorize(May.READ)
    String record(@PathVariable String id, Model model) {
        var funnel = parts.ask(() -> congress.funnel(id));
        var planned = parts.ask(() -> campaigns.campaigns(id));
        var programme = parts.ask(() -> programmes.programme(id, null));
        var counts = parts.ask(() -> registrations.counts(id));
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("funnel", funnel.join());
        model.addAttribute("campaigns", planned.join());
        model.addAttribute("programme", programme.join());
        model.addAttribute("counts", counts.join());
        return "congress";
    }
}
