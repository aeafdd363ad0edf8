package org.crimealliance.event.registration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.crimealliance.event.StateFilter;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.link.CongressLinks;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.web.KeyedPage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registration of participants, and their personal links. */
@RestController
@RequestMapping("/api/congress")
@Tag(name = "Registration")
class RegistrationController {

    private final Congresses congresses;
    private final Registrations registrations;
    private final RegisterParticipant register;
    private final CongressLinks links;

    RegistrationController(
            Congresses congresses, Registrations registrations, RegisterParticipant register, CongressLinks links) {
        this.congresses = congresses;
        this.registrations = registrations;
        this.register = register;
        this.links = links;
    }

    record RegistrationRequest(
            @NotBlank @Size(max = 500) String name,

            @Text(TextKind.ADDRESS) @NotBlank @Email @Size(max = 320)
            String email,

            @Size(max = 500) @Nullable String affiliation,
            @NotBlank @Pattern(regexp = "[A-Z]{2}") String country,
            @NotNull Seat seat,

            @AssertTrue(message = "is needed: without consent nothing may be stored")
            boolean consent) {
        RegistrationRequest {
            // blanks around an address are typing, not an error
            email = email == null ? "" : email.strip();
        }
    }

    record Requested(String registrationId) {}

    /**
     * What somebody with a personal link sees.
     *
     * @param offeredUntil where a seat on site is offered: the end of the offer
     */
    record StateView(
            String state,
            @Nullable Seat seat,
            String congressName,
            @Nullable Instant offeredUntil) {}

    private StateView view(Registration registration) {
        return new StateView(
                RegisterParticipant.stateOf(registration),
                RegisterParticipant.seatOf(registration),
                register.congressName(registration),
                registration instanceof Registration.Offered offered ? offered.until() : null);
    }

    record RegistrationView(
            String registrationId,
            String name,
            String email,
            @Nullable String affiliation,
            String country,
            String state,
            @Nullable Seat seat) {

        static RegistrationView of(Stored<Registration> stored) {
            var form = stored.state().form();
            return new RegistrationView(
                    stored.id(),
                    form.name(),
                    form.email(),
                    form.affiliation(),
                    form.country(),
                    RegisterParticipant.stateOf(stored.state()),
                    RegisterParticipant.seatOf(stored.state()));
        }
    }

    /** One registration a person and congress, whatever the form says; the mail's link confirms it. */
    @PostMapping("/congresses/{congressId}/registrations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("permitAll()")
    @Operation(summary = "Register for a congress")
    Requested register(@PathVariable String congressId, @Valid @RequestBody RegistrationRequest request) {
        return new Requested(register.request(
                congressId, request.name(), request.email(), request.affiliation(), request.country(), request.seat()));
    }

    /** Looks, and changes nothing: mail programs follow links by themselves. */
    @GetMapping("/registrations/confirmations/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "The state of a registration, by its link")
    StateView state(@PathVariable String token) {
        return view(register.byLink(link(RegisterParticipant.CONFIRM, token)));
    }

    /** On site while seats are free, else online and on the waiting list. Again: the same answer. */
    @PostMapping("/registrations/confirmations/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "Confirm a registration by its link")
    StateView confirm(@PathVariable String token) {
        CongressLinks.Link link = link(RegisterParticipant.CONFIRM, token);
        return Provenance.ofLink(RegisterParticipant.CONFIRM).call(() -> view(register.confirm(link)));
    }

    @GetMapping("/registrations/offers/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "The state of a registration that was offered a seat")
    StateView offer(@PathVariable String token) {
        return view(register.byLink(link(RegisterParticipant.OFFER, token)));
    }

    /** 409 {@code offer-over} when the seat has gone to the next. */
    @PostMapping("/registrations/offers/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "Take the seat on site that was offered")
    StateView accept(@PathVariable String token) {
        CongressLinks.Link link = link(RegisterParticipant.OFFER, token);
        return Provenance.ofLink(RegisterParticipant.OFFER)
                .call(() -> view(register.accept(link).orThrow()));
    }

    /** Frees the seat for the head of the waiting list. Again: nothing. */
    @PostMapping("/registrations/{id}/cancellation")
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Cancel a registration")
    StateView cancel(@PathVariable String id) {
        return view(register.cancel(id));
    }

    @GetMapping("/congresses/{congressId}/registrations")
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR','SECRETARY')")
    @Operation(summary = "Registrations of a congress, by id, paged")
    KeyedPage<RegistrationView> list(
            @PathVariable String congressId,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable @Size(max = 100) String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        congresses.get(congressId);
        List<Stored<Registration>> found = registrations.page(
                congressId, StateFilter.of(Registration.class, state, "a registration"), after, limit + 1);
        return KeyedPage.of(found, limit, Stored::id, RegistrationView::of);
    }

    @GetMapping("/congresses/{congressId}/registrations/counts")
    @PreAuthorize("hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD','AUDITOR','CONGRESS_MANAGER')")
    @Operation(summary = "How many registrations there are")
    Registrations.Counts counts(@PathVariable String congressId) {
        congresses.get(congressId);
        return registrations.counts(congressId);
    }

    private CongressLinks.Link link(String purpose, String token) {
        return links.find(purpose, token).orElseThrow(() -> new RefusedException(Refusal.notFound("This link")));
    }
}
