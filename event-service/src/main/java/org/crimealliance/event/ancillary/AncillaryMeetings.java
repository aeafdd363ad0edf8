package org.crimealliance.event.ancillary;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.store.StoredTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The ancillary meetings of all congresses. */
@Component
public class AncillaryMeetings {

    private static final String CONGRESS = "state.dossier.congressId";
    /** Its name, or that of its class, which earlier versions stored. */
    private static final String STATE = "state._class";

    private final AggregateStore<AncillaryMeeting> store;

    AncillaryMeetings(AggregateStores stores) {
        this.store = stores.of("ancillaryMeetings", AncillaryMeeting.class);
    }

    AggregateStore<AncillaryMeeting> store() {
        return store;
    }

    /** All of a congress, ordered by id. */
    public List<Stored<AncillaryMeeting>> ofCongress(String congressId) {
        return store.find(new Query(Criteria.where(CONGRESS).is(congressId))).stream()
                .sorted(Comparator.comparing(Stored::id))
                .toList();
    }

    public List<Stored<AncillaryMeeting>> inState(String congressId, Class<? extends AncillaryMeeting> state) {
        return store.find(new Query(
                Criteria.where(CONGRESS).is(congressId).and(STATE).in(StoredTypes.nameOf(state), state.getName())));
    }

    List<Stored<AncillaryMeeting>> page(
            String congressId, @Nullable Class<? extends AncillaryMeeting> state, @Nullable String after, int limit) {
        Criteria criteria = Criteria.where(CONGRESS).is(congressId);
        if (state != null) {
            criteria.and(STATE).in(StoredTypes.nameOf(state), state.getName());
        }
        if (after != null) {
            criteria.and("_id").gt(after);
        }
        return store.find(new Query(criteria).with(Sort.by("_id")).limit(limit));
    }

    public Optional<AncillaryMeeting> find(String id) {
        return store.find(id).map(Stored::state);
    }

    /** The meeting, if it is one of this congress; else a refusal that says there is none. */
    public AncillaryMeeting get(String congressId, String id) {
        return find(id).filter(meeting -> meeting.dossier().congressId().equals(congressId))
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This ancillary meeting")));
    }

    public Outcome<Stored<AncillaryMeeting>> change(
            String id, Function<AncillaryMeeting, Outcome<Change<AncillaryMeeting>>> decide) {
        return store.change(id, decide);
    }

    public Outcome<Stored<AncillaryMeeting>> change(
            String id, ReceivedEvent<?> cause, Function<AncillaryMeeting, Outcome<Change<AncillaryMeeting>>> decide) {
        return store.change(id, cause, decide);
    }
}
