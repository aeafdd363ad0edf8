package org.crimealliance.platform.inbox;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.crimealliance.platform.outbox.OutboxEntry;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.crimealliance.platform.outbox.Undeliverable;
import org.crimealliance.platform.provenance.Provenance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final String NOT_SENT_YET =
            "The broker has not acknowledged it yet; it is sent as soon as that can be.";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterController.class);

    private final DeadLetters letters;
    private final OutboxRelay outbox;

    DeadLetterController(DeadLetters letters, OutboxRelay outbox) {
        this.letters = letters;
        this.outbox = outbox;
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

    private static DeadLetterItem item(Undeliverable dead) {
        OutboxEntry entry = dead.entry();
        return new DeadLetterItem(
                entry.id(),
                "outbox of " + dead.collection(),
                entry.type(),
                dead.aggregateId(),
                entry.seq(),
                DeadLetter.State.FAILED,
                dead.error(),
                entry.time());
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
        Stream<DeadLetterItem> received =
                letters.list(state == null ? WAITING : List.of(state), after, limit + 1).stream()
                        .map(DeadLetterItem::of);
        Stream<DeadLetterItem> unsent = state == null || state == DeadLetter.State.FAILED
                ? outbox.undeliverable().stream()
                        .map(DeadLetterController::item)
                        .filter(item -> after == null || item.id().compareTo(after) > 0)
                : Stream.empty();
        List<DeadLetterItem> page = Stream.concat(received, unsent)
                .sorted(Comparator.comparing(DeadLetterItem::id))
                .limit(limit + 1L)
                .toList();
        boolean more = page.size() > limit;
        List<DeadLetterItem> shown = more ? page.subList(0, limit) : page;
        return new DeadLetterPage(shown, more ? shown.getLast().id() : null);
    }

    /**
     * Handles the aggregate's waiting events in order; 200 also where one fails again ({@code state} FAILED), or an event of
     * our own is not sent yet (PARKED).
     */
    @Operation(summary = "Handle an aggregate's waiting events again, in order")
    @PostMapping("/{id}/replay")
    @PreAuthorize("hasAnyRole(@deadLetterRoles.mendedBy())")
    DeadLetterResult replay(@PathVariable String id) {
        Optional<Undeliverable> unsent = outbox.undeliverable(id);
        if (unsent.isPresent()) {
            outbox.sendAgain(unsent.get());
            return result(unsent.get(), DeadLetter.State.REPLAYED);
        }
        return DeadLetterResult.of(letters.replay(id).orThrow());
    }

    /** Gives one up for good; what waited behind it goes on. */
    @Operation(summary = "Give an event up for good")
    @PostMapping("/{id}/skip")
    @PreAuthorize("hasAnyRole(@deadLetterRoles.mendedBy())")
    DeadLetterResult skip(@PathVariable String id, @Valid @RequestBody DeadLetterReason reason) {
        Optional<Undeliverable> unsent = outbox.undeliverable(id);
        if (unsent.isPresent()) {
            LOG.warn(
                    "{} of {} given up unsent by {}: {}",
                    unsent.get().entry().type(),
                    unsent.get().aggregateId(),
                    Provenance.current().actor(),
                    reason.reason());
            outbox.giveUp(unsent.get());
            return result(unsent.get(), DeadLetter.State.SKIPPED);
        }
        return DeadLetterResult.of(letters.skip(id, reason.reason()).orThrow());
    }

    /** What came of an event that had not been sent: refused again, not acknowledged yet, or as it was wished. */
    private DeadLetterResult result(Undeliverable before, DeadLetter.State wished) {
        String id = before.entry().id();
        Optional<Undeliverable> refused = outbox.undeliverable(id);
        if (refused.isPresent()) {
            return new DeadLetterResult(
                    id,
                    DeadLetter.State.FAILED,
                    refused.get().error(),
                    0,
                    refused.get().waiting());
        }
        int waiting = outbox.waiting(before);
        return waiting > 0
                ? new DeadLetterResult(id, DeadLetter.State.PARKED, NOT_SENT_YET, 0, waiting)
                : new DeadLetterResult(id, wished, before.error(), before.waiting(), 0);
    }
}
