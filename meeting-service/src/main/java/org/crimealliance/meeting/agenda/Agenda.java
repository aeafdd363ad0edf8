package org.crimealliance.meeting.agenda;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.store.Change;
import org.springframework.data.annotation.TypeAlias;

/**
 * The points of one meeting in their order.
 *
 * @param closed nothing comes on or off any more: the meeting is over, or cancelled
 */
@TypeAlias("agenda")
record Agenda(String meetingId, List<Item> items, boolean closed) {

    static final int LIMIT = 200;

    Agenda {
        items = List.copyOf(items);
    }

    static Agenda empty(String meetingId) {
        return new Agenda(meetingId, List.of(), false);
    }

    Optional<Item> item(String itemId) {
        return items.stream().filter(item -> item.itemId().equals(itemId)).findFirst();
    }

    /** At the end; an item that is there already stays as it is. */
    Outcome<Change<Agenda>> put(Item item) {
        if (item(item.itemId()).isPresent()) {
            return Outcome.done(Change.to(this));
        }
        if (closed) {
            return over();
        }
        if (items.size() >= LIMIT) {
            return Outcome.refused(Refusal.conflict("agenda-full", "An agenda has at most " + LIMIT + " items."));
        }
        List<Item> more = new ArrayList<>(items);
        more.add(item);
        return Outcome.done(Change.to(new Agenda(meetingId, more, false)));
    }

    Outcome<Change<Agenda>> remove(String itemId) {
        if (closed) {
            return over();
        }
        return Outcome.done(Change.to(new Agenda(
                meetingId,
                items.stream().filter(item -> !item.itemId().equals(itemId)).toList(),
                false)));
    }

    /** Each item once, in the new order. */
    Outcome<Change<Agenda>> order(List<String> itemIds) {
        if (closed) {
            return over();
        }
        List<Item> ordered = itemIds.stream().flatMap(id -> item(id).stream()).toList();
        if (ordered.size() != items.size()
                || itemIds.size() != items.size()
                || new HashSet<>(itemIds).size() != items.size()) {
            return Outcome.refused(Refusal.invalid(
                    "not-the-agenda",
                    "The order must name each item of the agenda once. Read the agenda again.",
                    new FieldProblem("itemIds", "each item once")));
        }
        return Outcome.done(Change.to(new Agenda(meetingId, ordered, false)));
    }

    /** How far an item got; a decision stands, whatever is said of its item later. */
    Outcome<Change<Agenda>> mark(String itemId, Item.Status status) {
        Optional<Item> known = item(itemId);
        if (known.isEmpty()) {
            return Outcome.refused(Refusal.notFound("This agenda item"));
        }
        if (known.get().status() == Item.Status.DECIDED && status != Item.Status.DECIDED) {
            return Outcome.refused(Refusal.conflict("already-decided", "A decision was taken on this item."));
        }
        return Outcome.done(Change.to(new Agenda(
                meetingId,
                items.stream()
                        .map(item -> item.itemId().equals(itemId) ? item.with(status) : item)
                        .toList(),
                closed)));
    }

    Change<Agenda> close() {
        return Change.to(new Agenda(meetingId, items, true));
    }

    private static <T> Outcome<T> over() {
        return Outcome.refused(
                Refusal.conflict("agenda-closed", "The meeting is over or cancelled: its agenda does not change."));
    }
}
