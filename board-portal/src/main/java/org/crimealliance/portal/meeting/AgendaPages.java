package org.crimealliance.portal.meeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.meeting.AgendaClient.Item;
import org.crimealliance.portal.meeting.AgendaClient.NewItem;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A meeting's agenda: its items, their order, and how far each has got. */
@Controller
@RequestMapping("/meetings/{id}/agenda")
class AgendaPages {

    private final AgendaClient agenda;
    private final MeetingRecord record;

    AgendaPages(AgendaClient agenda, MeetingRecord record) {
        this.agenda = agenda;
        this.record = record;
    }

    @PostMapping
    @PreAuthorize(May.MEETINGS)
    String add(@PathVariable String id, Form form, Model model) {
        NewItem item = new NewItem(
                form.choice("kind", MeetingRecord.KINDS),
                form.text("title"),
                form.optional("speakerRole"),
                form.optionalWhole("minutes"));
        return form.send(() -> agenda.addItem(id, item))
                .done("agenda.added")
                .to("/meetings/" + id + "#agenda", () -> record.show(id, "item", model));
    }

    /** Moves one item a step up; the API takes the whole order. */
    @PostMapping("/{itemId}/up")
    @PreAuthorize(May.MEETINGS)
    String moveUp(@PathVariable String id, @PathVariable String itemId, Form form) {
        return form.send(() -> putBefore(id, itemId)).done("agenda.ordered").to("/meetings/" + id + "#agenda");
    }

    private void putBefore(String id, String itemId) {
        List<String> order = new ArrayList<>(agenda.agenda(id).all().stream()
                .map(Item::itemId)
                .filter(Objects::nonNull)
                .toList());
        int at = order.indexOf(itemId);
        if (at > 0) {
            order.remove(at);
            order.add(at - 1, itemId);
            agenda.order(id, order);
        }
    }

    /** How far an item got, while the meeting is open: what was not reached comes up at the next one. */
    @PostMapping("/{itemId}/status")
    @PreAuthorize(May.MEETINGS)
    String mark(@PathVariable String id, @PathVariable String itemId, @RequestParam String status, Form form) {
        return form.send(() -> agenda.mark(id, itemId, status))
                .done("agenda.marked")
                .to("/meetings/" + id + "#agenda");
    }
}
