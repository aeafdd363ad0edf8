package org.crimealliance.membership.application;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.crimealliance.membership.application.ApplicationForm.Unconfirmed;
import org.crimealliance.membership.member.Category;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whoever reads the contact's mail confirms an application, by the link in it. */
@RestController
@RequestMapping("/api/membership/application-confirmations")
@Tag(name = "Applications")
class ApplicationConfirmationsController {

    private final ApplicationForms forms;

    ApplicationConfirmationsController(ApplicationForms forms) {
        this.forms = forms;
    }

    /**
     * What the holder of the link sees.
     *
     * @param state unconfirmed or confirmed
     * @param name of the applicant as it was typed; absent once it is confirmed
     */
    record FormView(
            String state,
            @Nullable String name,
            @Nullable Category category) {

        static FormView of(ApplicationForm form) {
            return form instanceof Unconfirmed typed
                    ? new FormView(
                            "unconfirmed",
                            typed.applicant().name(),
                            typed.applicant().category())
                    : new FormView("confirmed", null, null);
        }
    }

    /** Looks, and changes nothing: mail programs follow links by themselves. */
    @GetMapping("/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "The state of an application, by its link")
    FormView show(@PathVariable String token) {
        return forms.byLink(token)
                .map(FormView::of)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This link")));
    }

    /** The application arrives, and goes on the agenda of the Board. Again: the same answer. */
    @PostMapping("/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "Confirm an application by its link")
    FormView confirm(@PathVariable String token) {
        return forms.confirm(token).map(FormView::of).orThrow();
    }
}
