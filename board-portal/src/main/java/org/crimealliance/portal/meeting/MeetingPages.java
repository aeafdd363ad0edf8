package org.crimealliance.portal.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.crimealliance.portal.fee.FeesClient;
import org.crimealliance.portal.frame.Downloads;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Notice;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Part;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.meeting.MeetingsClient.Attended;
import org.crimealliance.portal.meeting.MeetingsClient.Attendee;
import org.crimealliance.portal.meeting.MeetingsClient.Guest;
import org.crimealliance.portal.meeting.MeetingsClient.Invitations;
import org.crimealliance.portal.meeting.MeetingsClient.Item;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.crimealliance.portal.meeting.MeetingsClient.NewItem;
import org.crimealliance.portal.meeting.MeetingsClient.NewMeeting;
import org.crimealliance.portal.meeting.MeetingsClient.NewSeries;
import org.crimealliance.portal.meeting.MeetingsClient.Place;
import org.crimealliance.portal.meeting.MeetingsClient.Quorum;
import org.crimealliance.portal.meeting.MeetingsClient.Search;
import org.crimealliance.portal.session.May;
import org.crimealliance.portal.session.PortalSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The calendar of meetings, and one meeting's record: dates, invitations, agenda, attendance. */
@Controller
@RequestMapping("/meetings")
class MeetingPages {

    private static final String[] KINDS = {
        "report", "discussion", "motion", "application", "information", "tour-de-table"
    };

    private final MeetingsClient meetings;
    private final Participants participants;
    private final FeesClient fees;
    private final Parts parts;
    private final Show show;
    private final PortalSettings settings;

    MeetingPages(
            MeetingsClient meetings,
            Participants participants,
            FeesClient fees,
            Parts parts,
            Show show,
            PortalSettings settings) {
        this.meetings = meetings;
        this.participants = participants;
        this.fees = fees;
        this.parts = parts;
        this.show = show;
        this.settings = settings;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String list(
            @RequestParam(defaultValue = "upcoming") String view,
            @RequestParam(required = false) @Nullable String seriesId,
            Model model) {
        boolean past = view.equals("past");
        Instant day = show.today().atStartOfDay(show.zone()).toInstant();
        Search search = past ? new Search(null, day, seriesId, null) : new Search(day, null, seriesId, null);
        Comparator<Meeting> order =
                Comparator.comparing(Meeting::start, Comparator.nullsLast(Comparator.naturalOrder()));
        List<Meeting> found = new ArrayList<>(meetings.meetings(search).items());
        found.sort(past ? order.reversed() : order);
        model.addAttribute("view", view);
        model.addAttribute("seriesId", seriesId);
        model.addAttribute("series", Parts.now(meetings::series));
        model.addAttribute("months", byMonth(found));
        model.addAttribute("feed", settings.address() + "/api/meetings/calendar.ics");
        return "meetings";
    }

    private Map<String, List<Meeting>> byMonth(List<Meeting> sorted) {
        Map<String, List<Meeting>> months = new LinkedHashMap<>();
        for (Meeting meeting : sorted) {
            String date = show.date(meeting.start());
            months.computeIfAbsent(date.substring(date.indexOf(' ') + 1), month -> new ArrayList<>())
                    .add(meeting);
        }
        return months;
    }

    @GetMapping("/calendar.ics")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> calendar() {
        return Downloads.attachment(meetings.calendar(), "alliance.ics");
    }

    @GetMapping("/new")
    @PreAuthorize(May.MEETINGS)
    String form(@RequestParam(required = false) @Nullable String seriesId, Model model) {
        return form(
                Form.of(Map.of(
                        "seriesId",
                        seriesId == null ? "" : seriesId,
                        "from",
                        LocalTime.of(15, 30),
                        "until",
                        LocalTime.of(17, 0),
                        "zone",
                        show.zone().getId(),
                        "place.kind",
                        "online",
                        "place.text",
                        "Video conference")),
                model);
    }

    private String form(Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("series", meetings.series());
        return "meeting-new";
    }

    @PostMapping("/new")
    @PreAuthorize(May.MEETINGS)
    String create(@RequestParam MultiValueMap<String, String> typed, Model model, RedirectAttributes flash) {
        Form form = Form.typed(typed);
        ZoneId zone = form.zone("zone");
        NewMeeting meeting = new NewMeeting(
                form.text("seriesId"),
                form.optional("title"),
                form.moment("start", "from", zone),
                form.moment("start", "until", zone),
                zone.getId(),
                new Place(
                        form.choice("place.kind", "online", "onsite"),
                        form.text("place.text"),
                        form.optional("place.link")),
                form.ticked("tentative"));
        if (!meeting.end().isAfter(meeting.start())) {
            form.wrong("until", "wrong.order");
        }
        return form.submit(
                () -> {
                    Meeting created = meetings.create(meeting);
                    Notice.done(flash, "meetings.created");
                    return "redirect:/meetings/" + created.meetingId();
                },
                again -> form(again, model));
    }

    @GetMapping("/series/new")
    @PreAuthorize(May.MEETINGS)
    String seriesForm(Model model) {
        model.addAttribute("form", Form.of(Map.of("quorum.numerator", 1, "quorum.denominator", 2)));
        return "series-new";
    }

    @PostMapping("/series/new")
    @PreAuthorize(May.MEETINGS)
    String createSeries(@RequestParam MultiValueMap<String, String> typed, Model model, RedirectAttributes flash) {
        Form form = Form.typed(typed);
        NewSeries series = new NewSeries(
                form.text("key"),
                form.text("name"),
                form.choice("kind", "informal", "board", "assembly", "group"),
                form.choice("audience", "all-members", "board", "good-standing", "group"),
                form.ticked("quorum")
                        ? new Quorum("filled-seats", form.whole("quorum.numerator"), form.whole("quorum.denominator"))
                        : null);
        return form.submit(
                () -> {
                    meetings.createSeries(series);
                    Notice.done(flash, "series.created", series.name());
                    return "redirect:/meetings";
                },
                again -> {
                    model.addAttribute("form", again);
                    return "series-new";
                });
    }

    @GetMapping("/{id}")
    @PreAuthorize(May.READ)
    String record(@PathVariable String id, Model model) {
        return record(id, Form.blank(), "", model);
    }

    /** @param formOf which of the page's forms {@code form} was typed into */
    private String record(String id, Form form, String formOf, Model model) {
        Meeting meeting = meetings.meeting(id);
        var invitations = parts.ask(() -> meetings.invitations(id));
        var agenda = parts.ask(() -> meetings.agenda(id));
        var attendance = parts.ask(() -> meetings.attendance(id));
        Part<Invitations> invited = invitations.join();
        Part<List<Attendee>> attended = attendance.join();
        model.addAttribute("form", form);
        model.addAttribute("formOf", formOf);
        model.addAttribute("meeting", meeting);
        model.addAttribute("invitations", invited);
        model.addAttribute("agenda", agenda.join());
        model.addAttribute("attendance", attended);
        model.addAttribute("groups", participants.byAffiliation(meeting, invited, attended));
        model.addAttribute("participants", participants);
        model.addAttribute("kinds", List.of(KINDS));
        return "meeting";
    }

    @GetMapping("/{id}/calendar.ics")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> calendar(@PathVariable String id) {
        return Downloads.attachment(meetings.calendar(id), "meeting.ics");
    }

    @PostMapping("/{id}/confirmation")
    @PreAuthorize(May.MEETINGS)
    String confirm(@PathVariable String id, RedirectAttributes flash) {
        return Notice.after(flash, "/meetings/" + id, "meeting.confirmed", () -> meetings.step(id, "confirmation"));
    }

    @PostMapping("/{id}/opening")
    @PreAuthorize(May.MEETINGS)
    String open(@PathVariable String id, RedirectAttributes flash) {
        return Notice.after(flash, "/meetings/" + id, "meeting.opened", () -> meetings.step(id, "opening"));
    }

    @PostMapping("/{id}/closing")
    @PreAuthorize(May.MEETINGS)
    String close(@PathVariable String id, RedirectAttributes flash) {
        return Notice.after(flash, "/meetings/" + id, "meeting.closed", () -> meetings.step(id, "closing"));
    }

    @PostMapping("/{id}/invitations")
    @PreAuthorize(May.MEETINGS)
    String invite(@PathVariable String id, RedirectAttributes flash) {
        return Notice.after(flash, "/meetings/" + id, "meeting.invited", () -> meetings.invite(id));
    }

    @GetMapping("/{id}/move")
    @PreAuthorize(May.MEETINGS)
    String moveForm(@PathVariable String id, Model model) {
        Meeting meeting = meetings.meeting(id);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (meeting.start() != null && meeting.end() != null) {
            values.put("start", LocalDate.ofInstant(meeting.start(), meeting.in()));
            values.put("from", show.time(meeting.start(), meeting.in()));
            values.put("until", show.time(meeting.end(), meeting.in()));
        }
        model.addAttribute("form", Form.of(values));
        model.addAttribute("meeting", meeting);
        return "meeting-move";
    }

    @PostMapping("/{id}/move")
    @PreAuthorize(May.MEETINGS)
    String move(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Meeting meeting = meetings.meeting(id);
        Form form = Form.typed(typed);
        Instant start = form.moment("start", "from", meeting.in());
        Instant end = form.moment("start", "until", meeting.in());
        if (!end.isAfter(start) || Duration.between(start, end).toHours() > 24) {
            form.wrong("until", "wrong.order");
        }
        return form.submit(
                () -> {
                    meetings.move(id, start, end);
                    Notice.done(flash, "meeting.moved");
                    return "redirect:/meetings/" + id;
                },
                again -> {
                    model.addAttribute("form", again);
                    model.addAttribute("meeting", meeting);
                    return "meeting-move";
                });
    }

    @GetMapping("/{id}/cancellation")
    @PreAuthorize(May.MEETINGS)
    String cancelForm(@PathVariable String id, Model model) {
        model.addAttribute("meeting", meetings.meeting(id));
        model.addAttribute("invitations", Parts.now(() -> meetings.invitations(id)));
        return "meeting-cancel";
    }

    @PostMapping("/{id}/cancellation")
    @PreAuthorize(May.MEETINGS)
    String cancel(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        String reason = form.text("reason");
        return form.submit(
                () -> {
                    meetings.cancel(id, reason);
                    Notice.done(flash, "meeting.cancelled");
                    return "redirect:/meetings/" + id;
                },
                again -> {
                    model.addAttribute("form", again);
                    return cancelForm(id, model);
                });
    }

    @PostMapping("/{id}/guests")
    @PreAuthorize(May.MEETINGS)
    String addGuest(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        Guest guest = new Guest(form.text("name"), form.text("email"), form.text("affiliation"));
        return form.submit(
                () -> {
                    meetings.addGuest(id, guest);
                    Notice.done(flash, "meeting.guest.added", guest.name());
                    return "redirect:/meetings/" + id;
                },
                again -> record(id, again, "guest", model));
    }

    @PostMapping("/{id}/agenda")
    @PreAuthorize(May.MEETINGS)
    String addItem(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        NewItem item = new NewItem(
                form.choice("kind", KINDS),
                form.text("title"),
                form.optional("speakerRole"),
                form.optionalWhole("minutes"));
        return form.submit(
                () -> {
                    meetings.addItem(id, item);
                    Notice.done(flash, "agenda.added");
                    return "redirect:/meetings/" + id + "#agenda";
                },
                again -> record(id, again, "item", model));
    }

    /** Moves one item a step up; the API takes the whole order. */
    @PostMapping("/{id}/agenda/{itemId}/up")
    @PreAuthorize(May.MEETINGS)
    String moveUp(@PathVariable String id, @PathVariable String itemId, RedirectAttributes flash) {
        return Notice.after(flash, "/meetings/" + id + "#agenda", "agenda.ordered", () -> {
            List<String> order = new ArrayList<>(meetings.agenda(id).all().stream()
                    .map(Item::itemId)
                    .filter(Objects::nonNull)
                    .toList());
            int at = order.indexOf(itemId);
            if (at > 0) {
                order.remove(at);
                order.add(at - 1, itemId);
                meetings.order(id, order);
            }
        });
    }

    /** How far an item got, while the meeting is open: what was not reached comes up at the next one. */
    @PostMapping("/{id}/agenda/{itemId}/status")
    @PreAuthorize(May.MEETINGS)
    String mark(
            @PathVariable String id,
            @PathVariable String itemId,
            @RequestParam String status,
            RedirectAttributes flash) {
        return Notice.after(
                flash, "/meetings/" + id + "#agenda", "agenda.marked", () -> meetings.mark(id, itemId, status));
    }

    /** Saves the attendance of all whose status was changed. */
    @PostMapping("/{id}/attendance")
    @PreAuthorize(May.MEETINGS)
    String attendance(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> typed, RedirectAttributes flash) {
        return Notice.after(flash, "/meetings/" + id + "#attendance", "attendance.saved", () -> {
            Meeting meeting = meetings.meeting(id);
            for (Attendee known : participants.all(
                    meeting, Parts.now(() -> meetings.invitations(id)), Parts.now(() -> meetings.attendance(id)))) {
                String status = typed.getFirst("status." + known.attendeeId());
                if (status != null && !status.isEmpty() && !status.equals(known.status())) {
                    meetings.attend(
                            id,
                            String.valueOf(known.attendeeId()),
                            new Attended(
                                    String.valueOf(known.name()),
                                    String.valueOf(known.affiliation()),
                                    known.role(),
                                    status,
                                    known.arrivedAt(),
                                    known.leftAt()));
                }
            }
        });
    }

    /** Somebody who came late or left early: times of day at the meeting's place; they decide who counts at a ballot. */
    @PostMapping("/{id}/attendance/times")
    @PreAuthorize(May.MEETINGS)
    String times(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        String attendeeId = form.text("attendeeId");
        LocalTime arrived = form.optionalTime("arrived");
        LocalTime left = form.optionalTime("left");
        Meeting meeting = meetings.meeting(id);
        Attendee known = form.bad() ? null : participant(meeting, attendeeId);
        if (known == null && !form.bad()) {
            form.wrong("attendeeId", "wrong.choose");
        }
        return form.submit(
                () -> {
                    meetings.attend(
                            id,
                            attendeeId,
                            new Attended(
                                    String.valueOf(Objects.requireNonNull(known).name()),
                                    String.valueOf(known.affiliation()),
                                    known.role(),
                                    "present",
                                    at(meeting, arrived),
                                    at(meeting, left)));
                    Notice.done(flash, "attendance.saved");
                    return "redirect:/meetings/" + id + "#attendance";
                },
                again -> record(id, again, "times", model));
    }

    private @Nullable Attendee participant(Meeting meeting, String attendeeId) {
        String id = meeting.meetingId();
        return participants
                .all(meeting, Parts.now(() -> meetings.invitations(id)), Parts.now(() -> meetings.attendance(id)))
                .stream()
                .filter(attendee -> attendeeId.equals(attendee.attendeeId()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant at(Meeting meeting, @Nullable LocalTime time) {
        Instant start = meeting.start();
        return time == null || start == null
                ? null
                : start.atZone(meeting.in()).with(time).toInstant();
    }

    /** Somebody who came without an invitation. */
    @PostMapping("/{id}/attendance/new")
    @PreAuthorize(May.MEETINGS)
    String attendance(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        Attended attended = new Attended(
                form.text("name"),
                form.text("affiliation"),
                form.optional("role"),
                form.choice("status", "present", "apology", "absent"),
                null,
                null);
        return form.submit(
                () -> {
                    meetings.attend(id, java.util.UUID.randomUUID().toString(), attended);
                    Notice.done(flash, "attendance.saved");
                    return "redirect:/meetings/" + id + "#attendance";
                },
                again -> record(id, again, "attendee", model));
    }

    @PostMapping("/{id}/proxies")
    @PreAuthorize(May.MEETINGS)
    String proxy(
            @PathVariable String id, @RequestParam String from, @RequestParam String to, RedirectAttributes flash) {
        return Notice.after(
                flash, "/meetings/" + id + "#attendance", "proxy.saved", () -> meetings.proxy(id, from, to));
    }

    /** Prepares the treasurer's figures as of the meeting's day and attaches them to the meeting. */
    @PostMapping("/{id}/treasurer-report")
    @PreAuthorize("hasAnyAuthority('MAY_FEES', 'MAY_MEETINGS')")
    String report(@PathVariable String id, @RequestParam LocalDate asOf, RedirectAttributes flash) {
        return Notice.after(flash, "/meetings/" + id, "report.attached", () -> fees.prepareReport(asOf, id));
    }
}
