package org.crimealliance.portal.congress;

import java.time.Instant;
import java.util.List;
import org.crimealliance.portal.congress.CampaignsClient.Campaign;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The campaign that asks every organiser to reconfirm: planned, started, watched, extended. */
@Controller
@RequestMapping("/congresses/{id}/campaign")
class CampaignPages {

    private final CongressClient congress;
    private final CampaignsClient campaigns;
    private final Show show;

    CampaignPages(CongressClient congress, CampaignsClient campaigns, Show show) {
        this.congress = congress;
        this.campaigns = campaigns;
        this.show = show;
    }

    private static String page(String id) {
        return "/congresses/" + id + "/campaign";
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String campaign(@PathVariable String id, Model model) {
        latest(id, model);
        model.addAttribute("funnel", Parts.now(() -> congress.funnel(id)));
        return "campaign";
    }

    private void latest(String id, Model model) {
        List<Campaign> all = campaigns.campaigns(id);
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("campaign", all.isEmpty() ? null : all.getFirst());
    }

    /** The campaign's figures alone, asked for while it runs. */
    @GetMapping("/progress")
    @PreAuthorize(May.READ)
    String progress(@PathVariable String id, Model model) {
        latest(id, model);
        return "campaign :: working";
    }

    @PostMapping
    @PreAuthorize(May.CONGRESS)
    String plan(@PathVariable String id, Form form, Model model) {
        Instant deadline = form.moment("deadline", show.zone());
        return form.send(() -> campaigns.plan(id, deadline))
                .done("campaign.planned")
                .to(page(id), () -> campaign(id, model));
    }

    @PostMapping("/{campaignId}/start")
    @PreAuthorize(May.CONGRESS)
    String start(@PathVariable String id, @PathVariable String campaignId, Form form) {
        return form.send(() -> campaigns.start(campaignId))
                .done("campaign.started")
                .to(page(id));
    }

    @PostMapping("/{campaignId}/extension")
    @PreAuthorize(May.CONGRESS)
    String extend(@PathVariable String id, @PathVariable String campaignId, Form form, Model model) {
        Instant deadline = form.moment("deadline", show.zone());
        return form.send(() -> campaigns.extend(campaignId, deadline))
                .done("campaign.extended")
                .to(page(id), () -> campaign(id, model));
    }
}
