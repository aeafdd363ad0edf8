package org.crimealliance.portal.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.Notice;
import org.crimealliance.portal.gateway.Page;
import org.crimealliance.portal.gateway.Part;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.operations.OperationsClient.CameOf;
import org.crimealliance.portal.operations.OperationsClient.DeadLetter;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Mails and events that did not go through, and what a person can do about each. */
@Controller
public class OperationPages {

    /** The services that read events, as their API addresses call them. */
    public static final List<String> SERVICES =
            List.of("membership", "meetings", "congress", "notifications", "identity");

    private final OperationsClient operations;
    private final Parts parts;

    OperationPages(OperationsClient operations, Parts parts) {
        this.operations = operations;
        this.parts = parts;
    }

    @GetMapping("/mails")
    @PreAuthorize(May.OPERATIONS)
    String mails(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String template,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("state", state);
        model.addAttribute("template", template);
        model.addAttribute("counts", Parts.now(operations::counts));
        model.addAttribute("page", operations.mails(state, template, after));
        return "mails";
    }

    @PostMapping("/mails/{id}/retry")
    @PreAuthorize(May.OPERATIONS)
    String retry(@PathVariable String id, Form form) {
        return form.send(() -> operations.retry(id)).done("mails.retried").to("/mails?state=failed");
    }

    @GetMapping("/dead-letters")
    @PreAuthorize(May.OPERATIONS)
    String deadLetters(Model model) {
        return deadLetters("", model);
    }

    /** @param formOf the letter whose form has been typed into */
    private String deadLetters(String formOf, Model model) {
        Map<String, CompletableFuture<Part<Page<DeadLetter>>>> asked = new LinkedHashMap<>();
        SERVICES.forEach(service -> asked.put(service, parts.ask(() -> operations.deadLetters(service))));
        Map<String, Part<Page<DeadLetter>>> answers = new LinkedHashMap<>();
        asked.forEach((service, answer) -> answers.put(service, answer.join()));
        model.addAttribute("formOf", formOf);
        model.addAttribute("letters", answers);
        return "dead-letters";
    }

    @PostMapping("/dead-letters/{service}/{id}/replay")
    @PreAuthorize(May.OPERATIONS)
    String replay(@PathVariable String service, @PathVariable String id, Form form) {
        return form.create(() -> operations.replay(service, id))
                .tell("notice", OperationPages::notice)
                .to("/dead-letters");
    }

    private static Notice notice(CameOf came) {
        return switch (came.state()) {
            case "replayed" -> Notice.good("letters.replayed", came.handled(), came.waiting());
            case "skipped" -> Notice.good("letters.skipped", came.handled(), came.waiting());
            case "parked" -> Notice.bad("letters.parked", came.error());
            default -> Notice.bad("letters.failed", came.error());
        };
    }

    /** Skipping loses an effect for good, so it needs a reason. */
    @PostMapping("/dead-letters/{service}/{id}/skip")
    @PreAuthorize(May.OPERATIONS)
    String skip(@PathVariable String service, @PathVariable String id, Form form, Model model) {
        String reason = form.text("reason");
        return form.create(() -> operations.skip(service, id, reason))
                .tell("notice", OperationPages::notice)
                .to("/dead-letters", () -> deadLetters(id, model));
    }
}
