package org.crimealliance.portal.congress;

import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.Address;
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

/** Who has registered for a congress, as the board sees it. */
@Controller
@RequestMapping("/congresses/{id}/registrations")
class RegistrationPages {

    private final CongressClient congress;
    private final RegistrationsClient registrations;

    RegistrationPages(CongressClient congress, RegistrationsClient registrations) {
        this.congress = congress;
        this.registrations = registrations;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String list(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("funnel", Parts.now(() -> congress.funnel(id)));
        model.addAttribute("state", state);
        model.addAttribute("page", registrations.registrations(id, state, after));
        return "registrations";
    }

    @PostMapping("/{registrationId}/cancellation")
    @PreAuthorize(May.CONGRESS)
    String cancel(
            @PathVariable String id,
            @PathVariable String registrationId,
            @RequestParam(required = false) @Nullable Integer round,
            Form form) {
        String state = form.value("state");
        return form.send(() -> registrations.cancel(registrationId, round))
                .done("registration.cancelled", form.value("who"))
                .to(Address.of("/congresses/{id}/registrations", id)
                        .with("state", state.isEmpty() ? null : state)
                        .toString());
    }
}
