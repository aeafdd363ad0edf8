package org.crimealliance.portal.congress;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crimealliance.portal.congress.CongressClient.Congress;
import org.crimealliance.portal.congress.CongressClient.Entry;
import org.crimealliance.portal.congress.CongressClient.Programme;
import org.crimealliance.portal.congress.CongressClient.Register;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Problem;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.member.Countries;
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

/** What everybody may see of a congress: its programme, and the form to register. */
@Controller
@RequestMapping("/congress/{key}")
class PublicCongressPages {

    private final CongressClient congress;
    private final Gateway gateway;

    PublicCongressPages(CongressClient congress, Gateway gateway) {
        this.congress = congress;
        this.gateway = gateway;
    }

    @GetMapping("/programme")
    @PreAuthorize(May.ANYONE)
    String programme(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Integer version,
            Model model) {
        Congress one = byKey(key);
        Programme programme = gateway.as(null, () -> published(one, version));
        List<Entry> all = programme.all();
        model.addAttribute("congress", one);
        model.addAttribute("programme", programme);
        model.addAttribute(
                "days",
                all.stream()
                        .map(entry -> day(entry, one))
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList());
        model.addAttribute(
                "themes",
                all.stream()
                        .map(Entry::theme)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList());
        Map<LocalDate, List<Entry>> found = all.stream()
                .filter(entry -> entry.start() != null)
                .filter(entry -> day == null || day.equals(day(entry, one)))
                .filter(entry -> blank(theme) || Objects.equals(theme, entry.theme()))
                .filter(entry -> blank(mode) || Objects.equals(mode, entry.mode()))
                .filter(entry -> blank(q)
                        || text(entry).contains(String.valueOf(q).strip().toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(Entry::start, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Entry::room, Comparator.nullsLast(Comparator.naturalOrder())))
                .collect(Collectors.groupingBy(
                        entry -> LocalDate.ofInstant(Objects.requireNonNull(entry.start()), one.in()),
                        TreeMap::new,
                        Collectors.toList()));
        model.addAttribute("found", found);
        model.addAttribute("count", found.values().stream().mapToInt(List::size).sum());
        model.addAttribute("day", day);
        model.addAttribute("theme", theme);
        model.addAttribute("mode", mode);
        model.addAttribute("q", q);
        return "public-programme";
    }

    private Programme published(Congress one, @Nullable Integer version) {
        try {
            return congress.programme(one.congressId(), version);
        } catch (RefusedException notYet) {
            return new Programme(null, null, null, null);
        }
    }

    private static @Nullable LocalDate day(Entry entry, Congress one) {
        return entry.start() == null ? null : LocalDate.ofInstant(entry.start(), one.in());
    }

    private static String text(Entry entry) {
        return (entry.code() + " " + entry.title() + " " + entry.organisation()).toLowerCase(Locale.ROOT);
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private Congress byKey(String key) {
        return gateway.as(null, congress::congresses).stream()
                .filter(one -> key.equals(one.key()) || key.equals(one.congressId()))
                .findFirst()
                .orElseThrow(() -> new RefusedException(404, new Problem("not-found", "", List.of(), Map.of())));
    }

    @GetMapping("/register")
    @PreAuthorize(May.ANYONE)
    String form(@PathVariable String key, Model model) {
        return form(key, Form.of(Map.of("seat", "online")), model);
    }

    private String form(String key, Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("congress", byKey(key));
        model.addAttribute("countries", Countries.ALL);
        return "register";
    }

    @PostMapping("/register")
    @PreAuthorize(May.ANYONE)
    String register(
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.typed(typed);
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
        return form.submit(
                () -> {
                    congress.register(byKey(key).congressId(), person);
                    flash.addFlashAttribute("email", person.email());
                    return "redirect:/congress/" + key + "/register/sent";
                },
                again -> form(key, again, model));
    }

    @GetMapping("/register/sent")
    @PreAuthorize(May.ANYONE)
    String sent(@PathVariable String key, Model model) {
        model.addAttribute("congress", byKey(key));
        return "register-sent";
    }
}
