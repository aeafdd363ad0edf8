package org.crimealliance.meeting.agenda;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.crimealliance.meeting.Access;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.meeting.people.People;
import org.crimealliance.meeting.people.TreasurerReport;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The agenda of a meeting. */
@RestController
@RequestMapping("/api/meetings/{id}/agenda")
class AgendaApi {

    record NewItem(
            @NotNull Item.Kind kind,
            @NotBlank @Size(max = 500) String title,
            @Size(max = 100) @Nullable String speakerRole,
            @Min(1) @Max(1440) @Nullable Integer minutes) {}

    record Order(@NotNull @Size(max = Agenda.LIMIT) List<@NotNull @Size(max = 100) String> itemIds) {}

    record Progress(@NotNull Item.Status status) {}

    /** The agenda; {@code report}: the treasurer's figures for this meeting, once they are there. */
    record AgendaView(List<Item> items, @Nullable TreasurerReport report) {}

    private final Meetings meetings;
    private final Agendas agendas;
    private final People people;
    private final Ids ids;

    AgendaApi(Meetings meetings, Agendas agendas, People people, Ids ids) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.people = people;
        this.ids = ids;
    }

    /** The items in their order; applications come on it by themselves. */
    @Operation(summary = "The items of the agenda in their order")
    @GetMapping
    @PreAuthorize(Access.READ)
    AgendaView agenda(@PathVariable String id) {
        meetings.get(id);
        return view(id, agendas.items(id));
    }

    /** Puts an item at the end. {@code minutes}: planned duration in minutes. 409 {@code agenda-closed}. */
    @Operation(summary = "Put an item at the end of the agenda")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(Access.RUN)
    Item add(@PathVariable String id, @Valid @RequestBody NewItem wanted) {
        open(id);
        Item item = new Item(
                IdempotencyKey.idFor("agenda-item", ids),
                wanted.kind(),
                wanted.title().strip(),
                wanted.speakerRole(),
                wanted.minutes(),
                Item.SubjectType.OTHER,
                null,
                null,
                Item.Status.PLANNED);
        agendas.change(id, agenda -> agenda.put(item)).orThrow();
        return item;
    }

    /** Another order: each item of the agenda once. */
    @Operation(summary = "Put the items into another order")
    @PostMapping("/order")
    @PreAuthorize(Access.RUN)
    AgendaView order(@PathVariable String id, @Valid @RequestBody Order order) {
        meetings.get(id);
        return view(
                id,
                agendas.change(id, agenda -> agenda.order(order.itemIds()))
                        .orThrow()
                        .items());
    }

    /** How far an item got: what is {@code not-reached} goes on the next meeting's agenda when this one is closed. */
    @Operation(summary = "Say how far an item got")
    @PostMapping("/{itemId}/status")
    @PreAuthorize(Access.RUN)
    AgendaView mark(@PathVariable String id, @PathVariable String itemId, @Valid @RequestBody Progress progress) {
        open(id);
        return view(
                id,
                agendas.change(id, agenda -> agenda.mark(itemId, progress.status()))
                        .orThrow()
                        .items());
    }

    /** The agenda follows its meeting a moment later; over is over at once. */
    private void open(String id) {
        meetings.get(id).running().orThrow();
    }

    private AgendaView view(String id, List<Item> items) {
        return new AgendaView(items, people.reportFor(id).orElse(null));
    }
}
