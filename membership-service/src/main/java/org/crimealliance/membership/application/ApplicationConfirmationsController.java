package org.crimealliance.membership.application;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.crimealliance.membership.application.ApplicationForm.Unconfirmed;
import org.crimealliance.membership.member.Category;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.web.KeyedPage;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

    /** A form that was sent with the reader's mail address; {@code name}: of the applicant, as it was typed. */
    record FormView(String membershipId, String name, Category category) {

        static FormView of(Stored<ApplicationForm> stored) {
            if (!(stored.state() instanceof Unconfirmed typed)) {
                throw new IllegalStateException(stored.id() + " waits for nobody");
            }
            return new FormView(
                    ApplicationForms.membershipOf(stored.id()),
                    typed.applicant().name(),
                    typed.applicant().category());
        }
    }

    /** Looks, and changes nothing: mail programs follow links by themselves. */
    @GetMapping("/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "The forms that wait for the holder of a link")
    KeyedPage<FormView> show(
            @PathVariable String token,
            @RequestParam(required = false) @Size(max = 100) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        return forms.byLink(token, after, limit)
                .map(waiting ->
                        KeyedPage.of(waiting, limit, form -> ApplicationForms.membershipOf(form.id()), FormView::of))
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This link")));
    }

    record FormConfirmationRequest(
            @NotNull @Size(min = 1, max = 100) @Pattern(regexp = "[A-Za-z0-9-]*")
            String membershipId) {}

    /** {@code state}: confirmed. */
    record FormConfirmedView(String membershipId, String state) {}

    /** The application arrives, and goes on the agenda of the Board. Again: the same answer. */
    @PostMapping("/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "Confirm an application by a link")
    FormConfirmedView confirm(@PathVariable String token, @Valid @RequestBody FormConfirmationRequest request) {
        return forms.confirm(token, request.membershipId())
                .map(confirmed -> new FormConfirmedView(request.membershipId(), "confirmed"))
                .orThrow();
    }
}
