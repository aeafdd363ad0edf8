package org.crimealliance.sample.good.order;

import java.time.Instant;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;

sealed interface Order {

    record Open(String id) implements Order {
        Outcome<Change<Order>> close(Instant at) {
            return id.isEmpty()
                    ? Outcome.refused(Refusal.conflict("no-id", "It has no id."))
                    : Outcome.done(Change.to(new Closed(at), new OrderClosed(id)));
        }
    }

    record Closed(Instant at) implements Order {}

    @WireName("good.order-closed.v1")
    record OrderClosed(String id) {}
}
