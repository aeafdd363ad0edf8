package org.crimealliance.meeting;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list and the cursor of the next.
 *
 * @param next absent at the end
 */
public record Paging<T>(List<T> items, @Nullable String next) {

    /** The items after the one whose key is {@code after}; the list is ordered by that key. */
    public static <T> Paging<T> of(List<T> ordered, Function<T, String> key, @Nullable String after, int limit) {
        List<T> rest = after == null
                ? ordered
                : ordered.stream()
                        .filter(item -> key.apply(item).compareTo(after) > 0)
                        .toList();
        List<T> page = rest.stream().limit(limit).toList();
        return new Paging<>(page, rest.size() > limit ? key.apply(page.getLast()) : null);
    }
}
