package org.crimealliance.meeting.minutes;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crimealliance.meeting.Access;
import org.crimealliance.meeting.agenda.Agendas;
import org.crimealliance.meeting.agenda.Item;
import org.crimealliance.meeting.attendance.Attendances;
import org.crimealliance.meeting.attendance.Attendee;
import org.crimealliance.meeting.ballot.BallotRecord;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.MeetingGate;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.meeting.people.People;
import org.crimealliance.meeting.people.TreasurerReport;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Minutes: written, circulated, approved; as page, PDF and DOCX. */
@RestController
@RequestMapping("/api/meetings/{id}")
class MinutesApi {

    record Approval(@NotBlank @Size(max = 100) String atMeetingId) {}

    /**
     * Minutes as they are edited.
     *
     * @param revision to be sent back with the next save
     * @param version once they are approved
     * @param notYetSpoken who is there and not in the tour de table
     */
    record MinutesView(
            String meetingId,
            String state,
            int revision,
            @Nullable Integer version,
            List<Content.Section> sections,
            List<Content.Contribution> tourDeTable,
            @Nullable String nextMeetingId,
            @Nullable TreasurerReport report,
            List<BallotRecord.Line> decisions,
            List<String> notYetSpoken) {}

    private final MinutesBook book;
    private final Meetings meetings;
    private final Agendas agendas;
    private final Attendances attendances;
    private final BallotRecord ballots;
    private final People people;
    private final PublishMinutes publish;
    private final ComposeMinutes compose;
    private final MinutesPage page;
    private final MinutesPdf pdf;
    private final MinutesDocx docx;
    private final MeetingGate gate;

    MinutesApi(
            MinutesBook book,
            Meetings meetings,
            Agendas agendas,
            Attendances attendances,
            BallotRecord ballots,
            People people,
            PublishMinutes publish,
            ComposeMinutes compose,
            MinutesPage page,
            MinutesPdf pdf,
            MinutesDocx docx,
            MeetingGate gate) {
        this.book = book;
        this.meetings = meetings;
        this.agendas = agendas;
        this.attendances = attendances;
        this.ballots = ballots;
        this.people = people;
        this.publish = publish;
        this.compose = compose;
        this.page = page;
        this.pdf = pdf;
        this.docx = docx;
        this.gate = gate;
    }

    /** The text with its revision, the treasurer's figures, the decisions so far. */
    @Operation(summary = "The text of the minutes with its revision")
    @GetMapping("/minutes")
    @PreAuthorize(Access.READ)
    MinutesView minutes(@PathVariable String id) {
        meetings.get(id);
        Minutes minutes = book.of(id);
        if (minutes instanceof Minutes.Draft && !gate.seesDrafts()) {
            throw new RefusedException(Refusal.notFound("These minutes"));
        }
        return view(minutes);
    }

    /**
     * Saves the whole text upon the revision that was read. 409 {@code stale-revision} where somebody wrote in between, with
     * both texts ({@code current}, {@code yours}); 409 {@code minutes-approved}. Circulated minutes become a draft again.
     */
    @Operation(summary = "Save the whole text upon the revision that was read")
    @PutMapping("/minutes")
    @PreAuthorize(Access.RUN)
    ResponseEntity<Object> save(@PathVariable String id, @Valid @RequestBody Content.Save save) {
        check(meetings.get(id), save);
        Outcome<Minutes> saved = book.change(id, minutes -> minutes.save(save.revision(), save.content()));
        if (saved instanceof Outcome.Refused<Minutes>(Refusal refusal)
                && refusal.code().equals("stale-revision")) {
            return stale(refusal, view(book.of(id)), save);
        }
        return ResponseEntity.ok(view(saved.orThrow()));
    }

    /**
     * Sends the minutes as PDF to everybody who was invited. 409 {@code not-held}. Again without a change: nothing is sent.
     */
    @Operation(summary = "Send the minutes as PDF to everybody who was invited")
    @PostMapping("/minutes/circulation")
    @PreAuthorize(Access.RUN)
    MinutesView circulate(@PathVariable String id) {
        return view(publish.circulate(id).orThrow());
    }

    /** A later meeting of the series approves: version 1, locked. 409 {@code not-circulated}, {@code not-a-later-meeting}. */
    @Operation(summary = "Approve the minutes at a later meeting of the series")
    @PostMapping("/minutes/approval")
    @PreAuthorize(Access.RUN)
    MinutesView approve(@PathVariable String id, @Valid @RequestBody Approval approval) {
        return view(publish.approve(id, approval.atMeetingId()).orThrow());
    }

    /** As a page. Members see what was circulated of meetings they are invited to. */
    @Operation(summary = "The minutes as a page")
    @GetMapping("/minutes.html")
    @PreAuthorize(Access.READ_INVITED)
    ResponseEntity<byte[]> html(@PathVariable String id) {
        Printed printed = printed(id);
        byte[] body = page.html(printed.document(), printed.state()).getBytes(StandardCharsets.UTF_8);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .body(body);
    }

    /** As a tagged PDF. */
    @Operation(summary = "The minutes as a tagged PDF")
    @GetMapping("/minutes.pdf")
    @PreAuthorize(Access.READ_INVITED)
    ResponseEntity<byte[]> pdf(@PathVariable String id) {
        Printed printed = printed(id);
        byte[] body = pdf.print(page.html(printed.document(), printed.state()));
        return file(printed, "pdf", MediaType.APPLICATION_PDF, body);
    }

    /** As a DOCX. */
    @Operation(summary = "The minutes as a DOCX")
    @GetMapping("/minutes.docx")
    @PreAuthorize(Access.READ_INVITED)
    ResponseEntity<byte[]> docx(@PathVariable String id) {
        Printed printed = printed(id);
        return file(
                printed,
                "docx",
                MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                docx.write(printed.document(), printed.state()));
    }

    private record Printed(Meeting meeting, MinutesDocument document, String state) {}

    private Printed printed(String id) {
        Meeting meeting = meetings.get(id);
        gate.mayRead(id);
        return switch (book.of(id)) {
            case Minutes.Draft draft -> {
                if (!gate.seesDrafts()) {
                    throw new RefusedException(Refusal.notFound("These minutes"));
                }
                yield new Printed(meeting, compose.compose(meeting, draft.content()), "Draft");
            }
            case Minutes.Circulated circulated ->
                new Printed(meeting, circulated.document(), "Circulated, to be approved by the next meeting");
            case Minutes.Approved approved ->
                new Printed(meeting, approved.document(), "Approved, version " + approved.version());
        };
    }

    private static ResponseEntity<byte[]> file(Printed printed, String extension, MediaType type, byte[] body) {
        String name =
                PublishMinutes.fileName(printed.meeting(), printed.document().label(), extension);
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(body);
    }

    private void check(Meeting meeting, Content.Save save) {
        if (meeting instanceof Meeting.Cancelled) {
            throw new RefusedException(
                    Refusal.conflict("meeting-cancelled", "The meeting is cancelled: it has no minutes."));
        }
        Set<String> items = new HashSet<>(agendas.items(meeting.details().meetingId()).stream()
                .map(Item::itemId)
                .toList());
        if (!save.sections().stream().allMatch(section -> items.contains(section.itemId()))) {
            throw new RefusedException(invalid("sections", "each belongs to an item of this meeting's agenda"));
        }
        if (save.nextMeetingId() != null && meetings.find(save.nextMeetingId()).isEmpty()) {
            throw new RefusedException(invalid("nextMeetingId", "a meeting that exists"));
        }
    }

    private static Refusal invalid(String field, String message) {
        return Refusal.invalid("invalid-input", "Some values are not acceptable.", new FieldProblem(field, message));
    }

    private static ResponseEntity<Object> stale(Refusal refusal, MinutesView current, Content.Save yours) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, refusal.message());
        problem.setType(URI.create("urn:alliance:problem:" + refusal.code()));
        problem.setProperty("code", refusal.code());
        problem.setProperty("current", current);
        problem.setProperty("yours", yours);
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private MinutesView view(Minutes minutes) {
        String id = minutes.meetingId();
        Content content = minutes.content();
        Set<String> spoken = new HashSet<>(
                content.tourDeTable().stream().map(Content.Contribution::name).toList());
        return new MinutesView(
                id,
                state(minutes),
                minutes.revision(),
                minutes instanceof Minutes.Approved approved ? approved.version() : null,
                content.sections(),
                content.tourDeTable(),
                content.nextMeetingId(),
                people.reportFor(id).orElse(null),
                ballots.of(id),
                attendances.list(id).stream()
                        .filter(attendee -> attendee.status() == Attendee.Status.PRESENT)
                        .map(Attendee::name)
                        .filter(name -> !spoken.contains(name))
                        .toList());
    }

    private static String state(Minutes minutes) {
        return switch (minutes) {
            case Minutes.Draft draft -> "draft";
            case Minutes.Circulated circulated -> "circulated";
            case Minutes.Approved approved -> "approved";
        };
    }
}
