package org.crimealliance.portal.congress;

import java.util.Locale;
import java.util.Map;
import org.crimealliance.portal.congress.RegistrationsClient.Register;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.member.Countries;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The form by which everybody may register for a congress. */
@Controller
@RequestMapping("/congress/{key}/register")
class PublicRegistrationPages {

    private final CongressClient congress;
    private final RegistrationsClient registrations;

    PublicRegistrationPages(CongressClient congress, RegistrationsClient registrations) {
        this.congress = congress;
        this.registrations = registrations;
    }

    @GetMapping
    @PreAuthorize(May.ANYONE)
    String form(@PathVariable String key, Model model) {
        model.addAttribute("form", Form.of(Map.of("seat", "online")));
        return person(key, model);
    }

    private String person(String key, Model model) {
        model.addAttribute("congress", congress.byKey(key));
        model.addAttribute("countries", Countries.ALL);
        return "register";
    }

    @PostMapping
    @PreAuthorize(May.ANYONE)
    String register(@PathVariable String key, Form form, Model model) {
        Register person = new Register(
                form.text("name"),
                form.text("email"),
                form.optional("affiliation"),
                form.choice("country", Locale.getISOCountries()),
                form.choice("seat", "onsite", "online"),
                form.ticked("consent"));
        if (!person.consent()) {
            form.wrong("consent", "register.consent.needed");
        }
        return form.send(() -> registrations.register(congress.byKey(key).congressId(), person))
                .tell("email", person.email())
                .to("/congress/" + key + "/register/sent", () -> person(key, model));
    }

    @GetMapping("/sent")
    @PreAuthorize(May.ANYONE)
    String sent(@PathVariable String key, Model model) {
        model.addAttribute("congress", congress.byKey(key));
        return "register-sent";
    }
}
