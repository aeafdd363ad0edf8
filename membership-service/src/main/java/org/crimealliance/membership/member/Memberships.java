package org.crimealliance.membership.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStore.Created;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Where memberships are kept. */
@Component
public final class Memberships {

    /** States in which somebody is or was a member. */
    static final List<String> ADMITTED = List.of("active", "resigning", "ended", "expelled");

    private static final int BATCH = 500;

    private final AggregateStore<Membership> store;

    Memberships(AggregateStores stores) {
        this.store = stores.of("memberships", Membership.class);
    }

    public Optional<Stored<Membership>> find(String id) {
        return store.find(id);
    }

    public Created<Membership> create(String id, Change<Membership> first) {
        return store.create(id, first.next(), first.events());
    }

    public Outcome<Stored<Membership>> change(String id, Function<Membership, Outcome<Change<Membership>>> decide) {
        return store.change(id, decide);
    }

    public Outcome<Stored<Membership>> change(
            String id, ReceivedEvent<?> cause, Function<Membership, Outcome<Change<Membership>>> decide) {
        return store.change(id, cause, decide);
    }

    /** All that are or were members. */
    public List<Stored<Membership>> admitted() {
        return store.find(Query.query(Criteria.where("state._class").in(ADMITTED)));
    }

    public List<Stored<Membership>> all() {
        return store.find(new Query());
    }

    /** All that came by an application, whatever became of it. */
    public List<Stored<Membership>> applications() {
        return store.find(Query.query(Criteria.where("state.application").exists(true)));
    }

    /** Up to {@code limit + 1} in the order of their ids, so that the caller sees whether more follow. */
    public List<Stored<Membership>> page(
            Criteria which, Predicate<Membership> wanted, @Nullable String after, int limit) {
        List<Stored<Membership>> rows = new ArrayList<>();
        String cursor = after == null ? "" : after;
        while (true) {
            Query query = Query.query(new Criteria()
                            .andOperator(which, Criteria.where("_id").gt(cursor)))
                    .with(Sort.by("_id"))
                    .limit(BATCH);
            List<Stored<Membership>> batch = store.find(query);
            for (Stored<Membership> row : batch) {
                if (wanted.test(row.state())) {
                    rows.add(row);
                    if (rows.size() > limit) {
                        return rows;
                    }
                }
            }
            if (batch.size() < BATCH) {
                return rows;
            }
            cursor = batch.getLast().id();
        }
    }

    /** Members whose resignation may have taken effect. */
    List<Stored<Membership>> resigning() {
        return store.find(Query.query(Criteria.where("state._class").is("resigning")));
    }
}
