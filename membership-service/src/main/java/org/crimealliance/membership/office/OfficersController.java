package org.crimealliance.membership.office;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.office.Officer.TermEnded;
import org.crimealliance.membership.secondperson.Callers;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.web.KeyedPage;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
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

/** Who holds which office; roles and the Board's seats follow from it. */
@RestController
@RequestMapping("/api/membership/officers")
@Tag(name = "Officers")
class OfficersController {

    private final Appointments appointments;
    private final AggregateStore<Officer> officers;
    private final Callers callers;
    private final MembershipCalendar calendar;

    OfficersController(
            Appointments appointments, AggregateStore<Officer> officers, Callers callers, MembershipCalendar calendar) {
        this.appointments = appointments;
        this.officers = officers;
        this.callers = callers;
        this.calendar = calendar;
    }

    /**
     * A term in an office.
     *
     * @param until last day of the term; open where absent
     * @param decisionId of the meeting's decision that elected them; without one a second officer confirms
     */
    record AppointmentRequest(
            @NotNull @Pattern(regexp = Office.PATTERN) String office,

            @NotBlank @Size(max = 500) String name,

            @Text(TextKind.ADDRESS) @NotBlank @Size(max = 254)
            String email,

            @NotNull LocalDate from,
            @Nullable LocalDate until,

            @Nullable @Size(min = 1, max = 100) String decisionId) {

        Officer.Term term() {
            if (until != null && until.isBefore(from)) {
                throw new RefusedException(Refusal.invalid(
                        "invalid-input",
                        "Some values are not acceptable.",
                        new FieldProblem("until", "is before the first day")));
            }
            return new Officer.Term(Office.of(office), name.strip(), email.strip(), from, until);
        }
    }

    /** @param state proposed: it waits for a second person; or appointed */
    record AppointedResponse(String officeId, String state) {

        static AppointedResponse of(Stored<Officer> stored) {
            return new AppointedResponse(
                    stored.id(), stored.state() instanceof Officer.Proposed ? "proposed" : "appointed");
        }
    }

    /**
     * Proposes an officer, for a second one to confirm; appoints at once whom a decision has elected. The same office, mail
     * address and first day again is the same appointment.
     */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(SecondPersonRule.MAY_PREPARE)
    @Operation(summary = "Propose an officer, or appoint whom a meeting elected")
    AppointedResponse appoint(@Valid @RequestBody AppointmentRequest request) {
        String decisionId = request.decisionId();
        return (decisionId == null
                        ? appointments.propose(request.term(), callers.current())
                        : appointments.elected(request.term(), decisionId, callers.current()))
                .map(AppointedResponse::of)
                .orThrow();
    }

    /**
     * A term in an office.
     *
     * @param email absent for those who do not read addresses
     */
    record OfficerView(
            String officeId,
            Office office,
            String name,
            @Nullable String email,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable LocalDate endedOn) {

        static OfficerView of(Stored<Officer> stored) {
            Officer.Term term = stored.state().term();
            return new OfficerView(
                    stored.id(),
                    term.office(),
                    term.name(),
                    Readers.officersAddress(term.email()),
                    term.from(),
                    term.until(),
                    stored.state() instanceof TermEnded ended ? ended.endedOn() : null);
        }
    }

    /** Who holds an office on a day; today when {@code asOf} is absent. */
    @GetMapping
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "List the officers as of a date")
    KeyedPage<OfficerView> list(
            @RequestParam(required = false) @Nullable LocalDate asOf,
            @RequestParam(required = false) @Size(max = 100) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        LocalDate day = asOf == null ? calendar.today() : asOf;
        // the officers of an association over the years are few: read all after the key, keep those of the day
        List<Stored<Officer>> rows =
                officers
                        .find(Query.query(Criteria.where("_id").gt(after == null ? "" : after))
                                .with(Sort.by("_id")))
                        .stream()
                        .filter(stored -> stored.state().isHeldOn(day))
                        .limit(limit + 1L)
                        .toList();
        return KeyedPage.of(rows, limit, Stored::id, OfficerView::of);
    }

    record EndRequest(@NotNull LocalDate endedOn) {}

    /** Ends a term before its time; {@code endedOn} is the last day in office. */
    @PostMapping("/{id}/end")
    @PreAuthorize(SecondPersonRule.MAY_PREPARE)
    @Operation(summary = "End an officer's term")
    OfficerView end(@PathVariable String id, @Valid @RequestBody EndRequest request) {
        return officers.change(id, officer -> Officer.end(id, officer, request.endedOn()))
                .map(OfficerView::of)
                .orThrow();
    }
}
