package org.crimealliance.event.registration;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.store.StoredTypes;
import org.crimealliance.platform.text.MailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The registrations of all congresses. */
@Component
public class Registrations {

    /**
     * How many there are.
     *
     * @param online who takes part online and not on site, waiting or not
     * @param waitingOnsite who of them waits for a seat on site, or is offered one
     */
    public record Counts(long pending, long onsite, long online, long waitingOnsite, long cancelled) {}

    private static final String CONGRESS = "state.form.congressId";
    /** Its name, or that of its class, which earlier versions stored. */
    private static final String STATE = "state._class";

    private static final List<String> ERASED =
            List.of(StoredTypes.nameOf(Registration.Erasing.class), StoredTypes.nameOf(Registration.Erased.class));

    private static final int PORTION = 200;

    private final AggregateStore<Registration> store;

    Registrations(AggregateStores stores) {
        this.store = stores.of("registrations", Registration.class);
    }

    AggregateStore<Registration> store() {
        return store;
    }

    /** One person, one registration a congress. */
    static String idOf(String congressId, String email) {
        return Ids.derived("registration", congressId, MailAddress.comparable(email));
    }

    public Counts counts(String congressId) {
        long onsite = store.count(new Query(
                of(congressId, Registration.Confirmed.class).and("state.seat").is(Seat.ONSITE.name())));
        long online = store.count(new Query(
                of(congressId, Registration.Confirmed.class).and("state.seat").is(Seat.ONLINE.name())));
        long waiting = store.count(new Query(of(congressId, Registration.Waiting.class)))
                + store.count(new Query(of(congressId, Registration.Offered.class)));
        return new Counts(
                store.count(new Query(of(congressId, Registration.Pending.class))),
                onsite,
                online + waiting,
                waiting,
                store.count(new Query(of(congressId, Registration.Cancelled.class))));
    }

    /** The longest waiting of a congress, none of {@code without}. */
    Optional<OnsiteSeats.Waiter> headOfWaitingList(String congressId, Collection<String> without) {
        return store
                .find(new Query(of(congressId, Registration.Waiting.class)
                                .and("_id")
                                .nin(without))
                        .with(Sort.by("state.since", "_id"))
                        .limit(1))
                .stream()
                .map(stored -> new OnsiteSeats.Waiter(
                        stored.id(), stored.state().form().round()))
                .findFirst();
    }

    List<Stored<Registration>> inState(Class<? extends Registration> state) {
        return store.find(new Query(Criteria.where(STATE).in(StoredTypes.nameOf(state), state.getName())));
    }

    /** Those with a form from before this moment that nobody has confirmed, by id, a portion of them. */
    List<Stored<Registration>> requestedBefore(Instant moment, String after) {
        return store.find(new Query(Criteria.where(STATE)
                        .in(StoredTypes.nameOf(Registration.Pending.class), Registration.Pending.class.getName())
                        .and("state.requestedAt")
                        .lt(moment)
                        .and("_id")
                        .gt(after))
                .with(Sort.by("_id"))
                .limit(PORTION));
    }

    List<Stored<Registration>> erasing() {
        return store.find(
                new Query(Criteria.where(STATE).is(StoredTypes.nameOf(Registration.Erasing.class))).limit(PORTION));
    }

    /** Those with a form whose mail waits for its turn, by id, a portion of them. */
    List<Stored<Registration>> withMailWaiting(String after) {
        return store.find(new Query(Criteria.where("state.forms.mail")
                        .is(Registration.Mail.WAITS.name())
                        .and("_id")
                        .gt(after))
                .with(Sort.by("_id"))
                .limit(PORTION));
    }

    List<Stored<Registration>> page(
            String congressId, @Nullable Class<? extends Registration> state, @Nullable String after, int limit) {
        if (state != null && ERASED.contains(StoredTypes.nameOf(state))) {
            return List.of();
        }
        Criteria criteria = state == null
                ? Criteria.where(CONGRESS).is(congressId).and(STATE).nin(ERASED)
                : of(congressId, state);
        if (after != null) {
            criteria.and("_id").gt(after);
        }
        return store.find(new Query(criteria).with(Sort.by("_id")).limit(limit));
    }

    private static Criteria of(String congressId, Class<? extends Registration> state) {
        return Criteria.where(CONGRESS).is(congressId).and(STATE).in(StoredTypes.nameOf(state), state.getName());
    }
}
