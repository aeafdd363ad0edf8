package org.crimealliance.portal.meeting;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crimealliance.portal.frame.Downloads;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The calendar of meetings: what is ahead and what was, its feed, and a new meeting on it. */
@Controller
@RequestMapping("/meetings")
class CalendarPages {

    private final MeetingsClient meetings;
    private final Show show;
    private final PortalSettings settings;

    CalendarPages(MeetingsClient meetings, Show show, PortalSettings settings) {
        this.meetings = meetings;
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
        model.addAttribute(
                "form",
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
                        "Video conference")));
        return meeting(model);
    }

    private String meeting(Model model) {
        model.addAttribute("series", meetings.series());
        return "meeting-new";
    }

    @PostMapping("/new")
    @PreAuthorize(May.MEETINGS)
    String create(Form form, Model model) {
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
        return form.create(() -> meetings.create(meeting))
                .done("meetings.created")
                .to(created -> "/meetings/" + created.meetingId(), () -> meeting(model));
    }

    @GetMapping("/series/new")
    @PreAuthorize(May.MEETINGS)
    String seriesForm(Model model) {
        model.addAttribute("form", Form.of(Map.of("quorum.numerator", 1, "quorum.denominator", 2)));
        return "series-new";
    }

    @PostMapping("/series/new")
    @PreAuthorize(May.MEETINGS)
    String createSeries(Form form) {
        NewSeries series = new NewSeries(
                form.text("key"),
                form.text("name"),
                form.choice("kind", "informal", "board", "assembly", "group"),
                form.choice("audience", "all-members", "board", "good-standing", "group"),
                form.ticked("quorum")
                        ? new Quorum("filled-seats", form.whole("quorum.numerator"), form.whole("quorum.denominator"))
                        : null);
        return form.send(() -> meetings.createSeries(series))
                .done("series.created", series.name())
                .to("/meetings", () -> "series-new");
    }
}
