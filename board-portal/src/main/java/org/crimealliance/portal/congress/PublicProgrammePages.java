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
import org.crimealliance.portal.congress.ProgrammeClient.Programme;
import org.crimealliance.portal.congress.ScheduleClient.Entry;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The programme of a congress, as everybody may see it: by day, theme, mode and words. */
@Controller
@RequestMapping("/congress/{key}/programme")
class PublicProgrammePages {

    private final CongressClient congress;
    private final ProgrammeClient programmes;

    PublicProgrammePages(CongressClient congress, ProgrammeClient programmes) {
        this.congress = congress;
        this.programmes = programmes;
    }

    @GetMapping
    @PreAuthorize(May.ANYONE)
    String programme(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Integer version,
            Model model) {
        Congress one = congress.byKey(key);
        Programme programme = published(one, version);
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
            return programmes.published(one.congressId(), version);
        } catch (RefusedException notYet) {
            return Programme.NONE;
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
}
