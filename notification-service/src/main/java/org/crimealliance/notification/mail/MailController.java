package org.crimealliance.notification.mail;

import com.mongodb.client.model.Filters;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The mails: which wait, which are out, which failed and why. What they say is not shown. */
@RestController
@RequestMapping("/api/notifications/mails")
class MailController {

    private static final Duration LATELY = Duration.ofDays(7);

    private final MailLedger ledger;

    MailController(MailLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * A mail in the list.
     *
     * @param recipient absent for who may not read addresses
     * @param at when its state came about, else when it was written
     */
    record MailView(
            String mailId,
            String template,
            @Nullable String recipient,
            String subject,
            String state,
            Instant at,
            @Nullable String reason) {}

    record Page(List<MailView> items, @Nullable String next) {}

    /**
     * How many mails there are in which state.
     *
     * @param bouncedLately of those that came back, how many within the last seven days
     * @param complainedLately likewise of those that were called unwanted
     */
    record Counts(
            long waiting,
            long sent,
            long failed,
            long bounced,
            long bouncedLately,
            long complained,
            long complainedLately,
            Map<String, Long> byTemplate) {}

    /** The newest first; {@code after} is the {@code next} of the page before, {@code limit} 1 to 500. */
    @Operation(summary = "The mails, the newest first")
    @GetMapping
    @PreAuthorize(MailReaders.LIST)
    Page list(
            @RequestParam(required = false)
                    @Pattern(regexp = "waiting|sending|sent|bounced|complained|failed")
                    @Nullable
                    String state,
            @RequestParam(required = false) @Size(max = 100) @Nullable String template,
            @RequestParam(required = false) @Size(max = 100) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
            Authentication caller) {
        List<Bson> which = new ArrayList<>();
        which.add(Filters.exists("state.heading"));
        if (state != null) {
            which.add(MailLedger.is(state));
        }
        if (template != null) {
            which.add(Filters.eq("state.heading.template", template));
        }
        if (after != null) {
            which.add(after(after));
        }
        List<Document> found = ledger.page(Filters.and(which), limit + 1);
        List<Document> shown = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                shown.stream().map(mail -> view(mail, caller)).toList(),
                found.size() > limit ? cursor(shown.getLast()) : null);
    }

    /**
     * How many wait (or are being sent), are sent, have failed, came back, were called unwanted, of
     * the last two also lately; and how many there are of
     * each template.
     */
    @Operation(summary = "How many mails wait, are sent, have failed")
    @GetMapping("/counts")
    @PreAuthorize(MailReaders.LIST)
    Counts counts() {
        return new Counts(
                ledger.count("waiting") + ledger.count("sending"),
                ledger.count("sent"),
                ledger.count("failed"),
                ledger.count("bounced"),
                ledger.countSince("bounced", "bouncedAt", LATELY),
                ledger.count("complained"),
                ledger.countSince("complained", "complainedAt", LATELY),
                ledger.byTemplate());
    }

    /** Tries a mail that failed or waits again now: 409 {@code already-sent}, {@code being-sent}. */
    @Operation(summary = "Try a mail that failed or waits again now")
    @PostMapping("/{id}/retry")
    @PreAuthorize("hasRole('SECRETARY')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void retry(@PathVariable @Size(max = 100) String id) {
        ledger.retry(id).orThrow();
    }

    private static MailView view(Document document, Authentication caller) {
        Document state = document.get("state", Document.class);
        Document heading = state.get("heading", Document.class);
        Date end = Stream.of("complainedAt", "bouncedAt", "sentAt", "failedAt")
                .map(state::getDate)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(heading.getDate("at"));
        String problem = state.getString("reason") != null ? state.getString("reason") : state.getString("problem");
        return new MailView(
                document.getString("_id"),
                heading.getString("template"),
                MailReaders.mayReadRecipients(caller) ? heading.getString("email") : null,
                heading.getString("subject"),
                state.getString("_class"),
                end.toInstant(),
                problem);
    }

    private static String cursor(Document document) {
        Date at = document.get("state", Document.class)
                .get("heading", Document.class)
                .getDate("at");
        return at.getTime() + "~" + document.getString("_id");
    }

    private static Bson after(String cursor) {
        int tilde = cursor.indexOf('~');
        try {
            Date at = new Date(Long.parseLong(cursor.substring(0, Math.max(tilde, 0))));
            String id = cursor.substring(tilde + 1);
            return Filters.or(
                    Filters.lt("state.heading.at", at),
                    Filters.and(Filters.eq("state.heading.at", at), Filters.lt("_id", id)));
        } catch (NumberFormatException e) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-input",
                    "Some values are not acceptable.",
                    new FieldProblem("after", "must be the next of the page before")));
        }
    }
}
