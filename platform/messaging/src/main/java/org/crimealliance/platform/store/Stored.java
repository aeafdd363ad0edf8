package org.crimealliance.platform.store;

import java.util.Map;

/**
 * An aggregate as it was read.
 *
 * @param id its {@code _id}
 * @param version counts the writes; a write is accepted only against the version that was read
 * @param seq the number of its last event
 * @param applied for each source aggregate, the number of the last event that was applied here
 * @param state its state
 */
public record Stored<S>(String id, long version, long seq, Map<String, Long> applied, S state) {

    <T> Stored<T> as(Class<T> type) {
        return new Stored<>(id, version, seq, applied, type.cast(state));
    }
}
