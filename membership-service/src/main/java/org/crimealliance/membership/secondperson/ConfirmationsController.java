package org.crimealliance.membership.secondperson;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.secondperson.SecondPersonMatters.Prepared;
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

    private static final Duration TOLD = Duration.ofDays(14);
    private static final String OFFICERS = "hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD')";

    private final List<SecondPersonMatters> matters;
    private final Callers callers;
    private final Offices offices;
    private final MembershipCalendar calendar;

    ConfirmationsController(
            List<SecondPersonMatters> matters, Callers callers, Offices offices, MembershipCalendar calendar) {
        this.matters = matters;
        this.callers = callers;
        this.offices = offices;
        this.calendar = calendar;
    }

    /**
     * Something that waits for a second person.
     *
     * @param kind appointment, fee-schedule or invoice-run
     * @param effect what happens once it is confirmed
     * @param email of whom it is about; absent for those who do not read addresses
     * @param seen to be sent back with the confirmation: it holds for exactly this; absent for those who do not read addresses, who
     *     could try them by it
     * @param youMay whether the caller may confirm it
     * @param yours whether the caller prepared it, and so may withdraw it
     * @param whyNot why the caller may not, in words
     */
    record WaitingView(
            String kind,
            String subjectId,
            String effect,
            List<String> details,
            @Nullable String email,
            String preparedBy,
            Instant preparedAt,
            Instant until,
            @Nullable String seen,
            boolean youMay,
            boolean yours,
            @Nullable String whyNot) {}

    /** What was prepared and can still be confirmed, the oldest first. */
    @GetMapping
    @PreAuthorize(Readers.BOARD_AND_AUDITOR)
    @Operation(summary = "List what waits for a second person")
    KeyedPage<WaitingView> list() {
        Person reader = callers.current();
        Instant now = calendar.now();
        Map<Person, Person> asked = new HashMap<>(); // of many things that wait few people are the preparers
        Offices once = person -> asked.computeIfAbsent(person, offices::today);
        List<WaitingView> all = matters.stream()
                .flatMap(kind -> kind.waiting(now).stream().map(waiting -> view(kind, waiting, reader, once, now)))
                .sorted(Comparator.comparing(WaitingView::preparedAt).thenComparing(WaitingView::subjectId))
                .toList();
        return new KeyedPage<>(all, null); // few wait at a time, and none for ever
    }

    private static WaitingView view(
            SecondPersonMatters kind, Waiting waiting, Person reader, Offices offices, Instant now) {
        Preparation preparation = waiting.preparation();
        Optional<Refusal> whyNot = preparation.whyNot(reader, kind.rule(), offices, now);
        return new WaitingView(
                kind.kind(),
                waiting.subjectId(),
                waiting.effect(),
                waiting.details(),
                Readers.forContacts(waiting.email()),
                preparation.by().name(),
                preparation.at(),
                preparation.until(),
                Readers.forContacts(preparation.seen()),
                whyNot.isEmpty(),
                preparation.by().isSameAs(reader),
                whyNot.map(Refusal::message).orElse(null));
    }

    /**
     * Something that the caller prepared.
     *
     * @param about what it is, in a few words
     * @param state waits, confirmed, withdrawn, refused or lapsed
     * @param at when it came to that
     * @param by who refused it, and why
     */
    record PreparedView(
            String kind,
            String subjectId,
            String about,
            String state,
            Instant at,
            @Nullable String by,
            @Nullable String reason) {}

    /** What the caller prepared: what waits, and what became of the rest within two weeks; the newest first. */
    @GetMapping("/own")
    @PreAuthorize(Readers.BOARD_AND_AUDITOR)
    @Operation(summary = "List what you prepared and what became of it")
    KeyedPage<PreparedView> own() {
        String caller = callers.current().subject();
        Instant now = calendar.now();
        List<PreparedView> all = matters.stream()
                .flatMap(kind -> kind.preparedBy(caller, now).stream().map(prepared -> view(kind.kind(), prepared)))
                .filter(prepared ->
                        prepared.state().equals("waits") || prepared.at().isAfter(now.minus(TOLD)))
                .sorted(Comparator.comparing(PreparedView::at).reversed().thenComparing(PreparedView::subjectId))
                .toList();
        return new KeyedPage<>(all, null);
    }

    private static PreparedView view(String kind, Prepared prepared) {
        return new PreparedView(
                kind,
                prepared.subjectId(),
                prepared.about(),
                prepared.state(),
                prepared.at(),
                prepared.by(),
                prepared.reason());
    }

    /** {@code seen}: as it was listed. */
    record ConfirmationRequest(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String seen) {}

    /** {@code state}: what has become of it. */
    record ConfirmedView(String kind, String subjectId, String state) {}

    /** Confirms what another person has prepared, and lets it take effect; 409 where it was changed meanwhile. */
    @PostMapping("/{kind}/{subjectId}")
    @PreAuthorize(OFFICERS)
    @Operation(summary = "Confirm what another has prepared")
    ConfirmedView confirm(
            @PathVariable String kind,
            @PathVariable String subjectId,
            @Valid @RequestBody ConfirmationRequest request) {
        SecondPersonMatters matter = matter(kind);
        return matter.confirm(subjectId, said(matter, request.seen()))
                .map(state -> new ConfirmedView(kind, subjectId, state))
                .orThrow();
    }

    /** Takes back what the caller prepared; 409 where another was faster. */
    @PostMapping("/{kind}/{subjectId}/withdrawal")
    @PreAuthorize(OFFICERS)
    @Operation(summary = "Withdraw what you prepared")
    ConfirmedView withdraw(
            @PathVariable String kind,
            @PathVariable String subjectId,
            @Valid @RequestBody ConfirmationRequest request) {
        Person caller = callers.current();
        Instant now = calendar.now();
        return matter(kind)
                .end(subjectId, preparation -> preparation.withdraw(caller, request.seen(), now))
                .map(state -> new ConfirmedView(kind, subjectId, "withdrawn"))
                .orThrow();
    }

    /**
     * Why it is refused.
     *
     * @param seen as it was listed
     * @param reason told to whoever prepared it
     */
    record RefusalRequest(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String seen,

            @NotBlank @Size(max = 1000) String reason) {}

    /** Refuses what another person has prepared; 409 where it was changed, confirmed or ended meanwhile. */
    @PostMapping("/{kind}/{subjectId}/refusal")
    @PreAuthorize(OFFICERS)
    @Operation(summary = "Refuse what another has prepared")
    ConfirmedView refuse(
            @PathVariable String kind, @PathVariable String subjectId, @Valid @RequestBody RefusalRequest request) {
        SecondPersonMatters matter = matter(kind);
        Confirmation instead = said(matter, request.seen());
        String reason = request.reason().strip();
        return matter.end(subjectId, preparation -> preparation.refuse(instead, reason))
                .map(state -> new ConfirmedView(kind, subjectId, "refused"))
                .orThrow();
    }

    private Confirmation said(SecondPersonMatters matter, String seen) {
        return new Confirmation(callers.current(), seen, matter.rule(), offices, calendar.now());
    }

    private SecondPersonMatters matter(String kind) {
        return matters.stream()
                .filter(known -> known.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new RefusedException(Refusal.notFound("What you ask for")));
    }
}
