package org.crimealliance.meeting.meeting;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.crimealliance.meeting.Access;
import org.crimealliance.meeting.Policies;
import org.crimealliance.meeting.series.Series;
import org.crimealliance.meeting.series.SeriesBook;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.Change;
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

/** Meetings: announced, confirmed, moved, cancelled, opened and closed. */
@RestController
@RequestMapping("/api/meetings")
class MeetingsApi {

    record NewMeeting(
            @NotBlank @Size(max = 100) String seriesId,
            @Size(max = 300) @Nullable String title,
            @NotBlank @Size(max = 50) String start,
            @NotBlank @Size(max = 50) String end,
            @NotBlank @Size(max = 60) String zone,
            @NotNull @Valid Place place,
            @Nullable Boolean tentative) {}

    record NewTime(
            @NotBlank @Size(max = 50) String start,
            @NotBlank @Size(max = 50) String end) {}

    record Reason(
            @Text(TextKind.PARAGRAPHS) @NotBlank @Size(max = 2000)
            String reason) {}

    private final Meetings meetings;
    private final SeriesBook series;
    private final HoldMeeting holdMeeting;
    private final Numbering numbering;
    private final MeetingGate gate;
    private final Policies policies;
    private final Ids ids;
    private final Clock clock;

    MeetingsApi(
            Meetings meetings,
            SeriesBook series,
            HoldMeeting holdMeeting,
            Numbering numbering,
            MeetingGate gate,
            Policies policies,
            Ids ids,
            Clock clock) {
        this.meetings = meetings;
        this.series = series;
        this.holdMeeting = holdMeeting;
        this.numbering = numbering;
        this.gate = gate;
        this.policies = policies;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Announces a meeting. {@code start} and {@code end} are instants, or local times in {@code zone} (an IANA name); one
     * that the clocks show twice needs its offset ({@code 2021-10-31T02:30+02:00}). A tentative one has SEQUENCE 0 and is
     * confirmed later. 404 for an unknown series, 422 for impossible times.
     */
    @Operation(summary = "Announce a meeting")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(Access.RUN)
    MeetingView announce(@Valid @RequestBody NewMeeting wanted) {
        Series of =
                series.find(wanted.seriesId()).orElseThrow(() -> new RefusedException(Refusal.notFound("This series")));
        Schedule schedule = MeetingTime.schedule(wanted.start(), wanted.end(), wanted.zone())
                .orThrow();
        String id = IdempotencyKey.idFor("meeting", ids);
        String title = wanted.title() == null || wanted.title().isBlank()
                ? of.name()
                : wanted.title().strip();
        Details details = new Details(
                id,
                Details.SeriesRef.of(of),
                id + "@meetings.alliance",
                title,
                schedule,
                wanted.place(),
                0,
                List.of(),
                null);
        Change<Meeting> announced = Meeting.announce(details, Boolean.TRUE.equals(wanted.tentative()));
        meetings.add(announced);
        return view(announced.next());
    }

    /**
     * Meetings by start, those that begin in {@code [from, to)} (instants or dates), of one series, in one state (tentative, confirmed,
     * in-session, held, cancelled).
     */
    @Operation(summary = "Meetings by start")
    @GetMapping
    @PreAuthorize(Access.READ)
    KeyedPage<MeetingView> list(
            @RequestParam @Nullable @Size(max = 40) String from,
            @RequestParam @Nullable @Size(max = 40) String to,
            @RequestParam @Nullable @Size(max = 100) String seriesId,
            @RequestParam @Nullable @Size(max = 20) String state,
            @RequestParam @Nullable @Size(max = 200) String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        Instant begin = moment("from", from);
        Instant end = moment("to", to);
        List<Meeting> matching = meetings.all().stream()
                .filter(m -> begin == null || !m.details().schedule().start().isBefore(begin))
                .filter(m -> end == null || m.details().schedule().start().isBefore(end))
                .filter(m -> seriesId == null || m.details().series().seriesId().equals(seriesId))
                .filter(m -> state == null || m.status().equals(state))
                .toList();
        return KeyedPage.after(after, matching, limit, MeetingsApi::cursor, this::view);
    }

    /** One meeting; with {@code zone}, also its time on that zone's clocks. Members see those they are invited to. */
    @Operation(summary = "One meeting")
    @GetMapping("/{id}")
    @PreAuthorize(Access.READ_INVITED)
    MeetingView one(@PathVariable String id, @RequestParam @Nullable @Size(max = 60) String zone) {
        Meeting meeting = meetings.get(id);
        gate.mayRead(id);
        return MeetingView.of(meeting, numbering.expected(meeting), reader(zone), gate);
    }

    /** The date stands: STATUS:CONFIRMED, SEQUENCE one more. Again: nothing changes. 409 once it is over or cancelled. */
    @Operation(summary = "Confirm the date of a meeting")
    @PostMapping("/{id}/confirmation")
    @PreAuthorize(Access.RUN)
    MeetingView confirm(@PathVariable String id) {
        return view(meetings.change(id, Meeting::confirm).orThrow());
    }

    /**
     * Another time, in the meeting's own zone (or with an offset); replies are asked again. 409 once it was opened or
     * cancelled.
     */
    @Operation(summary = "Move a meeting to another time")
    @PostMapping("/{id}/move")
    @PreAuthorize(Access.RUN)
    MeetingView move(@PathVariable String id, @Valid @RequestBody NewTime time) {
        ZoneId zone = meetings.get(id).details().schedule().zone();
        Schedule moved = MeetingTime.schedule(time.start(), time.end(), zone).orThrow();
        return view(meetings.change(id, meeting -> meeting.move(moved.start(), moved.end()))
                .orThrow());
    }

    /** It will not take place; it takes no number. 409 once it was opened. */
    @Operation(summary = "Cancel a meeting")
    @PostMapping("/{id}/cancellation")
    @PreAuthorize(Access.RUN)
    MeetingView cancel(@PathVariable String id, @Valid @RequestBody Reason reason) {
        Instant now = clock.instant();
        return view(meetings.change(id, meeting -> meeting.cancel(reason.reason(), now))
                .orThrow());
    }

    /** It begins: ballots are possible. 409 {@code not-confirmed} for a tentative one. */
    @Operation(summary = "Open a meeting: ballots are possible")
    @PostMapping("/{id}/opening")
    @PreAuthorize(Access.RUN)
    MeetingView open(@PathVariable String id) {
        Instant now = clock.instant();
        return view(meetings.change(id, meeting -> meeting.open(now)).orThrow());
    }

    /** It is over: held, with its number of the calendar year. 409 {@code ballots-open}, {@code not-in-session}. */
    @Operation(summary = "Close a meeting: held, with its number of the calendar year")
    @PostMapping("/{id}/closing")
    @PreAuthorize(Access.RUN)
    MeetingView close(@PathVariable String id) {
        meetings.get(id);
        Outcome<Boolean> free = gate.mayClose(id);
        return view(free.flatMap(yes -> holdMeeting.close(id)).orThrow());
    }

    private MeetingView view(Meeting meeting) {
        return MeetingView.of(meeting, numbering.expected(meeting), null, gate);
    }

    private static String cursor(Meeting meeting) {
        Instant start = meeting.details().schedule().start();
        return "%012d-%s".formatted(start.getEpochSecond(), meeting.details().meetingId());
    }

    private @Nullable Instant moment(String field, @Nullable String text) {
        try {
            if (text == null) {
                return null;
            }
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(policies.zone()).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-input",
                    "Some values are not acceptable.",
                    new FieldProblem(field, "a date, or an instant such as 2020-12-07T14:30:00Z")));
        }
    }

    private static @Nullable ZoneId reader(@Nullable String zone) {
        if (zone == null) {
            return null;
        }
        ZoneId known = MeetingTime.zone(zone);
        if (known == null) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-input",
                    "Some values are not acceptable.",
                    new FieldProblem("zone", "an IANA zone such as America/New_York")));
        }
        return known;
    }
}
