package org.crimealliance.portal.officer;

import java.time.LocalDate;
import java.util.Map;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Notice;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.officer.OfficersClient.Appoint;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who holds which office, since when and until when. */
@Controller
@RequestMapping("/officers")
class OfficerPages {

    private final OfficersClient officers;
    private final Show show;

    OfficerPages(OfficersClient officers, Show show) {
        this.officers = officers;
        this.show = show;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String list(@RequestParam(required = false) @Nullable LocalDate asOf, Model model) {
        LocalDate day = asOf == null ? show.today() : asOf;
        model.addAttribute("asOf", day);
        model.addAttribute("page", officers.officers(day));
        return "officers";
    }

    @GetMapping("/new")
    @PreAuthorize(May.OFFICERS)
    String form(Model model) {
        return form(Form.of(Map.of("from", show.today())), model);
    }

    private static String form(Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("offices", OfficersClient.OFFICES);
        return "officer-new";
    }

    @PostMapping("/new")
    @PreAuthorize(May.OFFICERS)
    String appoint(@RequestParam MultiValueMap<String, String> typed, Model model, RedirectAttributes flash) {
        Form form = Form.typed(typed);
        Appoint officer = new Appoint(
                form.choice("office", OfficersClient.OFFICES.toArray(String[]::new)),
                form.text("name"),
                form.text("email"),
                form.date("from"),
                form.optionalDate("until"));
        return form.submit(
                () -> {
                    officers.appoint(officer);
                    Notice.done(flash, "officers.appointed", officer.name());
                    return "redirect:/officers";
                },
                again -> form(again, model));
    }

    @GetMapping("/{id}/end")
    @PreAuthorize(May.OFFICERS)
    String confirmEnd(@PathVariable String id, Model model) {
        return end(id, Form.of(Map.of("endedOn", show.today())), model);
    }

    private String end(String id, Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute(
                "officer",
                officers.officers(show.today()).items().stream()
                        .filter(officer -> officer.officeId().equals(id))
                        .findFirst()
                        .orElse(null));
        model.addAttribute("id", id);
        return "officer-end";
    }

    @PostMapping("/{id}/end")
    @PreAuthorize(May.OFFICERS)
    String end(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
        LocalDate on = form.date("endedOn");
        return form.submit(
                () -> {
                    officers.end(id, on);
                    Notice.done(flash, "officers.ended");
                    return "redirect:/officers";
                },
                again -> end(id, again, model));
    }
}
