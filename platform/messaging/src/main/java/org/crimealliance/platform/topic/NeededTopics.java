package org.crimealliance.platform.topic;

import java.util.Collection;
import java.util.List;

/**
 * What a part of the service writes or reads, by name.
 *
 * @param names of topics of facts
 * @param compacted of topics where the last word of each key counts
 */
public record NeededTopics(List<String> names, List<String> compacted) {

    public static NeededTopics of(Collection<String> names) {
        return new NeededTopics(List.copyOf(names), List.of());
    }
}
