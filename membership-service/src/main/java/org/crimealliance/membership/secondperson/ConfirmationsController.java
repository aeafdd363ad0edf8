package org.crimealliance.membership.secondperson;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.secondperson.SecondPersonMatters.Waiting;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.web.KeyedPage;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What waits for a second person, and the one way to confirm it. */
@RestController
@RequestMapping("/api/membership/confirmations")
@Tag(name = "Confirmations")
class ConfirmationsController {

    private final List<SecondPersonMatters> matters;
    private final Callers callers;
    private final MembershipCalendar calendar;

    ConfirmationsController(List<SecondPersonMatters> matters, Callers callers, MembershipCalendar calendar) {
        this.matters = matters;
        this.callers = callers;
        this.calendar = calendar;
    }

    /**
     * Something that waits for a second person.
     *
     * @param kind appointment, fee-schedule or invoice-run
     * @param effect what happens once it is confirmed
     * @param seen to be sent back with the confirmation: it holds for exactly this
     * @param youMay whether the caller may confirm it
     * @param whyNot why the caller may not, in words
     */
    record WaitingView(
            String kind,
            String subjectId,
            String effect,
            List<String> details,
            String preparedBy,
            Instant preparedAt,
            Instant until,
            String seen,
            boolean youMay,
            @Nullable String whyNot) {}

    /** What was prepared and can still be confirmed, the oldest first. */
    @GetMapping
    @PreAuthorize(Readers.BOARD_AND_AUDITOR)
    @Operation(summary = "List what waits for a second person")
    KeyedPage<WaitingView> list() {
        Person reader = callers.current();
        Instant now = calendar.now();
        List<WaitingView> all = matters.stream()
                .flatMap(kind -> kind.waiting(now).stream().map(waiting -> view(kind, waiting, reader, now)))
                .sorted(Comparator.comparing(WaitingView::preparedAt).thenComparing(WaitingView::subjectId))
                .toList();
        return new KeyedPage<>(all, null); // few wait at a time, and none for ever
    }

    private static WaitingView view(SecondPersonMatters kind, Waiting waiting, Person reader, Instant now) {
        Preparation preparation = waiting.preparation();
        Optional<Refusal> whyNot = preparation.whyNot(reader, kind.rule(), now);
        return new WaitingView(
                kind.kind(),
                waiting.subjectId(),
                waiting.effect(),
                waiting.details(),
                preparation.by().name(),
                preparation.at(),
                preparation.until(),
                preparation.seen(),
                whyNot.isEmpty(),
                whyNot.map(Refusal::message).orElse(null));
    }

    /** {@code seen}: as it was listed. */
    record ConfirmationRequest(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String seen) {}

    /** {@code state}: what has become of it. */
    record ConfirmedView(String kind, String subjectId, String state) {}

    /** Confirms what another person has prepared, and lets it take effect; 409 where it was changed meanwhile. */
    @PostMapping("/{kind}/{subjectId}")
    @PreAuthorize("hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD')")
    @Operation(summary = "Confirm what another has prepared")
    ConfirmedView confirm(
            @PathVariable String kind,
            @PathVariable String subjectId,
            @Valid @RequestBody ConfirmationRequest request) {
        SecondPersonMatters matter = matters.stream()
                .filter(known -> known.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new RefusedException(Refusal.notFound("What you ask for")));
        return matter.confirm(subjectId, request.seen(), callers.current())
                .map(state -> new ConfirmedView(kind, subjectId, state))
                .orThrow();
    }
}
