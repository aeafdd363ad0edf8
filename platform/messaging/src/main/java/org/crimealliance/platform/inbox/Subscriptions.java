package org.crimealliance.platform.inbox;

import java.util.List;

/** All that a service reads: one bean, one list. */
public record Subscriptions(List<Subscription<?>> all) {

    public static Subscriptions of(Subscription<?>... subscriptions) {
        return new Subscriptions(List.of(subscriptions));
    }
}
