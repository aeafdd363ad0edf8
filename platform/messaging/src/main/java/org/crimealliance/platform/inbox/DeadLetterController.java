package org.crimealliance.platform.inbox;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events that this service could not handle: to see, to replay, to skip. The payload is not shown. */
@RestController
@RequestMapping("${alliance.api-prefix}/dead-letters")
class DeadLetterController {

    private static final List<DeadLetter.State> WAITING = List.of(DeadLetter.State.FAILED, DeadLetter.State.PARKED);

    private final DeadLetters letters;

    DeadLetterController(DeadLetters letters) {
        this.letters = letters;
    }

    // whole names, as an API document has one schema a name: a service's own Page would take the place of this one

    record DeadLetterItem(
            String id,
            String topic,
            @Nullable String type,
            @Nullable String subject,
            long seq,
            DeadLetter.State state,
            String error,
            Instant at) {

        static DeadLetterItem of(DeadLetter letter) {
            return new DeadLetterItem(
                    letter.id(),
                    letter.topic(),
                    letter.type(),
                    letter.subject(),
                    letter.seq(),
                    letter.state(),
                    letter.error(),
                    letter.at());
        }
    }

    record DeadLetterPage(
            List<DeadLetterItem> items, @Nullable String next) {}

    record DeadLetterReason(@NotBlank @Size(max = 1000) String reason) {}

    /**
     * What came of it.
     *
     * @param handled how many events were handled now
     * @param waiting how many of the same aggregate still wait
     */
    record DeadLetterResult(String id, DeadLetter.State state, String error, int handled, long waiting) {

        static DeadLetterResult of(DeadLetters.Progress progress) {
            DeadLetter letter = progress.letter();
            return new DeadLetterResult(
                    letter.id(), letter.state(), letter.error(), progress.handled(), progress.waiting());
        }
    }

    /** Those that wait, or those of one state. */
    @Operation(summary = "Events that could not be handled")
    @GetMapping
    @PreAuthorize("hasAnyRole(@deadLetterRoles.seenBy())")
    DeadLetterPage list(
            @RequestParam(required = false) DeadLetter.@Nullable State state,
            @RequestParam(required = false) @Size(max = 300) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        List<DeadLetter> page = letters.list(state == null ? WAITING : List.of(state), after, limit + 1);
        boolean more = page.size() > limit;
        List<DeadLetter> shown = more ? page.subList(0, limit) : page;
        return new DeadLetterPage(
                shown.stream().map(DeadLetterItem::of).toList(),
                more ? shown.getLast().id() : null);
    }

    /** Handles the aggregate's waiting events in order; 200 also where one fails again ({@code state} FAILED). */
    @Operation(summary = "Handle an aggregate's waiting events again, in order")
    @PostMapping("/{id}/replay")
    @PreAuthorize("hasAnyRole(@deadLetterRoles.mendedBy())")
    DeadLetterResult replay(@PathVariable String id) {
        return DeadLetterResult.of(letters.replay(id).orThrow());
    }

    /** Gives one up for good; what waited behind it goes on. */
    @Operation(summary = "Give an event up for good")
    @PostMapping("/{id}/skip")
    @PreAuthorize("hasAnyRole(@deadLetterRoles.mendedBy())")
    DeadLetterResult skip(@PathVariable String id, @Valid @RequestBody DeadLetterReason reason) {
        return DeadLetterResult.of(letters.skip(id, reason.reason()).orThrow());
    }
}
