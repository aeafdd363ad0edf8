package org.crimealliance.membership.report;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.MembershipSettings;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.invoice.Invoices;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.report.TreasurerReport.TreasurerReportPrepared;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.joda.money.CurrencyUnit;
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

/** The treasurer's figures, looked at or prepared for a meeting. */
@RestController
@RequestMapping("/api/membership")
@Tag(name = "Treasurer's reports")
class TreasurerReportsController {

    private final AggregateStore<TreasurerReport> reports;
    private final Memberships memberships;
    private final Invoices invoices;
    private final MembershipSettings settings;
    private final MembershipCalendar calendar;
    private final Ids ids;

    TreasurerReportsController(
            AggregateStores stores,
            Memberships memberships,
            Invoices invoices,
            MembershipSettings settings,
            MembershipCalendar calendar,
            Ids ids) {
        this.reports = stores.of("treasurerReports", TreasurerReport.class);
        this.memberships = memberships;
        this.invoices = invoices;
        this.settings = settings;
        this.calendar = calendar;
        this.ids = ids;
    }

    /** {@code meetingId}: the meeting that it is for. */
    record ReportRequest(
            @NotNull LocalDate asOf,

            @Nullable @Size(min = 1, max = 100) @Pattern(regexp = "[A-Za-z0-9-]+")
            String meetingId) {}

    record ReportView(String reportId, @Nullable String meetingId, LocalDate asOf, Figures figures) {

        static ReportView of(Stored<TreasurerReport> stored) {
            TreasurerReport report = stored.state();
            return new ReportView(stored.id(), report.meetingId(), report.asOf(), report.figures());
        }
    }

    /** Prepares the figures of a day and tells the meeting. A day that is not over yet is refused only if it is to come. */
    @PostMapping("/treasurer-reports")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasRole('TREASURER')")
    @Operation(summary = "Prepare the treasurer's report as of a date")
    ReportView prepare(@Valid @RequestBody ReportRequest request) {
        if (request.asOf().isAfter(calendar.today())) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-input",
                    "Figures of a day to come are not known.",
                    new Refusal.FieldProblem("asOf", "lies in the future")));
        }
        String id = IdempotencyKey.idFor("treasurer-report", ids);
        Figures figures = figures(request.asOf());
        TreasurerReport report = new TreasurerReport(request.asOf(), request.meetingId(), figures, calendar.now());
        return ReportView.of(reports.create(
                        id,
                        report,
                        List.of(new TreasurerReportPrepared(id, report.meetingId(), report.asOf(), figures)))
                .stored());
    }

    @GetMapping("/treasurer-reports/{id}")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "Show a treasurer's report as it was prepared")
    ReportView show(@PathVariable String id) {
        return reports.find(id)
                .map(ReportView::of)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This report")));
    }

    /** Figures with the day they are of. */
    record FiguresView(
            LocalDate asOf,
            Figures.ByCategory members,
            int applicationsWaiting,
            int applicationsReceived,
            Figures.InvoiceFigures invoices) {}

    /** The figures of a day, today when {@code asOf} is absent; nothing is stored. */
    @GetMapping("/figures")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "Show the treasurer's figures as of a date")
    FiguresView show(@RequestParam(required = false) @Nullable LocalDate asOf) {
        LocalDate day = asOf == null ? calendar.today() : asOf;
        Figures figures = figures(day);
        return new FiguresView(
                day,
                figures.members(),
                figures.applicationsWaiting(),
                figures.applicationsReceived(),
                figures.invoices());
    }

    private Figures figures(LocalDate day) {
        List<Membership> all = new ArrayList<>();
        memberships.all().forEach(stored -> all.add(stored.state()));
        return Figures.asOf(day, all, invoices.all(), CurrencyUnit.of(settings.currency()));
    }
}
