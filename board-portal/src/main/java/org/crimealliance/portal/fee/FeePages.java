package org.crimealliance.portal.fee;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crimealliance.portal.fee.FeesClient.Fees;
import org.crimealliance.portal.fee.FeesClient.Run;
import org.crimealliance.portal.fee.FeesClient.Schedule;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.session.May;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Fee schedules and the invoice run: prepare, issue, watch; a second person approves ({@code /confirmations}). */
@Controller
@RequestMapping("/fees")
class FeePages {

    private final FeesClient fees;
    private final Show show;

    FeePages(FeesClient fees, Show show) {
        this.fees = fees;
        this.show = show;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String overview(@RequestParam(required = false) @Nullable Integer year, Model model) {
        // the next year's fees are set, and its run prepared, in autumn
        LocalDate today = show.today();
        int feeYear = year != null ? year : today.getMonthValue() >= 10 ? today.getYear() + 1 : today.getYear();
        model.addAttribute("form", Form.of(Map.of("feeYear", feeYear)));
        return overview(feeYear, model);
    }

    private String overview(int feeYear, Model model) {
        model.addAttribute("year", feeYear);
        model.addAttribute("schedule", Parts.now(() -> scheduleOrNone(feeYear)));
        model.addAttribute("runs", Parts.now(fees::runs));
        model.addAttribute("chain", Parts.now(fees::chain));
        return "fees";
    }

    private Schedule scheduleOrNone(int year) {
        try {
            return fees.schedule(year);
        } catch (RefusedException e) {
            if (e.status() == 404) {
                return new Schedule(null, null, null, null, null, null, "none", null, null, null);
            }
            throw e;
        }
    }

    @GetMapping("/schedules/{year}")
    @PreAuthorize(May.PREPARE_FEES)
    String schedule(@PathVariable int year, Model model) {
        Schedule known = scheduleOrNone(year);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("ordinary", amount(known.ordinary()));
        values.put("extraordinary", amount(known.extraordinary()));
        values.put("individual", amount(known.individual()));
        values.put("honorary", known.honorary() == null ? "0.00" : amount(known.honorary()));
        values.put("dueInDays", known.dueInDays() == null ? 30 : known.dueInDays());
        model.addAttribute("form", Form.of(values));
        return editor(year, model);
    }

    private static @Nullable String amount(@Nullable Money money) {
        return money == null ? null : money.getAmount().toPlainString();
    }

    private static String editor(int year, Model model) {
        model.addAttribute("year", year);
        return "fee-schedule";
    }

    @PostMapping("/schedules/{year}")
    @PreAuthorize(May.PREPARE_FEES)
    String setSchedule(@PathVariable int year, Form form, Model model) {
        Fees wanted = new Fees(
                form.euros("ordinary"),
                form.euros("extraordinary"),
                form.euros("individual"),
                form.euros("honorary"),
                form.whole("dueInDays", 0, 365));
        return form.send(() -> fees.setSchedule(year, wanted))
                .done("fees.schedule.saved", String.valueOf(year))
                .to("/fees?year=" + year, () -> editor(year, model));
    }

    /** Prepares a run: nothing is issued by it. */
    @PostMapping("/runs")
    @PreAuthorize(May.PREPARE_FEES)
    String startRun(Form form, Model model) {
        int feeYear = form.whole("feeYear", 2000, 2200);
        return form.create(() -> fees.startRun(feeYear))
                .to(
                        run -> "/fees/runs/" + run.runId(),
                        () -> overview(
                                form.error("feeYear") != null ? show.today().getYear() + 1 : feeYear, model));
    }

    @GetMapping("/runs/{id}")
    @PreAuthorize(May.READ)
    String run(@PathVariable String id, @RequestParam(required = false) @Nullable String after, Model model) {
        Run run = fees.run(id);
        model.addAttribute("run", run);
        if (run.is("previewed") || run.is("approved")) {
            model.addAttribute("items", Parts.now(() -> fees.runItems(id, after)));
            model.addAttribute("leafing", after != null);
        }
        return "invoice-run";
    }

    /** The run's progress alone, asked for every second while it works. */
    @GetMapping("/runs/{id}/progress")
    @PreAuthorize(May.READ)
    String progress(@PathVariable String id, Model model) {
        Run run = fees.run(id);
        model.addAttribute("run", run);
        return "invoice-run :: working";
    }

    @PostMapping("/runs/{id}/issue")
    @PreAuthorize(May.FEES)
    String issue(@PathVariable String id, Form form) {
        return form.send(() -> fees.step(id, "issue")).done("run.begun").to("/fees/runs/" + id);
    }

    @PostMapping("/runs/{id}/stop")
    @PreAuthorize(May.FEES)
    String stop(@PathVariable String id, Form form) {
        return form.send(() -> fees.step(id, "stop")).done("run.stopping").to("/fees/runs/" + id);
    }
}
