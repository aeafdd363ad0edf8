package org.crimealliance.platform.topic;

import java.util.Collection;
import java.util.List;

/** What a part of the service writes or reads, by name. */
public record NeededTopics(List<String> names) {

    public static NeededTopics of(Collection<String> names) {
        return new NeededTopics(List.copyOf(names));
    }
}
