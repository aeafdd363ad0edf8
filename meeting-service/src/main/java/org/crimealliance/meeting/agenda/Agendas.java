package org.crimealliance.meeting.agenda;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.stereotype.Component;

/** The agenda of every meeting, empty at first. */
@Component
public class Agendas {

    private final AggregateStore<Agenda> store;

    Agendas(AggregateStores stores) {
        this.store = stores.of("agendas", Agenda.class);
    }

    /** In their order. */
    public List<Item> items(String meetingId) {
        return store.find(meetingId).map(Stored::state).map(Agenda::items).orElse(List.of());
    }

    public Optional<Item> item(String meetingId, String itemId) {
        return store.find(meetingId).map(Stored::state).flatMap(agenda -> agenda.item(itemId));
    }

    Outcome<Agenda> change(String meetingId, Function<Agenda, Outcome<Change<Agenda>>> decide) {
        store.create(meetingId, Agenda.empty(meetingId), List.of());
        Outcome<Stored<Agenda>> changed = store.change(meetingId, decide);
        return changed.map(Stored::state);
    }
}
