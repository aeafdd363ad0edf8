package org.crimealliance.event.ancillary;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.crimealliance.event.Readers;
import org.crimealliance.event.StateFilter;
import org.crimealliance.event.ancillary.Dossier.Contact;
import org.crimealliance.event.ancillary.Dossier.Person;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.web.KeyedPage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Ancillary meetings: import, proposals, acceptance, edits, list. */
@RestController
@RequestMapping("/api/congress/congresses/{congressId}")
@Tag(name = "Ancillary meetings")
class AncillaryMeetingController {

    private final Congresses congresses;
    private final AncillaryMeetings meetings;
    private final ImportApplications importApplications;
    private final ProposeMeeting proposeMeeting;
    private final ProposalForms proposalForms;
    private final Clock clock;

    AncillaryMeetingController(
            Congresses congresses,
            AncillaryMeetings meetings,
            ImportApplications importApplications,
            ProposeMeeting proposeMeeting,
            ProposalForms proposalForms,
            Clock clock) {
        this.congresses = congresses;
        this.meetings = meetings;
        this.importApplications = importApplications;
        this.proposeMeeting = proposeMeeting;
        this.proposalForms = proposalForms;
        this.clock = clock;
    }

    record ProposalRequest(
            @NotBlank @Size(max = 500) String title,
            @NotBlank @Size(max = 500) String organisation,
            @NotBlank @Size(max = 500) String contactName,

            @Text(TextKind.ADDRESS) @NotBlank @Size(max = 320)
            String contactEmail,

            @NotNull Mode mode,
            @NotBlank @Size(max = 200) String theme) {}

    /** The id and the code of the ancillary meeting that may come of it. */
    record Proposed(String ancillaryMeetingId, String code) {}

    record PersonEdit(
            @NotBlank @Size(max = 100) String personId,
            @NotBlank @Size(max = 500) String name,
            @Size(max = 100) @Nullable String role) {}

    record Edit(
            @NotBlank @Size(max = 500) String title,
            @NotBlank @Size(max = 200) String theme,
            @NotNull @Size(max = ImportRow.MAX_PEOPLE) List<@Valid @NotNull PersonEdit> people,
            @NotNull @Size(max = 60) List<@NotNull LocalDate> unavailable) {}

    record MeetingView(
            String ancillaryMeetingId,
            String code,
            String title,
            String organisation,
            String organisationId,
            @Nullable Contact contact,
            Mode mode,
            String region,
            String theme,
            Instant appliedAt,
            List<Person> people,
            @Nullable String audienceZone,
            List<LocalDate> unavailable,
            String state) {

        static MeetingView of(Stored<AncillaryMeeting> stored) {
            Dossier dossier = stored.state().dossier();
            return new MeetingView(
                    stored.id(),
                    dossier.code(),
                    dossier.title(),
                    dossier.organisation().name(),
                    dossier.organisation().organisationId(),
                    Readers.addresses(dossier.contact()),
                    dossier.mode(),
                    dossier.region(),
                    dossier.theme(),
                    dossier.appliedAt(),
                    dossier.people(),
                    dossier.audienceZone() == null
                            ? null
                            : dossier.audienceZone().getId(),
                    dossier.unavailable(),
                    stored.state().stateName());
        }
    }

    /**
     * Takes in a CSV file (UTF-8, comma or semicolon) of applications accepted earlier. 422 for a file that is no such CSV;
     * single bad rows are listed with their reason and stop no other.
     */
    @PostMapping(path = "/ancillary-imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Import accepted applications from CSV; with preview=true only tell what would happen")
    ImportApplications.Result importFile(
            @PathVariable String congressId,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "false") boolean preview)
            throws IOException {
        try (InputStream in = file.getInputStream()) {
            return importApplications.run(congressId, in, preview);
        }
    }

    /**
     * Anybody may propose a meeting while the call is open; 409 {@code call-closed} afterwards. The congress team has the
     * proposal once the contact has confirmed it by the link in a mail; of an officer or the congress manager at once.
     */
    @PostMapping("/ancillary-meetings")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("permitAll()")
    @Operation(summary = "Propose an ancillary meeting")
    Proposed propose(
            @PathVariable String congressId, @Valid @RequestBody ProposalRequest request, HttpServletRequest from) {
        ProposeMeeting.Proposal proposal = new ProposeMeeting.Proposal(
                request.title(),
                request.organisation(),
                request.contactName(),
                request.contactEmail(),
                request.mode(),
                request.theme());
        String id = Readers.isOfTheTeam()
                ? proposeMeeting.propose(congressId, proposal)
                : proposalForms.send(congressId, proposal, from.getRemoteAddr());
        return new Proposed(id, ProposeMeeting.codeOf(id));
    }

    /** 409 {@code call-closed} once reconfirmation has begun. */
    @PostMapping("/ancillary-meetings/{id}/acceptance")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Accept a proposed meeting")
    void accept(@PathVariable String congressId, @PathVariable String id) {
        proposeMeeting.accept(congressId, id);
    }

    /** What is edited here is not overwritten by a later import. */
    @PutMapping("/ancillary-meetings/{id}")
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Edit a meeting's title, theme, people and days on which it cannot be held")
    MeetingView edit(@PathVariable String congressId, @PathVariable String id, @Valid @RequestBody Edit edit) {
        meetings.get(congressId, id);
        Instant now = clock.instant();
        return MeetingView.of(
                meetings.change(id, meeting -> editing(meeting, edit, now)).orThrow());
    }

    private static Outcome<Change<AncillaryMeeting>> editing(AncillaryMeeting meeting, Edit edit, Instant now) {
        if (meeting.isOut()) {
            return Outcome.refused(Refusal.conflict("already-decided", "The meeting is " + meeting.stateName() + "."));
        }
        Dossier next = meeting.dossier()
                .edited(
                        edit.title().strip(),
                        edit.theme().strip(),
                        edit.people().stream()
                                .map(p -> new Person(p.personId(), p.name(), p.role() == null ? "" : p.role()))
                                .toList(),
                        edit.unavailable().stream().distinct().sorted().toList(),
                        now);
        return Outcome.done(Change.to(meeting.with(next)));
    }

    @GetMapping("/ancillary-meetings")
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "Ancillary meetings of a congress, by id, paged")
    KeyedPage<MeetingView> list(
            @PathVariable String congressId,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable @Size(max = 100) String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        congresses.get(congressId);
        List<Stored<AncillaryMeeting>> found = meetings.page(
                congressId, StateFilter.of(AncillaryMeeting.class, state, "an ancillary meeting"), after, limit + 1);
        return KeyedPage.of(found, limit, Stored::id, MeetingView::of);
    }
}
