package org.crimealliance.platform.store;

import org.crimealliance.platform.event.PassingException;

/** Somebody else wrote the aggregate since it was read. {@link AggregateStore#change} reads again and decides again. */
public final class StaleAggregateException extends PassingException {

    private static final long serialVersionUID = 1L;

    StaleAggregateException(String collection, String id) {
        super(collection + "/" + id + " was changed by somebody else", null, false, false);
    }
}
