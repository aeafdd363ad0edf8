package org.crimealliance.event.ancillary;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.crimealliance.event.Readers;
import org.crimealliance.event.ancillary.ProposalForm.Unconfirmed;
import org.crimealliance.event.congress.Mode;
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

/** Whoever reads the contact's mail confirms a proposal, by the link in it. */
@RestController
@RequestMapping("/api/congress/proposal-confirmations")
@Tag(name = "Ancillary meetings")
class ProposalConfirmationsController {

    private final ProposalForms forms;

    ProposalConfirmationsController(ProposalForms forms) {
        this.forms = forms;
    }

    /** A form that was sent with the reader's mail address; {@code title} and {@code organisation} as they were typed. */
    record FormView(String ancillaryMeetingId, String congressName, String title, String organisation, Mode mode) {}

    private FormView view(Stored<ProposalForm> stored) {
        if (!(stored.state() instanceof Unconfirmed sent)) {
            throw new IllegalStateException(stored.id() + " waits for nobody");
        }
        return new FormView(
                ProposalForms.meetingOf(stored.id()),
                forms.congressName(sent.congressId()),
                sent.proposal().title(),
                sent.proposal().organisation(),
                sent.proposal().mode());
    }

    /** Looks, and changes nothing: mail programs follow links by themselves. */
    @GetMapping("/{token}")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "The proposals that wait for the holder of a link")
    KeyedPage<FormView> show(
            @PathVariable String token,
            @RequestParam(required = false) @Size(max = 100) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        return forms.byLink(token, after, limit)
                .map(waiting -> KeyedPage.of(waiting, limit, form -> ProposalForms.meetingOf(form.id()), this::view))
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This link")));
    }

    record ProposalConfirmationRequest(
            @NotNull @Size(min = 1, max = 100) @Pattern(regexp = "[A-Za-z0-9-]*")
            String ancillaryMeetingId) {}

    /** {@code state}: confirmed. */
    record ProposalConfirmedView(String ancillaryMeetingId, String state) {}

    /** The congress team has the proposal. Again: the same answer. 409 {@code call-closed} where the call closed meanwhile. */
    @PostMapping("/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "Confirm a proposal by a link")
    ProposalConfirmedView confirm(@PathVariable String token, @Valid @RequestBody ProposalConfirmationRequest request) {
        forms.confirm(token, request.ancillaryMeetingId());
        return new ProposalConfirmedView(request.ancillaryMeetingId(), "confirmed");
    }
}
