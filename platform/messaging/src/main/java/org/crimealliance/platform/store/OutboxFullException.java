package org.crimealliance.platform.store;

import org.crimealliance.platform.event.PassingException;

/** The aggregate's events cannot be sent for so long that no more are taken. Answered with 503. */
public final class OutboxFullException extends PassingException {

    private static final long serialVersionUID = 1L;

    OutboxFullException(String collection, String id) {
        super("%s/%s has %d events or %d bytes of them waiting to be sent"
                .formatted(collection, id, AggregateStore.OUTBOX_LIMIT, AggregateStore.OUTBOX_BYTES));
    }
}
