package org.crimealliance.portal.congress;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.crimealliance.portal.congress.CongressClient.Congress;
import org.crimealliance.portal.congress.ScheduleClient.Effect;
import org.crimealliance.portal.congress.ScheduleClient.Entry;
import org.crimealliance.portal.congress.ScheduleClient.Grid;
import org.crimealliance.portal.congress.ScheduleClient.Move;
import org.crimealliance.portal.congress.ScheduleClient.Schedule;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.gateway.Parts;
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

/**
 * The schedule: days as tabs, rooms as columns, slots as rows. A meeting is moved by picking it, choosing a place and
 * reading the effect before it is done; all of it by links and buttons, so that it works by keyboard and without script.
 */
@Controller
@RequestMapping("/congresses/{id}/schedule")
class SchedulePages {

    private final CongressClient congress;
    private final ScheduleClient schedules;

    SchedulePages(CongressClient congress, ScheduleClient schedules) {
        this.congress = congress;
        this.schedules = schedules;
    }

    /** @param pick the meeting that is being moved */
    @GetMapping
    @PreAuthorize(May.READ)
    String schedule(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable String pick,
            Model model) {
        grid(id, day, pick, model);
        model.addAttribute("check", Parts.now(() -> schedules.check(id)));
        return "schedule";
    }

    private Congress grid(String id, @Nullable LocalDate day, @Nullable String pick, Model model) {
        Congress one = congress.congress(id);
        Grid grid = schedules.grid(id);
        Schedule schedule = schedules.schedule(id);
        List<LocalDate> days = grid.days();
        model.addAttribute("congress", one);
        model.addAttribute("grid", grid);
        model.addAttribute("schedule", schedule);
        model.addAttribute("days", days);
        model.addAttribute("day", day != null && days.contains(day) ? day : days.isEmpty() ? null : days.getFirst());
        model.addAttribute("picked", schedule.entry(pick));
        return one;
    }

    /** How far the solver is; asked for every second while it works. */
    @GetMapping("/progress")
    @PreAuthorize(May.READ)
    String progress(@PathVariable String id, Model model) {
        model.addAttribute("congress", congress.congress(id));
        model.addAttribute("schedule", schedules.schedule(id));
        return "schedule :: working";
    }

    @PostMapping
    @PreAuthorize(May.CONGRESS)
    String solve(@PathVariable String id, Form form) {
        return form.send(() -> schedules.solve(id)).done("schedule.started").to("/congresses/" + id + "/schedule");
    }

    /** What a move would do; nothing is changed by looking. */
    @GetMapping("/moves")
    @PreAuthorize(May.CONGRESS)
    String preview(
            @PathVariable String id,
            @RequestParam String pick,
            @RequestParam Instant start,
            @RequestParam String room,
            Model model) {
        Congress one = congress.congress(id);
        LocalDate day = LocalDate.ofInstant(start, one.in());
        grid(id, day, pick, model);
        Schedule schedule = schedules.schedule(id);
        Entry there = schedule.at(start, room);
        Effect effect = schedules.move(id, new Move(pick, start, room, true));
        model.addAttribute("effect", effect);
        model.addAttribute("there", there);
        model.addAttribute("start", start);
        model.addAttribute("room", room);
        return "schedule-move";
    }

    @PostMapping("/moves")
    @PreAuthorize(May.CONGRESS)
    String move(
            @PathVariable String id,
            @RequestParam String pick,
            @RequestParam Instant start,
            @RequestParam String room,
            Form form) {
        LocalDate day = LocalDate.ofInstant(start, congress.congress(id).in());
        return form.send(() -> schedules.move(id, new Move(pick, start, room, false)))
                .done("schedule.moved")
                .to("/congresses/" + id + "/schedule?day=" + day);
    }
}
