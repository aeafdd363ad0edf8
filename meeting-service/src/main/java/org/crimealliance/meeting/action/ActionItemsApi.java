package org.crimealliance.meeting.action;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.crimealliance.meeting.Access;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.text.Text;
import org.crimealliance.platform.text.TextKind;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Action items of a meeting, with those still open from earlier ones of its series. */
@RestController
@RequestMapping("/api/meetings/{id}/action-items")
class ActionItemsApi {

    record NewActionItem(
            @Text(TextKind.PARAGRAPHS) @NotBlank @Size(max = 2000)
            String text,

            @NotBlank @Size(max = 300) String owner,
            @NotNull LocalDate due) {}

    record ActionItemList(List<ActionItem> items) {}

    private final Meetings meetings;
    private final ActionItems actions;
    private final Ids ids;
    private final Clock clock;

    ActionItemsApi(Meetings meetings, ActionItems actions, Ids ids, Clock clock) {
        this.meetings = meetings;
        this.actions = actions;
        this.ids = ids;
        this.clock = clock;
    }

    /** By due date: those undertaken here, and the open ones of earlier meetings of the series. */
    @Operation(summary = "Action items by due date, open ones of earlier meetings too")
    @GetMapping
    @PreAuthorize(Access.READ)
    ActionItemList list(@PathVariable String id) {
        return new ActionItemList(actions.of(meetings.get(id)));
    }

    /** Somebody undertakes something until a date. 409 for a cancelled meeting. */
    @Operation(summary = "Undertake something until a date")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(Access.RUN)
    ActionItem undertake(@PathVariable String id, @Valid @RequestBody NewActionItem wanted) {
        Meeting meeting = meetings.get(id);
        String actionId = IdempotencyKey.idFor("action-item", ids);
        Optional<ActionItem> before = IdempotencyKey.isRepetition() ? actions.find(actionId) : Optional.empty();
        if (before.isPresent()) {
            return before.get();
        }
        if (meeting instanceof Meeting.Cancelled) {
            throw new RefusedException(
                    Refusal.conflict("meeting-cancelled", "The meeting is cancelled: nothing is undertaken there."));
        }
        if (wanted.due().getYear() < 1970 || wanted.due().getYear() > 2199) {
            throw new RefusedException(Refusal.invalid(
                    "invalid-input",
                    "Some values are not acceptable.",
                    new FieldProblem("due", "a date between 1970 and 2199")));
        }
        ActionItem item = new ActionItem(
                actionId,
                meeting.details().series().seriesId(),
                id,
                wanted.text().strip(),
                wanted.owner().strip(),
                wanted.due(),
                clock.instant(),
                null);
        actions.add(item);
        return item;
    }

    /** It is done: later meetings do not list it any more. */
    @Operation(summary = "Say that an action item is done")
    @PostMapping("/{actionId}/done")
    @PreAuthorize(Access.RUN)
    ActionItem done(@PathVariable String id, @PathVariable String actionId) {
        String series = meetings.get(id).details().series().seriesId();
        if (actions.find(actionId)
                .filter(item -> item.seriesId().equals(series))
                .isEmpty()) {
            throw new RefusedException(Refusal.notFound("This action item"));
        }
        return actions.done(actionId).orThrow();
    }
}
