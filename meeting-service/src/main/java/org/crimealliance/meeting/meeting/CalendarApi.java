package org.crimealliance.meeting.meeting;

import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.crimealliance.meeting.Access;
import org.crimealliance.meeting.series.Series;
import org.crimealliance.platform.calendar.CalendarEntry;
import org.crimealliance.platform.calendar.ICalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Meetings for calendar programs. */
@RestController
@RequestMapping("/api/meetings")
class CalendarApi {

    private final Meetings meetings;
    private final Numbering numbering;
    private final MeetingGate gate;
    private final Clock clock;

    CalendarApi(Meetings meetings, Numbering numbering, MeetingGate gate, Clock clock) {
        this.meetings = meetings;
        this.numbering = numbering;
        this.gate = gate;
        this.clock = clock;
    }

    /** One meeting as a calendar entry (RFC 5545): UID for life, SEQUENCE, METHOD:CANCEL once it is cancelled. */
    @Operation(summary = "One meeting as a calendar entry")
    @GetMapping("/{id}/calendar.ics")
    @PreAuthorize(Access.READ_INVITED)
    ResponseEntity<String> one(@PathVariable String id) {
        Meeting meeting = meetings.get(id);
        gate.mayRead(id);
        CalendarEntry entry = entry(meeting, gate.mayJoin(id));
        return calendar(
                meeting instanceof Meeting.Cancelled
                        ? ICalendar.cancel(entry, clock.instant())
                        : ICalendar.publish(entry.summary(), List.of(entry), clock.instant()));
    }

    /** A feed to subscribe to, without an account: all meetings but the Board's, without the links to join. */
    @Operation(summary = "A feed of meetings to subscribe to, without an account")
    @GetMapping("/calendar.ics")
    @PreAuthorize("permitAll()")
    ResponseEntity<String> feed() {
        List<CalendarEntry> entries = meetings.all().stream()
                .filter(meeting -> meeting.details().series().kind() != Series.Kind.BOARD)
                .map(meeting -> entry(meeting, false))
                .toList();
        return calendar(ICalendar.publish("Meetings of the Alliance", entries, clock.instant()));
    }

    private CalendarEntry entry(Meeting meeting, boolean withLink) {
        Details details = meeting.details();
        Schedule schedule = details.schedule();
        return new CalendarEntry(
                details.uid(),
                details.sequence(),
                status(meeting),
                meeting instanceof Meeting.Cancelled
                        ? details.title()
                        : details.title() + " " + numbering.label(meeting),
                withLink && details.place().link() != null
                        ? "Join by video: " + details.place().link()
                        : null,
                schedule.startIn(schedule.zone()),
                schedule.endIn(schedule.zone()),
                details.place().text(),
                withLink ? link(details.place().link()) : null,
                null,
                List.of());
    }

    private static CalendarEntry.Status status(Meeting meeting) {
        return switch (meeting) {
            case Meeting.Tentative m -> CalendarEntry.Status.TENTATIVE;
            case Meeting.Confirmed m -> CalendarEntry.Status.CONFIRMED;
            case Meeting.InSession m -> CalendarEntry.Status.CONFIRMED;
            case Meeting.Held m -> CalendarEntry.Status.CONFIRMED;
            case Meeting.Cancelled m -> CalendarEntry.Status.CANCELLED;
        };
    }

    private static @Nullable URI link(@Nullable String link) {
        return link == null ? null : URI.create(link);
    }

    private static ResponseEntity<String> calendar(String text) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(ICalendar.MEDIA_TYPE))
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"calendar.ics\"")
                .body(text);
    }
}
