package org.crimealliance.membership.run;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.run.InvoiceRun.Finished;
import org.crimealliance.membership.run.InvoiceRun.Issuing;
import org.crimealliance.membership.run.InvoiceRun.LeftOut;
import org.crimealliance.membership.run.InvoiceRun.Plan;
import org.crimealliance.membership.run.InvoiceRun.Stopped;
import org.crimealliance.membership.run.InvoiceRun.Sum;
import org.crimealliance.membership.secondperson.Callers;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.web.KeyedPage;
import org.crimealliance.platform.work.Sweeper;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

/** The yearly invoice run: preview, issue, stop, resume; a second person approves it ({@code /confirmations}). */
@RestController
@RequestMapping("/api/membership/invoice-runs")
@Tag(name = "Invoice runs")
class InvoiceRunsController {

    @Configuration
    static class Runs {
        @Bean
        AggregateStore<InvoiceRun> invoiceRuns(AggregateStores stores) {
            // before shape 2 a run's members lay under its own id: an older instance would find none of a newer run
            return stores.of("invoiceRuns", InvoiceRun.class, List.of(UnaryOperator.identity()));
        }

        @Bean
        Sweeper invoiceRunSweep(RunWorker worker, @Value("${alliance.membership.runs.sweep}") Duration every) {
            return Sweeper.inPortions("invoice-runs", every, worker::sweep);
        }
    }

    private final AggregateStore<InvoiceRun> runs;
    private final PreviewRun previewRun;
    private final RunItems items;
    private final RunProgress progress;
    private final Sweeper sweep;
    private final MembershipCalendar calendar;
    private final Callers callers;

    InvoiceRunsController(
            AggregateStore<InvoiceRun> runs,
            PreviewRun previewRun,
            RunItems items,
            RunProgress progress,
            @Qualifier("invoiceRunSweep") Sweeper sweep,
            MembershipCalendar calendar,
            Callers callers) {
        this.runs = runs;
        this.previewRun = previewRun;
        this.items = items;
        this.progress = progress;
        this.sweep = sweep;
        this.calendar = calendar;
        this.callers = callers;
    }

    record RunRequest(@NotNull @Min(2000) @Max(2200) Integer feeYear) {}

    /**
     * A run and how far it got.
     *
     * @param state previewed, withdrawn, refused, approved, issuing, stopped or finished
     * @param liable members who get an invoice
     * @param issued invoices issued by this run so far
     * @param alreadyInvoiced members who had got this invoice otherwise when their turn came
     * @param failed members who got none, and why
     * @param total of the invoices that were approved
     * @param lastYear sum of the invoices for the fees of the year before, if there were any
     * @param sums of the invoices by category; absent in runs that are older than they
     * @param leftOut who is not liable, and why; at most a thousand
     */
    record RunView(
            String runId,
            String state,
            int feeYear,
            int liable,
            int issued,
            int alreadyInvoiced,
            List<RunProgress.Failure> failed,
            Money total,
            @Nullable List<Sum> sums,
            List<LeftOut> leftOut,
            @Nullable Money lastYear,
            Instant previewedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** Finds who is liable for the fees of a year; 409 where these are not approved. Nothing is issued yet. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(SecondPersonRule.MAY_PREPARE)
    @Operation(summary = "Preview an invoice run")
    RunView preview(@Valid @RequestBody RunRequest request) {
        return previewRun
                .preview(request.feeYear(), callers.current())
                .map(this::view)
                .orThrow();
    }

    /** Runs, the newest last. */
    @GetMapping
    @PreAuthorize(Readers.RUNS)
    @Operation(summary = "List invoice runs")
    KeyedPage<RunView> list(
            @RequestParam(required = false) @Size(max = 100) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        return KeyedPage.of(
                runs.find(Query.query(Criteria.where("_id").gt(after == null ? "" : after))
                        .with(Sort.by("_id"))
                        .limit(limit + 1)),
                limit,
                Stored::id,
                this::view);
    }

    @GetMapping("/{id}")
    @PreAuthorize(Readers.RUNS)
    @Operation(summary = "Show an invoice run and its progress")
    RunView show(@PathVariable String id) {
        return runs.find(id)
                .map(this::view)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This invoice run")));
    }

    /**
     * An invoice of a run, as it was previewed.
     *
     * @param position from 1, in the order in which they are issued
     * @param line what it charges
     */
    record ItemView(int position, String membershipId, String name, String line, Money amount) {}

    /** Who gets an invoice by this run, over how much: as it is approved. */
    @GetMapping("/{id}/items")
    @PreAuthorize(Readers.RUNS)
    @Operation(summary = "List the invoices of a run as they were previewed")
    KeyedPage<ItemView> items(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        Plan plan = runs.find(id)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This invoice run")))
                .state()
                .plan();
        List<RunItems.Item> found = items.page(plan.itemsOf(id), after, limit + 1);
        List<ItemView> rows = IntStream.range(0, found.size())
                .mapToObj(index -> view(after + index + 1, found.get(index)))
                .toList();
        return KeyedPage.of(rows, limit, row -> String.valueOf(row.position()), row -> row);
    }

    private static ItemView view(int position, RunItems.Item item) {
        return new ItemView(position, item.membershipId(), item.name(), item.line(), item.amount());
    }

    /** Issues the invoices, resumes a stopped run, or tries those again that failed; 409 before approval. */
    @PostMapping("/{id}/issue")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasRole('TREASURER')")
    @Operation(summary = "Issue or resume an invoice run")
    RunView issue(@PathVariable String id) {
        Instant now = calendar.now();
        Provenance provenance = Provenance.current();
        Stored<InvoiceRun> issuing =
                runs.change(id, run -> InvoiceRun.issue(run, now, provenance)).orThrow();
        sweep.nudge();
        return view(issuing);
    }

    /** Stops after the members it is at; 409 where nothing is being issued. */
    @PostMapping("/{id}/stop")
    @PreAuthorize("hasRole('TREASURER')")
    @Operation(summary = "Stop an invoice run")
    RunView stop(@PathVariable String id) {
        return runs.change(id, InvoiceRun::stop).map(this::view).orThrow();
    }

    private RunView view(Stored<InvoiceRun> stored) {
        InvoiceRun run = stored.state();
        Plan plan = run.plan();
        RunProgress.State state = progress.of(stored.id()).in(attempt(run));
        return new RunView(
                stored.id(),
                run.wire(),
                plan.feeYear(),
                plan.liable(),
                state.issued(),
                state.already(),
                state.failed(),
                plan.total(),
                plan.sums(),
                plan.leftOut(),
                plan.lastYear(),
                plan.previewedAt(),
                switch (run) {
                    case Issuing issuing -> issuing.startedAt();
                    case Stopped stopped -> stopped.startedAt();
                    case Finished finished -> finished.startedAt();
                    case InvoiceRun.Previewed previewed -> null;
                    case InvoiceRun.Approved approved -> null;
                },
                run instanceof Finished finished ? finished.finishedAt() : null);
    }

    private static int attempt(InvoiceRun run) {
        return switch (run) {
            case Issuing issuing -> issuing.attempt();
            case Stopped stopped -> stopped.attempt();
            case Finished finished -> finished.attempt();
            case InvoiceRun.Previewed previewed -> 1;
            case InvoiceRun.Approved approved -> 1;
        };
    }
}
