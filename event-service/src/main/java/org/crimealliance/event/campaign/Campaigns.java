package org.crimealliance.event.campaign;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crimealliance.event.campaign.Campaign.Stage;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The reconfirmation campaigns, one a congress. */
@Component
public class Campaigns {

    private final AggregateStore<Campaign> store;
    private final Congresses congresses;
    private final Clock clock;

    Campaigns(AggregateStores stores, Congresses congresses, Clock clock) {
        this.store = stores.of("campaigns", Campaign.class);
        this.congresses = congresses;
        this.clock = clock;
    }

    static String idOf(String congressId) {
        return Ids.derived("campaign", congressId);
    }

    AggregateStore<Campaign> store() {
        return store;
    }

    Outcome<String> plan(String congressId, Instant deadline) {
        congresses.get(congressId);
        if (!deadline.isAfter(clock.instant())) {
            return Outcome.refused(Refusal.invalid("deadline-too-early", "The deadline must be in the future."));
        }
        var created = store.create(idOf(congressId), Campaign.planned(congressId, deadline), List.of());
        if (!created.isNew() && !created.stored().state().deadline().equals(deadline)) {
            return Outcome.refused(
                    Refusal.conflict("campaign-exists", "This congress has a campaign; to give more time, extend it."));
        }
        return Outcome.done(created.stored().id());
    }

    Stored<Campaign> get(String id) {
        return store.find(id).orElseThrow(() -> new RefusedException(Refusal.notFound("This campaign")));
    }

    List<Stored<Campaign>> inStages(Stage... stages) {
        return store.find(new Query(Criteria.where("state.stage")
                .in(java.util.Arrays.stream(stages).map(Stage::name).toList())));
    }

    Optional<Stored<Campaign>> ofCongress(String congressId) {
        return store.find(idOf(congressId));
    }

    void moveTo(String id, Stage from, Stage to) {
        store.change(id, campaign -> Outcome.done(Change.to(campaign.stage() == from ? campaign.at(to) : campaign)))
                .orThrow();
    }
}
