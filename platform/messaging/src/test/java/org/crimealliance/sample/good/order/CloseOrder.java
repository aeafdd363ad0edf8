package org.crimealliance.sample.good.order;

import java.time.Clock;
import java.time.Instant;
import org.crimealliance.platform.store.AggregateStore;
import org.springframework.stereotype.Component;

@Component
final class CloseOrder {

    private final AggregateStore<Order> orders;
    private final Clock clock;

    CloseOrder(AggregateStore<Order> orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    void close(String id) {
        orders.change(id, order -> ((Order.Open) order).close(Instant.now(clock)));
    }
}
