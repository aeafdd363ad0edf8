package org.crimealliance.platform.store;

import java.util.List;

/** What a transition makes of an aggregate: its next state, and the events that tell of it. */
public record Change<S>(S next, List<Object> events) {

    public Change {
        events = List.copyOf(events);
    }

    public static <S> Change<S> to(S next, Object... events) {
        return new Change<>(next, List.of(events));
    }
}
