package org.crimealliance.portal.congress;

import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crimealliance.portal.congress.CongressClient.Campaign;
import org.crimealliance.portal.congress.CongressClient.Congress;
import org.crimealliance.portal.congress.CongressClient.DaySlot;
import org.crimealliance.portal.congress.CongressClient.HalfDays;
import org.crimealliance.portal.congress.CongressClient.Programme;
import org.crimealliance.portal.congress.CongressClient.Room;
import org.crimealliance.portal.congress.CongressClient.Rules;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.HeldUpload;
import org.crimealliance.portal.frame.Notice;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The Congress from its rules to its programme, step by step. */
@Controller
@RequestMapping("/congresses")
class CongressPages {

    private final CongressClient congress;
    private final Parts parts;
    private final Show show;

    CongressPages(CongressClient congress, Parts parts, Show show) {
        this.congress = congress;
        this.parts = parts;
        this.show = show;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String list(Model model) {
        model.addAttribute("congresses", congress.congresses());
        return "congresses";
    }

    @GetMapping("/new")
    @PreAuthorize(May.CONGRESS)
    String form(Model model) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("zone", "Asia/Tokyo");
        values.put("fullDaySlots", "09:00-10:15\n10:45-12:00\n14:00-15:15\n15:45-17:00");
        values.put("halfDaySlots.first", "14:00-15:15\n15:45-17:00");
        values.put("halfDaySlots.last", "09:00-10:15\n10:45-12:00");
        values.put("hybridRooms", "Room A, 100\nRoom B, 80\nRoom C, 80\nRoom D, 60\nRoom E, 60");
        values.put("virtualChannels", "Channel 1\nChannel 2\nChannel 3");
        values.put("onsiteSeats", 50);
        model.addAttribute("form", Form.of(values));
        return "congress-new";
    }

    @PostMapping("/new")
    @PreAuthorize(May.CONGRESS)
    String open(@RequestParam MultiValueMap<String, String> typed, Model model, RedirectAttributes flash) {
        Form form = Form.typed(typed);
        Rules rules = new Rules(
                form.text("key"),
                form.text("name"),
                form.text("city"),
                form.text("country"),
                form.zone("zone").getId(),
                form.date("firstDay"),
                form.date("lastDay"),
                slots(form, "fullDaySlots"),
                new HalfDays(slots(form, "halfDaySlots.first"), slots(form, "halfDaySlots.last")),
                rooms(form),
                form.value("virtualChannels")
                        .lines()
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toList(),
                form.whole("onsiteSeats"),
                form.optionalWhole("maxPerDay"));
        if (rules.lastDay().isBefore(rules.firstDay())) {
            form.wrong("lastDay", "wrong.order");
        }
        return form.submit(
                () -> {
                    String id = congress.open(rules).congressId();
                    Notice.done(flash, "congress.opened");
                    return "redirect:/congresses/" + id;
                },
                again -> {
                    model.addAttribute("form", again);
                    return "congress-new";
                });
    }

    /** One slot a line: {@code 09:00-10:15}. */
    private static List<DaySlot> slots(Form form, String name) {
        List<DaySlot> slots = new ArrayList<>();
        for (String line : form.value(name).lines().filter(s -> !s.isBlank()).toList()) {
            String[] times = line.strip().split("\\s*[-–]\\s*", 2);
            try {
                slots.add(new DaySlot(LocalTime.parse(times[0]), LocalTime.parse(times.length > 1 ? times[1] : "")));
            } catch (DateTimeParseException e) {
                form.wrong(name, "wrong.slots");
                return List.of();
            }
        }
        return slots;
    }

    /** One room a line: its name, then after the last comma its seats. */
    private static List<Room> rooms(Form form) {
        List<Room> rooms = new ArrayList<>();
        for (String line :
                form.value("hybridRooms").lines().filter(s -> !s.isBlank()).toList()) {
            int comma = line.lastIndexOf(',');
            String seats = comma < 0 ? "" : line.substring(comma + 1).strip();
            if (!seats.matches("\\d{1,5}")) {
                form.wrong("hybridRooms", "wrong.rooms");
                return List.of();
            }
            rooms.add(new Room(line.substring(0, comma).strip(), Integer.parseInt(seats)));
        }
        return rooms;
    }

    @GetMapping("/{id}")
    @PreAuthorize(May.READ)
    String record(@PathVariable String id, Model model) {
        var funnel = parts.ask(() -> congress.funnel(id));
        var campaigns = parts.ask(() -> congress.campaigns(id));
        var programme = parts.ask(() -> congress.programme(id, null));
        var counts = parts.ask(() -> congress.registrationCounts(id));
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("funnel", funnel.join());
        model.addAttribute("campaigns", campaigns.join());
        model.addAttribute("programme", programme.join());
        model.addAttribute("counts", counts.join());
        return "congress";
    }

    @GetMapping("/{id}/meetings")
    @PreAuthorize(May.READ)
    String meetings(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("state", state);
        model.addAttribute("page", congress.meetings(id, state, after));
        return "ancillary-meetings";
    }

    /** An organiser withdraws after reconfirming: the place goes to the head of the waiting list. */
    @GetMapping("/{id}/meetings/{meetingId}/withdrawal")
    @PreAuthorize(May.CONGRESS)
    String withdrawForm(@PathVariable String id, @PathVariable String meetingId, Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("meetingId", meetingId);
        model.addAttribute("entry", Parts.now(() -> congress.schedule(id)));
        return "ancillary-withdrawal";
    }

    @PostMapping("/{id}/meetings/{meetingId}/withdrawal")
    @PreAuthorize(May.CONGRESS)
    String withdraw(
            @PathVariable String id,
            @PathVariable String meetingId,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        String reason = form.text("reason");
        return form.submit(
                () -> {
                    congress.withdraw(id, meetingId, reason);
                    Notice.done(flash, "ancillary.withdrawn");
                    return "redirect:/congresses/" + id + "/meetings";
                },
                again -> {
                    model.addAttribute("form", again);
                    return withdrawForm(id, meetingId, model);
                });
    }

    @GetMapping("/{id}/import")
    @PreAuthorize(May.CONGRESS)
    String importForm(@PathVariable String id, Model model) {
        model.addAttribute("congress", congress.congress(id));
        return "congress-import";
    }

    @PostMapping("/{id}/import")
    @PreAuthorize(May.CONGRESS)
    String preview(@PathVariable String id, @RequestParam MultipartFile file, HttpSession session, Model model) {
        Form form = Form.of(Map.of("file", String.valueOf(file.getOriginalFilename())));
        if (file.isEmpty()) {
            form.wrong("file", "wrong.file");
        }
        model.addAttribute("congress", congress.congress(id));
        return form.submit(
                () -> {
                    HeldUpload upload = HeldUpload.hold(session, "congress-" + id, file);
                    model.addAttribute(
                            "preview", congress.importMeetings(id, upload.fileName(), upload.content(), true));
                    model.addAttribute("fileName", upload.fileName());
                    return "congress-import";
                },
                again -> {
                    model.addAttribute("form", again);
                    return "congress-import";
                });
    }

    @PostMapping("/{id}/import/confirmation")
    @PreAuthorize(May.CONGRESS)
    String confirmImport(@PathVariable String id, HttpSession session, RedirectAttributes flash) {
        HeldUpload upload = HeldUpload.held(session, "congress-" + id);
        if (upload == null) {
            flash.addFlashAttribute("notice", new Notice(false, "import.lost", new Object[0], ""));
            return "redirect:/congresses/" + id + "/import";
        }
        return Notice.after(flash, "/congresses/" + id + "/meetings", "import.done", () -> {
            congress.importMeetings(id, upload.fileName(), upload.content(), false);
            HeldUpload.forget(session);
        });
    }

    @GetMapping("/{id}/campaign")
    @PreAuthorize(May.READ)
    String campaign(@PathVariable String id, Model model) {
        return campaign(id, Form.blank(), model);
    }

    private String campaign(String id, Form form, Model model) {
        List<Campaign> campaigns = congress.campaigns(id);
        model.addAttribute("form", form);
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("campaign", campaigns.isEmpty() ? null : campaigns.getFirst());
        model.addAttribute("funnel", Parts.now(() -> congress.funnel(id)));
        return "campaign";
    }

    /** The campaign's figures alone, asked for while it runs. */
    @GetMapping("/{id}/campaign/progress")
    @PreAuthorize(May.READ)
    String campaignProgress(@PathVariable String id, Model model) {
        List<Campaign> campaigns = congress.campaigns(id);
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("campaign", campaigns.isEmpty() ? null : campaigns.getFirst());
        return "campaign :: working";
    }

    @PostMapping("/{id}/campaign")
    @PreAuthorize(May.CONGRESS)
    String plan(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        Instant deadline = form.moment("deadline", show.zone());
        return form.submit(
                () -> {
                    congress.plan(id, deadline);
                    Notice.done(flash, "campaign.planned");
                    return "redirect:/congresses/" + id + "/campaign";
                },
                again -> campaign(id, again, model));
    }

    @PostMapping("/{id}/campaign/{campaignId}/start")
    @PreAuthorize(May.CONGRESS)
    String start(@PathVariable String id, @PathVariable String campaignId, RedirectAttributes flash) {
        return Notice.after(
                flash, "/congresses/" + id + "/campaign", "campaign.started", () -> congress.start(campaignId));
    }

    @PostMapping("/{id}/campaign/{campaignId}/extension")
    @PreAuthorize(May.CONGRESS)
    String extend(
            @PathVariable String id,
            @PathVariable String campaignId,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        Instant deadline = form.moment("deadline", show.zone());
        return form.submit(
                () -> {
                    congress.extend(campaignId, deadline);
                    Notice.done(flash, "campaign.extended");
                    return "redirect:/congresses/" + id + "/campaign";
                },
                again -> campaign(id, again, model));
    }

    @GetMapping("/{id}/selection")
    @PreAuthorize(May.READ)
    String selection(@PathVariable String id, Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("funnel", Parts.now(() -> congress.funnel(id)));
        model.addAttribute("selection", Parts.now(() -> congress.selection(id)));
        return "selection";
    }

    @PostMapping("/{id}/selection")
    @PreAuthorize(May.CONGRESS)
    String select(@PathVariable String id, RedirectAttributes flash) {
        return Notice.after(flash, "/congresses/" + id + "/selection", "selection.made", () -> congress.select(id));
    }

    @GetMapping("/{id}/programme")
    @PreAuthorize(May.READ)
    String programme(@PathVariable String id, Model model) {
        Congress one = congress.congress(id);
        model.addAttribute("congress", one);
        model.addAttribute("programme", Parts.now(() -> programmeOrNone(id)));
        model.addAttribute("check", Parts.now(() -> congress.check(id)));
        return "programme";
    }

    private Programme programmeOrNone(String id) {
        try {
            return congress.programme(id, null);
        } catch (RefusedException e) {
            if (e.status() == 404 || e.status() == 409) {
                return new Programme(null, null, null, null);
            }
            throw e;
        }
    }

    @PostMapping("/{id}/programme/publication")
    @PreAuthorize(May.CONGRESS)
    String publish(@PathVariable String id, RedirectAttributes flash) {
        return Notice.after(
                flash, "/congresses/" + id + "/programme", "programme.published", () -> congress.publish(id));
    }

    @GetMapping("/{id}/registrations")
    @PreAuthorize(May.READ)
    String registrations(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("funnel", Parts.now(() -> congress.funnel(id)));
        model.addAttribute("state", state);
        model.addAttribute("page", congress.registrations(id, state, after));
        return "registrations";
    }

    @PostMapping("/{id}/registrations/{registrationId}/cancellation")
    @PreAuthorize(May.CONGRESS)
    String cancelRegistration(@PathVariable String id, @PathVariable String registrationId, RedirectAttributes flash) {
        return Notice.after(
                flash,
                "/congresses/" + id + "/registrations",
                "registration.cancelled",
                () -> congress.cancelRegistration(registrationId));
    }
}
