package org.crimealliance.membership.fee;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crimealliance.membership.fee.FeeSchedule.Approved;
import org.crimealliance.membership.fee.FeeSchedule.Drafted;
import org.crimealliance.membership.fee.FeeSchedule.Fees;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStore.Created;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.springframework.stereotype.Component;

/** Where fee schedules are kept; one a year. */
@Component
public final class FeeSchedules {

    private final AggregateStore<FeeSchedule> store;

    FeeSchedules(AggregateStores stores) {
        this.store = stores.of("feeSchedules", FeeSchedule.class);
    }

    /** The fees of a year, once they are approved. */
    public Optional<Fees> approved(int year) {
        return find(year)
                .flatMap(schedule ->
                        schedule instanceof Approved approved ? Optional.of(approved.fees()) : Optional.empty());
    }

    Optional<FeeSchedule> find(int year) {
        return store.find(Integer.toString(year)).map(Stored::state);
    }

    Outcome<FeeSchedule> put(Fees fees) {
        String id = Integer.toString(fees.year());
        Created<FeeSchedule> created = store.create(id, new Drafted(fees), List.of());
        return created.isNew()
                ? Outcome.done(created.stored().state())
                : store.change(id, schedule -> FeeSchedule.revise(schedule, fees))
                        .map(Stored::state);
    }

    Outcome<FeeSchedule> approve(int year, String by, Instant at) {
        return store.change(Integer.toString(year), schedule -> Outcome.done(FeeSchedule.approve(schedule, by, at)))
                .map(Stored::state);
    }
}
