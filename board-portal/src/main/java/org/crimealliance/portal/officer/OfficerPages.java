package org.crimealliance.portal.officer;

import java.time.LocalDate;
import java.util.Map;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Page;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.officer.OfficersClient.Appoint;
import org.crimealliance.portal.officer.OfficersClient.Officer;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

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
        Page<Officer> page = officers.officers(day);
        model.addAttribute("page", page);
        model.addAttribute("addresses", page.items().stream().anyMatch(officer -> officer.email() != null));
        return "officers";
    }

    @GetMapping("/new")
    @PreAuthorize(May.OFFICERS)
    String form(Model model) {
        model.addAttribute("form", Form.of(Map.of("from", show.today())));
        return appointment(model);
    }

    private static String appointment(Model model) {
        model.addAttribute("offices", OfficersClient.OFFICES);
        return "officer-new";
    }

    @PostMapping("/new")
    @PreAuthorize(May.OFFICERS)
    String appoint(Form form, Model model) {
        Appoint officer = new Appoint(
                form.choice("office", OfficersClient.OFFICES.toArray(String[]::new)),
                form.text("name"),
                form.text("email"),
                form.date("from"),
                form.optionalDate("until"));
        return form.create(() -> officers.appoint(officer))
                .done("officers.proposed", officer.name())
                .to(appointed -> appointed.waits() ? "/confirmations" : "/officers", () -> appointment(model));
    }

    @GetMapping("/{id}/end")
    @PreAuthorize(May.OFFICERS)
    String confirmEnd(@PathVariable String id, Model model) {
        model.addAttribute("form", Form.of(Map.of("endedOn", show.today())));
        return ending(id, model);
    }

    private String ending(String id, Model model) {
        about(id, model);
        return "officer-end";
    }

    private Officer about(String id, Model model) {
        Officer found = officers.officers(show.today()).items().stream()
                .filter(officer -> officer.officeId().equals(id))
                .findFirst()
                .orElseThrow(RefusedException::notFound);
        model.addAttribute("officer", found);
        model.addAttribute("id", id);
        return found;
    }

    @PostMapping("/{id}/end")
    @PreAuthorize(May.OFFICERS)
    String end(@PathVariable String id, Form form, Model model) {
        LocalDate on = form.date("endedOn");
        return form.send(() -> officers.end(id, on)).done("officers.ended").to("/officers", () -> ending(id, model));
    }

    @GetMapping("/{id}/recovery")
    @PreAuthorize(May.OFFICERS)
    String confirmRecovery(@PathVariable String id, Model model) {
        model.addAttribute("form", Form.blank());
        about(id, model);
        return "officer-recovery";
    }

    @PostMapping("/{id}/recovery")
    @PreAuthorize(May.OFFICERS)
    String recover(@PathVariable String id, Form form, Model model) {
        String email = String.valueOf(about(id, model).email());
        String reason = form.text("reason");
        return form.send(() -> officers.recover(email, reason))
                .done("officers.recovered", email)
                .to("/officers", () -> "officer-recovery");
    }
}
