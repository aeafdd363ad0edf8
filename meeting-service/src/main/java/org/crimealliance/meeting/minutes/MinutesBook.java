package org.crimealliance.meeting.minutes;

import java.util.List;
import java.util.function.Function;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.stereotype.Component;

/** The minutes of every meeting, empty at first. */
@Component
class MinutesBook {

    private final AggregateStore<Minutes> store;

    MinutesBook(AggregateStores stores) {
        this.store = stores.of("minutes", Minutes.class);
    }

    Minutes of(String meetingId) {
        return store.find(id(meetingId)).map(Stored::state).orElseGet(() -> Minutes.begin(meetingId));
    }

    Outcome<Minutes> change(String meetingId, Function<Minutes, Outcome<Change<Minutes>>> decide) {
        store.create(id(meetingId), Minutes.begin(meetingId), List.of());
        Outcome<Stored<Minutes>> changed = store.change(id(meetingId), decide);
        return changed.map(Stored::state);
    }

    /** Not the meeting's own id: on the topic, the events of an aggregate are numbered under its id. */
    private static String id(String meetingId) {
        return Ids.derived("minutes", meetingId);
    }
}
