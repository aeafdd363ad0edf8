package org.crimealliance.portal.meeting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.CommandKeys;
import org.crimealliance.portal.meeting.AttendanceClient.Attended;
import org.crimealliance.portal.meeting.AttendanceClient.Attendee;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who was at a meeting, from when to when, and who voted for whom. */
@Controller
@RequestMapping("/meetings/{id}")
class AttendancePages {

    private final MeetingsClient meetings;
    private final AttendanceClient attendance;
    private final Participants participants;
    private final MeetingRecord record;
    private final CommandKeys keys;

    AttendancePages(
            MeetingsClient meetings,
            AttendanceClient attendance,
            Participants participants,
            MeetingRecord record,
            CommandKeys keys) {
        this.meetings = meetings;
        this.attendance = attendance;
        this.participants = participants;
        this.record = record;
        this.keys = keys;
    }

    private static String list(String id) {
        return "/meetings/" + id + "#attendance";
    }

    /** Saves the attendance of all whose status was changed. */
    @PostMapping("/attendance")
    @PreAuthorize(May.MEETINGS)
    String save(@PathVariable String id, Form form) {
        return form.send(() -> saveChanged(id, form.under("status.")))
                .done("attendance.saved")
                .to(list(id));
    }

    private void saveChanged(String id, Map<String, String> statuses) {
        for (Attendee known : participants.all(meetings.meeting(id))) {
            String status = statuses.getOrDefault(String.valueOf(known.attendeeId()), "");
            if (!status.isEmpty() && !status.equals(known.status())) {
                attend(id, known, status, known.arrivedAt(), known.leftAt());
            }
        }
    }

    private void attend(
            String id, Attendee known, String status, @Nullable Instant arrivedAt, @Nullable Instant leftAt) {
        attendance.attend(
                id,
                String.valueOf(known.attendeeId()),
                new Attended(
                        String.valueOf(known.name()),
                        String.valueOf(known.affiliation()),
                        known.role(),
                        status,
                        arrivedAt,
                        leftAt));
    }

    /** Somebody who came late or left early: times of day at the meeting's place; they decide who counts at a ballot. */
    @PostMapping("/attendance/times")
    @PreAuthorize(May.MEETINGS)
    String times(@PathVariable String id, Form form, Model model) {
        String attendeeId = form.text("attendeeId");
        LocalTime arrived = form.optionalTime("arrived");
        LocalTime left = form.optionalTime("left");
        Meeting meeting = meetings.meeting(id);
        List<Attendee> found = form.bad() ? List.of() : participant(meeting, attendeeId);
        if (found.isEmpty() && !form.bad()) {
            form.wrong("attendeeId", "wrong.choose");
        }
        return form.send(() -> attend(id, found.getFirst(), "present", at(meeting, arrived), at(meeting, left)))
                .done("attendance.saved")
                .to(list(id), () -> record.show(id, "times", model));
    }

    private List<Attendee> participant(Meeting meeting, String attendeeId) {
        return participants.all(meeting).stream()
                .filter(attendee -> attendeeId.equals(attendee.attendeeId()))
                .toList();
    }

    private static @Nullable Instant at(Meeting meeting, @Nullable LocalTime time) {
        Instant start = meeting.start();
        return time == null || start == null
                ? null
                : start.atZone(meeting.in()).with(time).toInstant();
    }

    /** Somebody who came without an invitation. */
    @PostMapping("/attendance/new")
    @PreAuthorize(May.MEETINGS)
    String add(@PathVariable String id, Form form, Model model) {
        Attended attended = new Attended(
                form.text("name"),
                form.text("affiliation"),
                form.optional("role"),
                form.choice("status", "present", "apology", "absent"),
                null,
                null);
        // the same form sent again is the same person
        String attendeeId = UUID.nameUUIDFromBytes(keys.of("new attendee").getBytes(StandardCharsets.US_ASCII))
                .toString();
        return form.send(() -> attendance.attend(id, attendeeId, attended))
                .done("attendance.saved")
                .to(list(id), () -> record.show(id, "attendee", model));
    }

    @PostMapping("/proxies")
    @PreAuthorize(May.MEETINGS)
    String proxy(@PathVariable String id, @RequestParam String from, @RequestParam String to, Form form) {
        return form.send(() -> attendance.proxy(id, from, to))
                .done("proxy.saved")
                .to(list(id));
    }
}
