package org.crimealliance.event.registration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.crimealliance.event.Readers;
import org.crimealliance.event.StateFilter;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.link.CongressLinks;
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

            @Text(TextKind.ADDRESS) @NotBlank @Size(max = 320)
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

        Registration.Form toForm(String congressId) {
            return new Registration.Form(congressId, name.strip(), email, affiliation, country, seat, 1);
        }
    }

    record Requested(String registrationId) {}

    /**
     * What somebody with a personal link sees.
     *
     * @param offeredUntil where a seat on site is offered: the end of the offer
     * @param forms that wait for this link, the newest first
     */
    record StateView(
            String state,
            @Nullable Seat seat,
            String congressName,
            @Nullable Instant offeredUntil,
            List<FormView> forms) {}

    /**
     * A form that was sent with the address; perhaps by somebody else.
     *
     * @param mailed whether the link that was followed is the one that was mailed for it
     */
    record FormView(
            int number,
            String name,
            @Nullable String affiliation,
            String country,
            Seat seat,
            Instant sentAt,
            boolean mailed) {

        static FormView of(Registration.Sent sent, CongressLinks.Link link) {
            Registration.Form form = sent.form();
            return new FormView(
                    sent.number(),
                    form.name(),
                    form.affiliation(),
                    form.country(),
                    form.wants(),
                    sent.at(),
                    RegisterParticipant.Scope.of(link.scope()).number() == sent.number());
        }
    }

    /** @param link the one that opens the forms; null: another */
    private StateView view(Registration registration, CongressLinks.@Nullable Link link) {
        return new StateView(
                RegisterParticipant.stateOf(registration),
                RegisterParticipant.seatOf(registration),
                register.congressName(registration),
                registration instanceof Registration.Offered offered ? offered.until() : null,
                registration instanceof Registration.Pending pending && link != null
                        ? pending.forms().reversed().stream()
                                .map(sent -> FormView.of(sent, link))
                                .toList()
                        : List.of());
    }

    /** @param form the number of the form that counts; absent: the one that the link was mailed for */
    record Confirmation(@Min(1) @Nullable Integer form) {}

    /** @param round counts the times that this person registered */
    record RegistrationView(
            String registrationId,
            int round,
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
                    form.round(),
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
    Requested register(
            @PathVariable String congressId, @Valid @RequestBody RegistrationRequest request, HttpServletRequest from) {
        return new Requested(register.request(request.toForm(congressId), from.getRemoteAddr()));
    }

    /** Looks, and changes nothing: mail programs follow links by themselves. */
    @GetMapping("/registration-confirmations/{token}")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "The state of a registration, by its link")
    StateView state(@PathVariable String token) {
        CongressLinks.Link link = link(RegisterParticipant.CONFIRM, token);
        return view(register.byLink(link), link);
    }

    /**
     * On site while seats are free, else online and on the waiting list. Again: the same answer. Where several forms were
     * sent with the address, the link opens them all, and its owner says which one counts.
     */
    @PostMapping("/registration-confirmations/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "Confirm a registration by its link")
    StateView confirm(
            @PathVariable String token, @Valid @RequestBody(required = false) @Nullable Confirmation confirmation) {
        CongressLinks.Link link = link(RegisterParticipant.CONFIRM, token);
        Integer form = confirmation == null ? null : confirmation.form();
        return Provenance.ofLink(RegisterParticipant.CONFIRM).call(() -> view(register.confirm(link, form), link));
    }

    /** The participant's own: frees the seat as an officer's does. Again: nothing. */
    @PostMapping("/registration-confirmations/{token}/cancellation")
    @PreAuthorize("permitAll()")
    @Operation(summary = "Cancel a registration by its link")
    StateView cancelOwn(@PathVariable String token) {
        CongressLinks.Link link = link(RegisterParticipant.CONFIRM, token);
        int round = register.byLink(link).form().round(); // that of another registration than the link's is left alone
        return Provenance.ofLink(RegisterParticipant.CONFIRM)
                .call(() -> view(register.cancel(link.subject(), round), null));
    }

    @GetMapping("/seat-offers/{token}")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "The state of a registration that was offered a seat")
    StateView offer(@PathVariable String token) {
        return view(register.byLink(link(RegisterParticipant.OFFER, token)), null);
    }

    /** 409 {@code offer-over} when the seat has gone to the next. */
    @PostMapping("/seat-offers/{token}")
    @PreAuthorize("permitAll()")
    @Operation(summary = "Take the seat on site that was offered")
    StateView accept(@PathVariable String token) {
        CongressLinks.Link link = link(RegisterParticipant.OFFER, token);
        return Provenance.ofLink(RegisterParticipant.OFFER)
                .call(() -> view(register.accept(link).orThrow(), null));
    }

    /**
     * Frees the seat for the head of the waiting list. Again: nothing. With the round that is meant it is nothing also when
     * the same person has registered anew since; without, the present registration is cancelled.
     */
    @PostMapping("/registrations/{id}/cancellation")
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Cancel a registration")
    StateView cancel(@PathVariable String id, @RequestParam(required = false) @Min(1) @Nullable Integer round) {
        return view(register.cancel(id, round), null);
    }

    @GetMapping("/congresses/{congressId}/registrations")
    @PreAuthorize(Readers.PARTICIPANTS)
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
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "How many registrations there are")
    Registrations.Counts counts(@PathVariable String congressId) {
        congresses.get(congressId);
        return registrations.counts(congressId);
    }

    private CongressLinks.Link link(String purpose, String token) {
        return links.find(purpose, token).orElse(CongressLinks.Link.NOBODY);
    }
}
