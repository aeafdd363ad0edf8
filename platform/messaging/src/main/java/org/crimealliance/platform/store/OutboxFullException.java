package org.crimealliance.platform.store;

import org.crimealliance.platform.event.PassingException;

/** The aggregate's events cannot be sent for so long that no more are taken. Answered with 503. */
public final class OutboxFullException extends PassingException {

    private static final long serialVersionUID = 1L;

    OutboxFullException(String collection, String id) {
        super(collection + "/" + id + " has " + AggregateStore.OUTBOX_LIMIT + " events waiting to be sent");
    }
}
