package org.crimealliance.platform.store;

/**
 * The aggregate's outbox is full, and its first event is refused for good: it does not pass until somebody sends that one
 * again or gives it up. What arrives by a topic is a dead letter, so that the aggregate that it tells of waits, and no other.
 */
public final class OutboxBlockedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutboxBlockedException(String collection, String id) {
        super("%s/%s takes no more events: its first one is among the dead letters, refused by the broker"
                .formatted(collection, id));
    }
}
