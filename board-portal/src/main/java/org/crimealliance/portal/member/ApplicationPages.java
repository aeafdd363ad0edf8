package org.crimealliance.portal.member;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.member.MembersClient.Applied;
import org.crimealliance.portal.member.MembersClient.Apply;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Applications for membership: the public form, and what has arrived. */
@Controller
class ApplicationPages {

    private final MembersClient members;
    private final Show show;

    ApplicationPages(MembersClient members, Show show) {
        this.members = members;
        this.show = show;
    }

    @GetMapping("/applications")
    @PreAuthorize(May.READ)
    String list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Model model) {
        LocalDate until = to == null ? show.today() : to;
        LocalDate since = from == null ? until.minusYears(1).plusDays(1) : from;
        model.addAttribute("state", state);
        model.addAttribute("from", since);
        model.addAttribute("to", until);
        model.addAttribute("summary", Parts.now(() -> members.summary(since, until)));
        model.addAttribute("page", members.applications(state));
        return "applications";
    }

    @GetMapping("/applications/{id}")
    @PreAuthorize(May.READ)
    String record(@PathVariable String id, Model model) {
        model.addAttribute("applied", members.application(id));
        return "application";
    }

    @PostMapping("/applications/{id}/withdrawal")
    @PreAuthorize(May.MEMBERS)
    String withdraw(@PathVariable String id, Form form, Model model) {
        String reason = form.text("reason");
        return form.send(() -> members.withdraw(id, reason))
                .done("application.withdrawn")
                .to("/applications/" + id, () -> record(id, model));
    }

    @GetMapping("/apply")
    @PreAuthorize(May.ANYONE)
    String form() {
        return "apply";
    }

    @PostMapping("/apply")
    @PreAuthorize(May.ANYONE)
    String apply(Form form) {
        String category = form.choice("category", "ordinary", "extraordinary", "individual");
        Apply application = new Apply(
                category,
                category.equals("individual") ? "person" : "organisation",
                form.text("name"),
                form.choice("country", Locale.getISOCountries()),
                form.optional("registryNumber"),
                form.text("contactName"),
                form.email("contactEmail"),
                form.text("street"),
                form.text("postalCode"),
                form.text("city"),
                form.text("heardFrom"),
                "en");
        return form.create(() -> members.apply(application))
                .tell("reference", Applied::reference)
                .tell("email", application.contactEmail())
                .to("/apply/received", this::form);
    }

    @GetMapping("/apply/received")
    @PreAuthorize(May.ANYONE)
    String received() {
        return "apply-received";
    }

    @ModelAttribute("countries")
    List<Countries.Country> countries() {
        return Countries.ALL;
    }
}
