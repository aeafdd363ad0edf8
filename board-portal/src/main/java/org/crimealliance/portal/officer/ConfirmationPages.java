package org.crimealliance.portal.officer;

import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** What waits for a second person: what will happen, in words, and the buttons. */
@Controller
@RequestMapping("/confirmations")
class ConfirmationPages {

    private final ConfirmationsClient confirmations;

    ConfirmationPages(ConfirmationsClient confirmations) {
        this.confirmations = confirmations;
    }

    @GetMapping
    @PreAuthorize(May.CONFIRMATIONS)
    String list(Model model) {
        model.addAttribute("page", confirmations.waiting());
        return "confirmations";
    }

    @PostMapping("/{kind}/{id}")
    @PreAuthorize(May.CONFIRMATIONS)
    String confirm(@PathVariable String kind, @PathVariable String id, Form form) {
        String seen = form.text("seen");
        return form.send(() -> confirmations.confirm(kind, id, seen))
                .done("confirm.done." + kind)
                .to("/confirmations");
    }

    @PostMapping("/{kind}/{id}/withdrawal")
    @PreAuthorize(May.CONFIRMATIONS)
    String withdraw(@PathVariable String kind, @PathVariable String id, Form form) {
        String seen = form.text("seen");
        return form.send(() -> confirmations.withdraw(kind, id, seen))
                .done("confirm.withdrawn")
                .to("/confirmations");
    }

    @GetMapping("/{kind}/{id}/refusal")
    @PreAuthorize(May.CONFIRMATIONS)
    String askRefusal(@PathVariable String kind, @PathVariable String id, Model model) {
        model.addAttribute("w", confirmations.waiting(kind, id).orElseThrow(RefusedException::notFound));
        return "confirmation-refusal";
    }

    @PostMapping("/{kind}/{id}/refusal")
    @PreAuthorize(May.CONFIRMATIONS)
    String refuse(@PathVariable String kind, @PathVariable String id, Form form, Model model) {
        String seen = form.text("seen");
        String reason = form.text("reason");
        return form.send(() -> confirmations.refuse(kind, id, seen, reason))
                .done("confirm.refused")
                .to("/confirmations", () -> askRefusal(kind, id, model));
    }
}
