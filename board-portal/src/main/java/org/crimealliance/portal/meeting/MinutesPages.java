package org.crimealliance.portal.meeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.crimealliance.portal.frame.Downloads;
import org.crimealliance.portal.frame.Notice;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.gateway.UnavailableException;
import org.crimealliance.portal.meeting.MeetingsClient.Item;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.crimealliance.portal.meeting.MeetingsClient.Minutes;
import org.crimealliance.portal.meeting.MeetingsClient.Search;
import org.crimealliance.portal.meeting.MeetingsClient.Section;
import org.crimealliance.portal.meeting.MeetingsClient.Turn;
import org.crimealliance.portal.meeting.MeetingsClient.Written;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** The minutes: written in the agenda's order, saved by themselves, circulated, approved. */
@Controller
@RequestMapping("/meetings/{id}")
class MinutesPages {

    /** A text as it stands in the editor, under its agenda item. */
    public record Text(
            int index,
            String itemId,
            String title,
            @Nullable String kind,
            String speaker,
            String text) {}

    /** One text that two people have changed: the saved one, mine, and what differs. */
    public record Clash(Text mine, String theirs, List<Difference.Piece> difference) {}

    private static final int BLANK_TURNS = 3;

    private final MeetingsClient meetings;

    MinutesPages(MeetingsClient meetings) {
        this.meetings = meetings;
    }

    @GetMapping("/minutes")
    @PreAuthorize(May.READ)
    String minutes(@PathVariable String id, Model model) {
        Minutes minutes = meetings.minutes(id);
        frame(id, minutes, model);
        model.addAttribute("revision", minutes.revision());
        if (!minutes.editable() || !mayWrite()) {
            return "minutes";
        }
        List<Item> agenda = meetings.agenda(id).all();
        model.addAttribute("texts", texts(agenda, minutes.texts()));
        model.addAttribute("turns", turns(minutes.turns()));
        model.addAttribute("nextMeetingId", minutes.nextMeetingId());
        return "minutes-editor";
    }

    private static boolean mayWrite() {
        var me = org.crimealliance.portal.session.CurrentReader.me();
        return me != null && me.may("MEETINGS");
    }

    private void frame(String id, Minutes minutes, Model model) {
        Meeting meeting = meetings.meeting(id);
        model.addAttribute("meeting", meeting);
        model.addAttribute("minutes", minutes);
        String series = meeting.series() == null ? null : meeting.series().reference();
        model.addAttribute(
                "laterMeetings",
                Parts.now(() -> meetings.meetings(new Search(meeting.end(), null, series, null)).items().stream()
                        .filter(later -> !later.meetingId().equals(id) && !later.is("cancelled"))
                        .toList()));
    }

    /** Every agenda item has a text; an item with a report by one speaker can take another's. */
    private static List<Text> texts(List<Item> agenda, List<Section> written) {
        List<Text> texts = new ArrayList<>();
        for (Item item : agenda) {
            String itemId = String.valueOf(item.itemId());
            List<Section> of = written.stream()
                    .filter(section -> itemId.equals(section.itemId()))
                    .toList();
            for (Section section : of) {
                texts.add(text(texts.size(), item, section));
            }
            if (of.isEmpty()) {
                texts.add(text(texts.size(), item, new Section(itemId, item.speakerRole(), "")));
            } else if ("report".equals(item.kind())) {
                texts.add(text(texts.size(), item, new Section(itemId, "", "")));
            }
        }
        return texts;
    }

    private static Text text(int index, Item item, Section section) {
        return new Text(
                index,
                String.valueOf(item.itemId()),
                item.title() == null ? "" : item.title(),
                item.kind(),
                section.speaker() == null ? "" : section.speaker(),
                section.text() == null ? "" : section.text());
    }

    private static List<Turn> turns(List<Turn> written) {
        List<Turn> turns = new ArrayList<>(written);
        for (int i = 0; i < BLANK_TURNS; i++) {
            turns.add(new Turn("", "", ""));
        }
        return turns;
    }

    private static Written typed(MultiValueMap<String, String> typed) {
        List<Section> sections = new ArrayList<>();
        for (int i = 0; typed.containsKey("itemId." + i); i++) {
            String text = value(typed, "text." + i);
            String speaker = value(typed, "speaker." + i).strip();
            if (!text.isBlank()) {
                sections.add(new Section(value(typed, "itemId." + i), speaker.isEmpty() ? null : speaker, text));
            }
        }
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; typed.containsKey("turn.name." + i); i++) {
            String name = value(typed, "turn.name." + i).strip();
            if (!name.isEmpty()) {
                turns.add(
                        new Turn(name, value(typed, "turn.affiliation." + i).strip(), value(typed, "turn.text." + i)));
            }
        }
        String next = value(typed, "nextMeetingId");
        String revision = value(typed, "revision");
        return new Written(
                revision.matches("\\d{1,18}") ? Long.parseLong(revision) : 0,
                sections,
                turns,
                next.isBlank() ? null : next);
    }

    private static String value(MultiValueMap<String, String> typed, String name) {
        return Objects.requireNonNullElse(typed.getFirst(name), "").replace("\r\n", "\n");
    }

    /** Saves while somebody writes. Answers with a line for the page; a stale save says so and loses nothing. */
    @PostMapping("/minutes/autosave")
    @PreAuthorize(May.MEETINGS)
    String autosave(@PathVariable String id, @RequestParam MultiValueMap<String, String> typed, Model model) {
        Written written = typed(typed);
        model.addAttribute("revision", written.revision());
        try {
            meetings.save(id, written);
            model.addAttribute("revision", meetings.minutes(id).revision());
            model.addAttribute("saved", "yes");
        } catch (RefusedException e) {
            model.addAttribute("saved", e.status() == 409 ? "stale" : "refused");
            model.addAttribute("detail", e.problem().detail());
        } catch (UnavailableException e) {
            model.addAttribute("saved", "down");
        }
        return "minutes-editor :: saved";
    }

    @PostMapping("/minutes")
    @PreAuthorize(May.MEETINGS)
    Object save(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Written written = typed(typed);
        try {
            meetings.save(id, written);
            Notice.done(flash, "minutes.saved");
            return "redirect:/meetings/" + id + "/minutes";
        } catch (RefusedException e) {
            return e.status() == 409
                    ? clash(id, written, model)
                    : again(id, written, e.problem().detail(), HttpStatus.valueOf(e.status()), model);
        } catch (UnavailableException e) {
            return again(id, written, "", HttpStatus.SERVICE_UNAVAILABLE, model);
        }
    }

    private Object again(String id, Written mine, String detail, HttpStatus status, Model model) {
        model.addAttribute("detail", detail);
        model.addAttribute("saved", status == HttpStatus.SERVICE_UNAVAILABLE ? "down" : "refused");
        model.addAttribute("texts", texts(Parts.now(() -> meetings.agenda(id).all()), mine.sections()));
        model.addAttribute("turns", turns(mine.tourDeTable()));
        model.addAttribute("revision", mine.revision());
        model.addAttribute("nextMeetingId", mine.nextMeetingId());
        frame(id, new Minutes(mine.revision(), "draft", null, null, null, null), model);
        return new org.springframework.web.servlet.ModelAndView("minutes-editor", model.asMap(), status);
    }

    private static List<Text> texts(org.crimealliance.portal.gateway.Part<List<Item>> agenda, List<Section> written) {
        if (agenda.value() != null) {
            return texts(agenda.value(), written);
        }
        List<Text> texts = new ArrayList<>();
        for (Section section : written) {
            texts.add(new Text(
                    texts.size(),
                    String.valueOf(section.itemId()),
                    "",
                    null,
                    section.speaker() == null ? "" : section.speaker(),
                    section.text() == null ? "" : section.text()));
        }
        return texts;
    }

    /** Somebody else has saved meanwhile: both texts, so that no line of either is lost. */
    private Object clash(String id, Written mine, Model model) {
        Minutes theirs = meetings.minutes(id);
        List<Item> agenda = meetings.agenda(id).all();
        Map<String, String> saved = theirs.texts().stream()
                .collect(Collectors.toMap(
                        MinutesPages::key,
                        section -> section.text() == null ? "" : section.text(),
                        (first, second) -> first + "\n\n" + second));
        List<Section> union = new ArrayList<>(mine.sections());
        theirs.texts().stream()
                .filter(section -> mine.sections().stream().noneMatch(own -> key(own).equals(key(section))))
                .forEach(union::add);
        List<Clash> clashes = new ArrayList<>();
        for (Text text : texts(agenda, union)) {
            String other = saved.getOrDefault(key(new Section(text.itemId(), text.speaker(), "")), "");
            if (!text.text().isBlank() || !other.isBlank()) {
                clashes.add(new Clash(
                        new Text(clashes.size(), text.itemId(), text.title(), text.kind(), text.speaker(), text.text()),
                        other,
                        Difference.between(other, text.text())));
            }
        }
        model.addAttribute("clashes", clashes);
        model.addAttribute("turns", union(mine.tourDeTable(), theirs.turns()));
        model.addAttribute("revision", theirs.revision());
        model.addAttribute("nextMeetingId", mine.nextMeetingId());
        frame(id, theirs, model);
        return new org.springframework.web.servlet.ModelAndView("minutes-clash", model.asMap(), HttpStatus.CONFLICT);
    }

    private static String key(Section section) {
        return section.itemId() + "|" + (section.speaker() == null ? "" : section.speaker());
    }

    private static List<Turn> union(List<Turn> mine, List<Turn> theirs) {
        List<Turn> union = new ArrayList<>(mine);
        theirs.stream()
                .filter(turn -> mine.stream().noneMatch(own -> Objects.equals(own.name(), turn.name())))
                .forEach(union::add);
        return union;
    }

    @GetMapping("/minutes/preview")
    @PreAuthorize(May.READ)
    String preview(@PathVariable String id, Model model) {
        frame(id, meetings.minutes(id), model);
        return "minutes";
    }

    @PostMapping("/minutes/circulation")
    @PreAuthorize(May.MEETINGS)
    String circulate(@PathVariable String id, RedirectAttributes flash) {
        return Notice.after(flash, "/meetings/" + id + "/minutes", "minutes.circulated", () -> meetings.circulate(id));
    }

    @PostMapping("/minutes/approval")
    @PreAuthorize(May.MEETINGS)
    String approve(@PathVariable String id, @RequestParam String atMeetingId, RedirectAttributes flash) {
        return Notice.after(
                flash, "/meetings/" + id + "/minutes", "minutes.approved", () -> meetings.approve(id, atMeetingId));
    }

    @GetMapping("/minutes.pdf")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> pdf(@PathVariable String id) {
        return Downloads.inline(meetings.minutesAs(id, "pdf"), "minutes.pdf");
    }

    @GetMapping("/minutes.docx")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> docx(@PathVariable String id) {
        return Downloads.attachment(meetings.minutesAs(id, "docx"), "minutes.docx");
    }

    @GetMapping("/minutes.html")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> html(@PathVariable String id) {
        return Downloads.inline(meetings.minutesAs(id, "html"), "minutes.html");
    }
}
