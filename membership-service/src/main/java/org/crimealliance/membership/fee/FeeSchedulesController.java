package org.crimealliance.membership.fee;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.membership.MembershipSettings;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.fee.FeeSchedule.Approved;
import org.crimealliance.membership.fee.FeeSchedule.Fees;
import org.crimealliance.membership.secondperson.Callers;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The fees of a year, drafted by one officer and approved by another ({@code /confirmations}). */
@RestController
@RequestMapping("/api/membership/fee-schedules")
@Tag(name = "Fee schedules")
class FeeSchedulesController {

    private static final BigDecimal HIGHEST = new BigDecimal("1000000.00");

    private final FeeSchedules schedules;
    private final MembershipSettings settings;
    private final Callers callers;

    FeeSchedulesController(FeeSchedules schedules, MembershipSettings settings, Callers callers) {
        this.schedules = schedules;
        this.settings = settings;
        this.callers = callers;
    }

    /** The fee of a whole year by category; {@code dueInDays}: days from issue to the due date. */
    record FeesRequest(
            @NotNull Money ordinary,
            @NotNull Money extraordinary,
            @NotNull Money individual,
            @NotNull Money honorary,
            @NotNull @Min(0) @Max(365) Integer dueInDays) {}

    /** {@code state}: drafted or approved. */
    record FeeScheduleView(
            int year,
            Money ordinary,
            Money extraordinary,
            Money individual,
            Money honorary,
            int dueInDays,
            String state,
            @Nullable String preparedBy,
            @Nullable String approvedBy,
            @Nullable Instant approvedAt) {

        static FeeScheduleView of(FeeSchedule schedule) {
            Fees fees = schedule.fees();
            Approved approved = schedule instanceof Approved a ? a : null;
            return new FeeScheduleView(
                    fees.year(),
                    fees.ordinary(),
                    fees.extraordinary(),
                    fees.individual(),
                    fees.honorary(),
                    fees.dueInDays(),
                    approved == null ? "drafted" : "approved",
                    schedule.preparedBy(),
                    approved == null ? null : approved.approvedBy(),
                    approved == null ? null : approved.approvedAt());
        }
    }

    /** Drafts the fees of a year, or revises the draft; 409 once they are approved. */
    @PutMapping("/{year}")
    @PreAuthorize(SecondPersonRule.MAY_PREPARE)
    @Operation(summary = "Draft the fees of a year")
    FeeScheduleView put(@PathVariable @Min(2000) @Max(2200) int year, @Valid @RequestBody FeesRequest request) {
        List<FieldProblem> problems = new ArrayList<>();
        check(problems, "ordinary", request.ordinary());
        check(problems, "extraordinary", request.extraordinary());
        check(problems, "individual", request.individual());
        check(problems, "honorary", request.honorary());
        if (!problems.isEmpty()) {
            throw new RefusedException(
                    new Refusal(Refusal.Kind.INVALID, "invalid-input", "Some fees are not acceptable.", problems));
        }
        Fees fees = new Fees(
                year,
                request.ordinary(),
                request.extraordinary(),
                request.individual(),
                request.honorary(),
                request.dueInDays());
        return schedules.put(fees, callers.current()).map(FeeScheduleView::of).orThrow();
    }

    private void check(List<FieldProblem> problems, String field, Money fee) {
        if (!fee.getCurrencyUnit().getCode().equals(settings.currency())) {
            problems.add(new FieldProblem(field, "is not in " + settings.currency()));
        } else if (fee.isNegative() || fee.getAmount().compareTo(HIGHEST) > 0) {
            problems.add(new FieldProblem(field, "is not between 0.00 and " + HIGHEST));
        }
    }

    @GetMapping("/{year}")
    @PreAuthorize(Readers.BOARD_AND_AUDITOR)
    @Operation(summary = "Show the fees of a year")
    FeeScheduleView show(@PathVariable @Min(2000) @Max(2200) int year) {
        return schedules
                .find(year)
                .map(FeeScheduleView::of)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("A fee schedule for " + year)));
    }
}
