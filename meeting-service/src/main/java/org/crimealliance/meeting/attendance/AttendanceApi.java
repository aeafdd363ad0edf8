package org.crimealliance.meeting.attendance;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crimealliance.meeting.Access;
import org.crimealliance.meeting.Policies;
import org.crimealliance.meeting.meeting.Details;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.meeting.people.People;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The list of participants, and proxies. */
@RestController
@RequestMapping("/api/meetings/{id}")
class AttendanceApi {

    record Entry(
            @NotBlank @Size(max = 300) String name,
            @NotBlank @Size(max = 200) String affiliation,
            @Size(max = 200) @Nullable String role,
            @NotNull Attendee.Status status,
            @Nullable Instant arrivedAt,
            @Nullable Instant leftAt) {}

    record NewProxy(
            @NotBlank @Size(max = 100) String from,
            @NotBlank @Size(max = 100) String to) {}

    record Group(String affiliation, long present, long apologies, long absent) {}

    record AttendanceView(
            List<Attendee> items, List<Group> groups, long present, long apologies, List<Attendance.Proxy> proxies) {}

    private final Meetings meetings;
    private final Attendances attendances;
    private final People people;
    private final Policies policies;
    private final Clock clock;

    AttendanceApi(Meetings meetings, Attendances attendances, People people, Policies policies, Clock clock) {
        this.meetings = meetings;
        this.attendances = attendances;
        this.people = people;
        this.policies = policies;
        this.clock = clock;
    }

    /** Participants, counts by affiliation, proxies. Who answered no is among the apologies. */
    @Operation(summary = "Participants, counts by affiliation, proxies")
    @GetMapping("/attendance")
    @PreAuthorize(Access.READ)
    AttendanceView attendance(@PathVariable String id) {
        meetings.get(id);
        return view(id);
    }

    /**
     * Writes somebody down, or corrects it. {@code attendeeId}: the invitee's or the office's id, else a new one of letters,
     * digits and hyphens. Arrival and leaving are instants; they decide who is there at a ballot. 409 for a cancelled
     * meeting.
     */
    @Operation(summary = "Write somebody down, or correct it")
    @PutMapping("/attendance/{attendeeId}")
    @PreAuthorize(Access.RUN)
    AttendanceView put(
            @PathVariable String id,
            @PathVariable @Size(max = 100) @Pattern(regexp = "[A-Za-z0-9_-]+") String attendeeId,
            @Valid @RequestBody Entry entry) {
        notCancelled(id);
        Instant arrived = entry.arrivedAt();
        Instant left = entry.leftAt();
        if (arrived != null && left != null && left.isBefore(arrived)) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-input",
                    "Some values are not acceptable.",
                    new FieldProblem("leftAt", "after the arrival")));
        }
        Attendee attendee = new Attendee(
                attendeeId,
                entry.name().strip(),
                entry.affiliation().strip(),
                entry.role(),
                entry.status(),
                arrived,
                left);
        attendances.change(id, attendance -> attendance.put(attendee)).orThrow();
        return view(id);
    }

    /**
     * {@code from}, who is away, is voted for by {@code to}, who is there and holds no other proxy. 409 {@code
     * holder-not-there}, {@code giver-is-there}, {@code holds-a-proxy-already}; 422 {@code no-vote} for somebody without a
     * vote.
     */
    @Operation(summary = "Give a proxy to somebody who is there")
    @PostMapping("/proxies")
    @PreAuthorize(Access.RUN)
    AttendanceView give(@PathVariable String id, @Valid @RequestBody NewProxy wanted) {
        Details meeting = notCancelled(id).details();
        List<String> voters = people.voters(meeting);
        Instant now = clock.instant();
        attendances
                .change(
                        id,
                        attendance -> check(attendance, wanted, voters, now)
                                .flatMap(proxy -> attendance.give(proxy, policies.proxiesPerHolder())))
                .orThrow();
        return view(id);
    }

    private static Outcome<Attendance.Proxy> check(
            Attendance attendance, NewProxy wanted, List<String> voters, Instant now) {
        for (var side : List.of(Map.entry("from", wanted.from()), Map.entry("to", wanted.to()))) {
            if (!voters.contains(side.getValue())) {
                return Outcome.refused(Refusal.invalid(
                        "no-vote",
                        "Both must have a vote in this meeting.",
                        new FieldProblem(side.getKey(), "has no vote")));
            }
        }
        if (wanted.from().equals(wanted.to())) {
            return Outcome.refused(Refusal.invalid(
                    "no-vote", "Nobody holds their own proxy.", new FieldProblem("to", "somebody else")));
        }
        if (attendance.isThere(wanted.from(), now)) {
            return Outcome.refused(
                    Refusal.conflict("giver-is-there", "Whoever gives a proxy is there. Nobody votes for them."));
        }
        if (!attendance.isThere(wanted.to(), now)) {
            return Outcome.refused(Refusal.conflict(
                    "holder-not-there", "Whoever holds a proxy must be there. Note the arrival first."));
        }
        return Outcome.done(new Attendance.Proxy(wanted.from(), wanted.to()));
    }

    private Meeting notCancelled(String id) {
        Meeting meeting = meetings.get(id);
        if (meeting instanceof Meeting.Cancelled) {
            throw new RefusedException(
                    Refusal.conflict("meeting-cancelled", "The meeting is cancelled: nobody attends it."));
        }
        return meeting;
    }

    private AttendanceView view(String id) {
        List<Attendee> all = attendances.list(id);
        Map<String, List<Attendee>> byAffiliation = new TreeMap<>();
        all.forEach(attendee -> byAffiliation
                .computeIfAbsent(attendee.affiliation(), a -> new java.util.ArrayList<>())
                .add(attendee));
        List<Group> groups = byAffiliation.entrySet().stream()
                .map(group -> new Group(
                        group.getKey(),
                        count(group.getValue(), Attendee.Status.PRESENT),
                        count(group.getValue(), Attendee.Status.APOLOGY),
                        count(group.getValue(), Attendee.Status.ABSENT)))
                .toList();
        return new AttendanceView(
                all,
                groups,
                count(all, Attendee.Status.PRESENT),
                count(all, Attendee.Status.APOLOGY),
                attendances.of(id).proxies());
    }

    private static long count(List<Attendee> attendees, Attendee.Status status) {
        return attendees.stream()
                .filter(attendee -> attendee.status() == status)
                .count();
    }
}
