package org.crimealliance.event.programme;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crimealliance.event.Readers;
import org.crimealliance.event.congress.Congress;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Publishing the programme, and reading it in every form. What is public names organisations and no persons. */
@RestController
@RequestMapping("/api/congress/congresses/{congressId}")
@Tag(name = "Programme")
class ProgrammeController {

    private final Congresses congresses;
    private final PublishProgramme publishProgramme;
    private final PdfExport pdf;
    private final JsonMapper json;
    private final String gateway;

    ProgrammeController(
            Congresses congresses,
            PublishProgramme publishProgramme,
            PdfExport pdf,
            JsonMapper json,
            @Value("${alliance.gateway}") String gateway) {
        this.congresses = congresses;
        this.publishProgramme = publishProgramme;
        this.pdf = pdf;
        this.json = json;
        this.gateway = gateway;
    }

    record ProgrammeEntry(
            String ancillaryMeetingId,
            String code,
            String title,
            String organisation,
            String theme,
            Mode mode,
            Instant start,
            Instant end,
            String room,
            String uid,
            int sequence) {}

    record ProgrammeView(
            String congressId,
            String congressName,
            String zone,
            int version,
            Instant publishedAt,
            List<ProgrammeEntry> entries) {

        static ProgrammeView of(Programme programme) {
            return new ProgrammeView(
                    programme.congressId(),
                    programme.congressName(),
                    programme.zone().getId(),
                    programme.version(),
                    programme.publishedAt(),
                    programme.entries().stream()
                            .map(entry -> new ProgrammeEntry(
                                    entry.meetingId(),
                                    entry.code(),
                                    entry.title(),
                                    entry.organisation(),
                                    entry.theme(),
                                    entry.mode(),
                                    entry.start(),
                                    entry.end(),
                                    entry.room(),
                                    entry.uid(),
                                    entry.sequence()))
                            .toList());
        }
    }

    /**
     * Makes the next version from the schedule and tells exactly those whom a difference concerns. 409 {@code
     * hard-conflicts}, {@code nothing-changed}, {@code not-placed}, {@code published-meanwhile}.
     */
    @PostMapping("/programme/publication")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Publish the next version of the programme")
    PublishProgramme.Published publish(@PathVariable String congressId) {
        return publishProgramme.publish(congressId).orThrow();
    }

    @GetMapping("/programme")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "A version of the programme, by default the latest")
    ProgrammeView programme(
            @PathVariable String congressId, @RequestParam(required = false) @Nullable Integer version) {
        return ProgrammeView.of(get(congressId, version));
    }

    @GetMapping("/programme.ics")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "The programme as iCalendar")
    ResponseEntity<byte[]> calendar(
            @PathVariable String congressId, @RequestParam(required = false) @Nullable Integer version) {
        return file("programme.ics", "text/calendar;charset=UTF-8", utf8(CalendarExport.of(get(congressId, version))));
    }

    @GetMapping("/programme.csv")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "The programme as CSV")
    ResponseEntity<byte[]> csv(
            @PathVariable String congressId, @RequestParam(required = false) @Nullable Integer version) {
        return file("programme.csv", "text/csv;charset=UTF-8", utf8(CsvExport.of(get(congressId, version))));
    }

    @GetMapping("/programme.json")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "The programme as pretalx's schedule.json")
    ResponseEntity<byte[]> scheduleJson(
            @PathVariable String congressId, @RequestParam(required = false) @Nullable Integer version) {
        byte[] body = json.writeValueAsBytes(frab(congressId, version).json(json));
        return file("schedule.json", MediaType.APPLICATION_JSON_VALUE, body);
    }

    @GetMapping("/programme.xml")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "The programme as frab's schedule XML")
    ResponseEntity<byte[]> scheduleXml(
            @PathVariable String congressId, @RequestParam(required = false) @Nullable Integer version) {
        return file(
                "schedule.xml",
                "application/xml;charset=UTF-8",
                utf8(frab(congressId, version).xml()));
    }

    @GetMapping("/programme.pdf")
    @PreAuthorize(Readers.EVERYBODY)
    @Operation(summary = "The programme as PDF")
    ResponseEntity<byte[]> pdf(
            @PathVariable String congressId, @RequestParam(required = false) @Nullable Integer version) {
        return file("programme.pdf", MediaType.APPLICATION_PDF_VALUE, pdf.of(get(congressId, version)));
    }

    private FrabExport frab(String congressId, @Nullable Integer version) {
        Congress congress = congresses.get(congressId);
        return new FrabExport(get(congressId, version), congress, gateway + "/programme");
    }

    private Programme get(String congressId, @Nullable Integer version) {
        congresses.get(congressId);
        Optional<Programme> found =
                version == null ? publishProgramme.latest(congressId) : publishProgramme.find(congressId, version);
        return found.orElseThrow(() -> new RefusedException(Refusal.notFound("This programme")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ResponseEntity<byte[]> file(String name, String type, byte[] body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic())
                .eTag(DigestUtils.md5DigestAsHex(body))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename(name).build().toString())
                .contentType(MediaType.parseMediaType(type))
                .body(body);
    }
}
