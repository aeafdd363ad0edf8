package org.crimealliance.meeting.action;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** All action items. A meeting has those undertaken there, and those of earlier ones of its series that are still open. */
@Component
public class ActionItems {

    private final AggregateStore<ActionItem> store;
    private final Meetings meetings;
    private final Clock clock;

    ActionItems(AggregateStores stores, Meetings meetings, Clock clock) {
        this.store = stores.of("actionItems", ActionItem.class);
        this.meetings = meetings;
        this.clock = clock;
    }

    /** By due date. */
    public List<ActionItem> of(Meeting meeting) {
        String id = meeting.details().meetingId();
        return store
                .find(new Query(
                        where("state.seriesId").is(meeting.details().series().seriesId())))
                .stream()
                .map(Stored::state)
                .filter(item -> item.meetingId().equals(id) || (item.isOpen() && isEarlier(item, meeting)))
                .sorted(Comparator.comparing(ActionItem::due).thenComparing(ActionItem::actionId))
                .toList();
    }

    void add(ActionItem item) {
        store.create(item.actionId(), item, List.of());
    }

    Optional<ActionItem> find(String actionId) {
        return store.find(actionId).map(Stored::state);
    }

    Outcome<ActionItem> done(String actionId) {
        Outcome<Stored<ActionItem>> done = store.change(actionId, item -> Outcome.done(item.done(clock.instant())));
        return done.map(Stored::state);
    }

    private boolean isEarlier(ActionItem item, Meeting meeting) {
        return meetings.find(item.meetingId())
                .map(from -> from.details().schedule().start())
                .filter(start -> start.isBefore(meeting.details().schedule().start()))
                .isPresent();
    }
}
