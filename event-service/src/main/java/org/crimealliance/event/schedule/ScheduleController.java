package org.crimealliance.event.schedule;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crimealliance.event.Readers;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.AncillaryMeetings;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.congress.Grid;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.congress.Room;
import org.crimealliance.event.congress.Slot;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.work.Sweeper;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Solving, checking and changing the schedule of a congress. */
@RestController
@RequestMapping("/api/congress/congresses/{congressId}")
@Tag(name = "Schedule")
class ScheduleController {

    private final Congresses congresses;
    private final AncillaryMeetings meetings;
    private final Schedules schedules;
    private final SolveSchedule solve;
    private final WithdrawMeeting withdrawMeeting;
    private final Sweeper solver;

    ScheduleController(
            Congresses congresses,
            AncillaryMeetings meetings,
            Schedules schedules,
            SolveSchedule solve,
            WithdrawMeeting withdrawMeeting,
            @Qualifier("solverSweep") Sweeper solver) {
        this.congresses = congresses;
        this.meetings = meetings;
        this.schedules = schedules;
        this.solve = solve;
        this.withdrawMeeting = withdrawMeeting;
        this.solver = solver;
    }

    record JobView(String jobId, String state, int progressPercent) {}

    record EntryView(
            String ancillaryMeetingId,
            String code,
            String title,
            String organisation,
            Mode mode,
            Instant start,
            Instant end,
            String room,
            boolean pinned) {}

    record WaitingView(String ancillaryMeetingId, String code, String title, Mode mode) {}

    record NoteView(Instant at, String ancillaryMeetingId, String text) {}

    /**
     * @param hard hard conflicts of the plan, by the independent checker
     * @param soft the plan's soft cost: 20 for two meetings of one organisation at a time, 10 for hours outside 08:00-22:00
     *     where the audience lives, 2 for two meetings of one theme at a time
     */
    record ScheduleView(
            String state,
            int progressPercent,
            int placed,
            int hard,
            long soft,
            List<String> conflicts,
            List<EntryView> entries,
            List<WaitingView> waiting,
            List<NoteView> notes) {}

    record CheckView(int hardConflicts, int checked, List<ScheduleChecker.Conflict> conflicts) {}

    record MoveRequest(
            @NotBlank @Size(max = 100) String ancillaryMeetingId,
            @NotNull Instant start,
            @NotBlank @Size(max = 100) String room,
            @Nullable Boolean preview) {}

    record At(Instant start, Instant end, String room) {}

    record StepView(
            String ancillaryMeetingId,
            String code,
            String title,
            @Nullable At from,
            At to) {}

    record EffectView(boolean applied, List<StepView> effect, List<String> conflicts) {}

    record PinRequest(
            @NotBlank @Size(max = 100) String ancillaryMeetingId,
            @NotNull Boolean pinned) {}

    record WithdrawalRequest(
            @Text(TextKind.PARAGRAPHS) @NotBlank @Size(max = 2000)
            String reason) {}

    record WithdrawalView(String ancillaryMeetingId, String state) {}

    /** Starts the solver, or returns the job that is on. 409 {@code not-selected} before the selection. */
    @PostMapping("/schedule")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Make the schedule, as a job")
    JobView solve(@PathVariable String congressId) {
        congresses.get(congressId);
        SolveSchedule.Job job = solve.start(congressId).orThrow();
        solver.nudge();
        return new JobView(job.jobId(), job.solving() ? "solving" : "ready", percent(job));
    }

    @GetMapping("/schedule")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "The schedule as it is, with its conflicts and its waiting list")
    ScheduleView schedule(@PathVariable String congressId) {
        Grid grid = congresses.get(congressId).grid();
        Schedule schedule = schedules.of(congressId);
        SolveSchedule.Job job = solve.find(congressId).orElse(null);
        Map<String, AncillaryMeeting> known = known(congressId);
        List<String> conflicts = schedule.entries().isEmpty() ? List.of() : schedules.conflicts(congressId);
        String state =
                job != null && job.solving() ? "solving" : schedule.entries().isEmpty() ? "none" : "ready";
        return new ScheduleView(
                state,
                job == null ? 0 : percent(job),
                schedule.entries().size(),
                conflicts.size(),
                soft(congressId, schedule),
                conflicts,
                schedule.entries().stream()
                        .filter(entry -> known.containsKey(entry.meetingId()))
                        .map(entry -> view(grid, entry, known))
                        .sorted(Comparator.comparing(EntryView::start).thenComparing(EntryView::room))
                        .toList(),
                schedule.waiting().stream()
                        .filter(w -> known.containsKey(w.meetingId()))
                        .map(w -> {
                            var dossier = meeting(known, w.meetingId()).dossier();
                            return new WaitingView(w.meetingId(), dossier.code(), dossier.title(), w.mode());
                        })
                        .toList(),
                schedule.notes().stream()
                        .map(note -> new NoteView(note.at(), note.meetingId(), note.text()))
                        .toList());
    }

    /** Compares every pair of entries with the hard rules; shares nothing with the solver. */
    @GetMapping("/schedule/check")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "What the independent checker says of the schedule")
    CheckView check(@PathVariable String congressId) {
        ScheduleChecker.Verdict verdict = schedules.check(congressId);
        return new CheckView(verdict.conflicts().size(), verdict.checked(), verdict.conflicts());
    }

    /**
     * Moves a meeting, or exchanges two. With {@code preview} only the effect is told. 409 {@code hard-conflict}, {@code
     * pinned}, {@code place-taken}, {@code solving}; 422 {@code no-such-place}.
     */
    @PostMapping("/schedule/moves")
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Move a meeting to another place")
    EffectView move(@PathVariable String congressId, @Valid @RequestBody MoveRequest request) {
        Grid grid = congresses.get(congressId).grid();
        meetings.get(congressId, request.ancillaryMeetingId());
        Slot slot = grid.slotAt(request.start()).orElseThrow(() -> noSuchPlace("start", "is not the start of a slot"));
        Room room = grid.room(request.room()).orElseThrow(() -> noSuchPlace("room", "is not a room of this congress"));
        Facts facts = schedules.facts(congressId);
        boolean preview = Boolean.TRUE.equals(request.preview());
        MoveMeeting.Effect effect = MoveMeeting.of(
                        schedules.existing(congressId).state(), request.ancillaryMeetingId(), slot, room, facts)
                .orThrow();
        if (!preview) {
            refuseWhileSolving(congressId);
            schedules
                    .store()
                    .change(
                            Schedules.idOf(congressId),
                            schedule -> MoveMeeting.of(schedule, request.ancillaryMeetingId(), slot, room, facts)
                                    .flatMap(ScheduleController::withoutConflicts))
                    .orThrow();
        }
        return view(grid, effect, known(congressId), !preview);
    }

    private static Outcome<Change<Schedule>> withoutConflicts(MoveMeeting.Effect effect) {
        return effect.conflicts().isEmpty()
                ? Outcome.done(Change.to(effect.next()))
                : Outcome.refused(Refusal.conflict(
                        "hard-conflict", "The move is not possible: " + String.join("; ", effect.conflicts()) + "."));
    }

    /** A pinned meeting stays where it is when the schedule is made again or repaired. */
    @PostMapping("/schedule/pins")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Pin a meeting to its place, or unpin it")
    void pin(@PathVariable String congressId, @Valid @RequestBody PinRequest request) {
        meetings.get(congressId, request.ancillaryMeetingId());
        schedules.existing(congressId);
        refuseWhileSolving(congressId);
        schedules
                .store()
                .change(
                        Schedules.idOf(congressId),
                        schedule -> pinning(schedule, request.ancillaryMeetingId(), request.pinned()))
                .orThrow();
    }

    private static Outcome<Change<Schedule>> pinning(Schedule schedule, String meetingId, boolean pinned) {
        if (schedule.entryOf(meetingId).isEmpty()) {
            return Outcome.refused(Refusal.conflict("not-placed", "This meeting has no place."));
        }
        return Outcome.done(Change.to(schedule.withEntries(schedule.entries().stream()
                .map(entry -> entry.meetingId().equals(meetingId)
                        ? new Entry(meetingId, entry.slot(), entry.room(), pinned)
                        : entry)
                .toList())));
    }

    /** For good. Its place goes to the head of its mode's waiting list. Withdrawing again changes nothing. */
    @PostMapping("/ancillary-meetings/{id}/withdrawal")
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Withdraw a meeting")
    WithdrawalView withdraw(
            @PathVariable String congressId, @PathVariable String id, @Valid @RequestBody WithdrawalRequest request) {
        AncillaryMeeting meeting =
                withdrawMeeting.run(congressId, id, request.reason()).orThrow();
        return new WithdrawalView(id, meeting.stateName());
    }

    private void refuseWhileSolving(String congressId) {
        if (solve.find(congressId).map(SolveSchedule.Job::solving).orElse(false)) {
            throw new RefusedException(
                    Refusal.conflict("solving", "The schedule is being made; wait until it is ready."));
        }
    }

    private long soft(String congressId, Schedule schedule) {
        if (schedule.entries().isEmpty()) {
            return 0;
        }
        Problem problem = Problem.of(schedule, schedules.facts(congressId));
        return problem.cost(problem.start) % Problem.HARD;
    }

    private static int percent(SolveSchedule.Job job) {
        return job.solving() ? 100 * job.chunk() / job.chunks() : 100;
    }

    private Map<String, AncillaryMeeting> known(String congressId) {
        Map<String, AncillaryMeeting> known = new HashMap<>();
        for (Stored<AncillaryMeeting> meeting : meetings.ofCongress(congressId)) {
            known.put(meeting.id(), meeting.state());
        }
        return known;
    }

    private static AncillaryMeeting meeting(Map<String, AncillaryMeeting> known, String id) {
        AncillaryMeeting meeting = known.get(id);
        if (meeting == null) {
            throw new IllegalStateException("the schedule names a meeting that is not there: " + id);
        }
        return meeting;
    }

    private static EntryView view(Grid grid, Entry entry, Map<String, AncillaryMeeting> known) {
        var dossier = meeting(known, entry.meetingId()).dossier();
        Slot slot = grid.slots().get(entry.slot());
        return new EntryView(
                entry.meetingId(),
                dossier.code(),
                dossier.title(),
                dossier.organisation().name(),
                dossier.mode(),
                slot.start(),
                slot.end(),
                entry.room(),
                entry.pinned());
    }

    private static EffectView view(
            Grid grid, MoveMeeting.Effect effect, Map<String, AncillaryMeeting> known, boolean applied) {
        List<StepView> steps = new ArrayList<>();
        for (MoveMeeting.Step step : effect.steps()) {
            var dossier = meeting(known, step.meetingId()).dossier();
            steps.add(new StepView(
                    step.meetingId(),
                    dossier.code(),
                    dossier.title(),
                    step.from().map(entry -> at(grid, entry)).orElse(null),
                    at(grid, step.to())));
        }
        return new EffectView(applied, steps, effect.conflicts());
    }

    private static At at(Grid grid, Entry entry) {
        Slot slot = grid.slots().get(entry.slot());
        return new At(slot.start(), slot.end(), entry.room());
    }

    private static RefusedException noSuchPlace(String field, String message) {
        return new RefusedException(
                Refusal.invalid("no-such-place", "The congress has no such place.", new FieldProblem(field, message)));
    }
}
