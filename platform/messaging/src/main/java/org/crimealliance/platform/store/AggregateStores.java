package org.crimealliance.platform.store;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.crimealliance.platform.outbox.EventWriter;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Makes the {@link AggregateStore}s of a service: one bean each, {@code stores.of("memberships", Membership.class)}. */
public final class AggregateStores {

    private final MongoTemplate mongo;
    private final EventWriter events;
    private final OutboxRelay relay;
    private final Epoch epoch;

    /** @param restoredAt when the store was restored last, where that is not kept in it yet */
    AggregateStores(MongoTemplate mongo, EventWriter events, OutboxRelay relay, @Nullable Instant restoredAt) {
        this.mongo = mongo;
        this.events = events;
        this.relay = relay;
        this.epoch = new Epoch(mongo, restoredAt);
    }

    public <S> AggregateStore<S> of(String collection, Class<S> type) {
        return of(collection, type, List.of());
    }

    /**
     * A store of states whose shape has changed.
     *
     * @param reshapings the state of shape 1 to shape 2, of 2 to 3 ...; applied to what is read, until it is written again
     */
    public <S> AggregateStore<S> of(String collection, Class<S> type, List<UnaryOperator<Document>> reshapings) {
        return new AggregateStore<>(collection, type, mongo, events, relay, epoch, reshapings);
    }
}
