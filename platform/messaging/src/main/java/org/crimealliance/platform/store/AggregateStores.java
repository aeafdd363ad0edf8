package org.crimealliance.platform.store;

import org.crimealliance.platform.outbox.EventWriter;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Makes the {@link AggregateStore}s of a service: one bean each, {@code stores.of("memberships", Membership.class)}. */
public final class AggregateStores {

    private final MongoTemplate mongo;
    private final EventWriter events;
    private final OutboxRelay relay;

    AggregateStores(MongoTemplate mongo, EventWriter events, OutboxRelay relay) {
        this.mongo = mongo;
        this.events = events;
        this.relay = relay;
    }

    public <S> AggregateStore<S> of(String collection, Class<S> type) {
        return new AggregateStore<>(collection, type, mongo, events, relay);
    }
}
