package org.crimealliance.portal.meeting;

import java.util.List;
import org.crimealliance.portal.frame.Downloads;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Outcome;
import org.crimealliance.portal.gateway.Part;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.gateway.UnavailableException;
import org.crimealliance.portal.meeting.AgendaClient.Item;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.crimealliance.portal.meeting.MeetingsClient.Search;
import org.crimealliance.portal.meeting.MinutesClient.Minutes;
import org.crimealliance.portal.meeting.MinutesClient.Written;
import org.crimealliance.portal.session.CurrentReader;
import org.crimealliance.portal.session.May;
import org.crimealliance.portal.session.Me;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The minutes: written in the agenda's order, saved by themselves, circulated, approved. */
@Controller
@RequestMapping("/meetings/{id}")
class MinutesPages {

    private static final int STALE = 409;
    private static final int DOWN = 503;

    private final MinutesClient minutes;
    private final MeetingsClient meetings;
    private final AgendaClient agenda;

    MinutesPages(MinutesClient minutes, MeetingsClient meetings, AgendaClient agenda) {
        this.minutes = minutes;
        this.meetings = meetings;
        this.agenda = agenda;
    }

    private static String page(String id) {
        return "/meetings/" + id + "/minutes";
    }

    @GetMapping("/minutes")
    @PreAuthorize(May.READ)
    String minutes(@PathVariable String id, Model model) {
        Minutes saved = minutes.minutes(id);
        if (saved.editable() && mayWrite()) {
            List<MinutesSheet.Text> texts = MinutesSheet.texts(agenda.agenda(id).all(), saved.texts());
            return editor(id, saved, texts, model);
        }
        frame(id, saved, model);
        model.addAttribute("revision", saved.revision());
        return "minutes";
    }

    private static boolean mayWrite() {
        Me me = CurrentReader.me();
        return me != null && me.may("MEETINGS");
    }

    private String editor(String id, Minutes written, List<MinutesSheet.Text> texts, Model model) {
        model.addAttribute("texts", texts);
        model.addAttribute("turns", MinutesSheet.withBlanks(written.turns()));
        model.addAttribute("revision", written.revision());
        model.addAttribute("nextMeetingId", written.nextMeetingId());
        frame(id, written, model);
        return "minutes-editor";
    }

    private void frame(String id, Minutes written, Model model) {
        Meeting meeting = meetings.meeting(id);
        model.addAttribute("meeting", meeting);
        model.addAttribute("minutes", written);
        String series = meeting.series() == null ? null : meeting.series().reference();
        model.addAttribute(
                "laterMeetings",
                Parts.now(() -> meetings.meetings(new Search(meeting.end(), null, series, null)).items().stream()
                        .filter(later -> !later.meetingId().equals(id) && !later.is("cancelled"))
                        .toList()));
    }

    /** Saves while somebody writes. Answers with a line for the page; a stale save says so and loses nothing. */
    @PostMapping("/minutes/autosave")
    @PreAuthorize(May.MEETINGS)
    String autosave(@PathVariable String id, Form form, Model model) {
        Written written = MinutesSheet.readUnfinished(form);
        model.addAttribute("revision", written.revision());
        try {
            model.addAttribute("revision", minutes.save(id, written));
            model.addAttribute("saved", "yes");
        } catch (RefusedException e) {
            model.addAttribute("saved", e.status() == STALE ? "stale" : "refused");
            model.addAttribute("detail", e.problem().detail());
        } catch (UnavailableException e) {
            model.addAttribute("saved", "down");
        }
        return "minutes-editor :: saved";
    }

    @PostMapping("/minutes")
    @PreAuthorize(May.MEETINGS)
    String save(@PathVariable String id, Form form, Model model) {
        Written written = MinutesSheet.read(form);
        Outcome<Boolean> outcome = form.send(() -> minutes.save(id, written)).done("minutes.saved");
        return outcome.to(
                page(id),
                () -> outcome.status() == STALE
                        ? clash(id, written, model)
                        : again(id, written, form, outcome.status() == DOWN, model));
    }

    private String again(String id, Written mine, Form form, boolean down, Model model) {
        Part<List<Item>> items = Parts.now(() -> agenda.agenda(id).all());
        model.addAttribute("saved", down ? "down" : "refused");
        model.addAttribute("detail", form.wrongs().getFirst().text());
        return editor(
                id,
                new Minutes(mine.revision(), "draft", null, null, mine.tourDeTable(), mine.nextMeetingId()),
                items.value() == null
                        ? MinutesSheet.texts(mine.sections())
                        : MinutesSheet.texts(items.value(), mine.sections()),
                model);
    }

    /** Somebody else has saved meanwhile: both texts, so that no line of either is lost. */
    private String clash(String id, Written mine, Model model) {
        Minutes theirs = minutes.minutes(id);
        model.addAttribute("clashes", MinutesSheet.clashes(agenda.agenda(id).all(), mine, theirs));
        model.addAttribute("turns", MinutesSheet.union(mine.tourDeTable(), theirs.turns()));
        model.addAttribute("revision", theirs.revision());
        model.addAttribute("nextMeetingId", mine.nextMeetingId());
        frame(id, theirs, model);
        return "minutes-clash";
    }

    @GetMapping("/minutes/preview")
    @PreAuthorize(May.READ)
    String preview(@PathVariable String id, Model model) {
        frame(id, minutes.minutes(id), model);
        return "minutes";
    }

    @PostMapping("/minutes/circulation")
    @PreAuthorize(May.MEETINGS)
    String circulate(@PathVariable String id, Form form) {
        return form.send(() -> minutes.circulate(id)).done("minutes.circulated").to(page(id));
    }

    @PostMapping("/minutes/approval")
    @PreAuthorize(May.MEETINGS)
    String approve(@PathVariable String id, @RequestParam String atMeetingId, Form form) {
        return form.send(() -> minutes.approve(id, atMeetingId))
                .done("minutes.approved")
                .to(page(id));
    }

    @GetMapping("/minutes.pdf")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> pdf(@PathVariable String id) {
        return Downloads.inline(minutes.as(id, "pdf"), "minutes.pdf");
    }

    @GetMapping("/minutes.docx")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> docx(@PathVariable String id) {
        return Downloads.attachment(minutes.as(id, "docx"), "minutes.docx");
    }

    @GetMapping("/minutes.html")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> html(@PathVariable String id) {
        return Downloads.inline(minutes.as(id, "html"), "minutes.html");
    }
}
