package org.crimealliance.event.congress;

import java.util.List;
import java.util.Optional;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The congresses that there are. */
@Component
public class Congresses {

    private final AggregateStore<Congress> store;

    Congresses(AggregateStores stores) {
        this.store = stores.of("congresses", Congress.class);
    }

    /** Creates it; the same rules under the same key again are the same congress, others are refused. */
    Outcome<Stored<Congress>> open(Congress congress) {
        String id = Ids.derived("congress", congress.key());
        var created = store.create(id, congress, List.of(CongressOpened.of(id, congress)));
        Congress there = created.stored().state();
        if (!created.isNew() && !there.withCall(congress.call()).equals(congress)) {
            return Outcome.refused(Refusal.conflict(
                    "key-taken", "There is a congress with the key " + congress.key() + " and other rules."));
        }
        return Outcome.done(created.stored());
    }

    public Optional<Congress> find(String id) {
        return store.find(id).map(Stored::state);
    }

    /** The congress, or a refusal that says there is none. */
    public Congress get(String id) {
        return find(id).orElseThrow(() -> new RefusedException(Refusal.notFound("This congress")));
    }

    public List<Stored<Congress>> all() {
        return store.find(new Query());
    }

    /** From now on no new ancillary meeting is accepted. Closing it again changes nothing. */
    public void closeCall(String id) {
        store.change(id, congress -> Outcome.done(Change.to(congress.withCall(Congress.Call.CLOSED))))
                .orThrow();
    }
}
