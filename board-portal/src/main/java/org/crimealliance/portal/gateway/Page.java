package org.crimealliance.portal.gateway;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a list.
 *
 * @param next where the next piece begins; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

    @SuppressWarnings("NullAway") // what the wire leaves out arrives as null
    public Page {
        items = items == null ? List.of() : List.copyOf(items);
    }

    public <R> Page<R> map(Function<T, R> as) {
        return new Page<>(items.stream().map(as).toList(), next);
    }

    /** For a waiting list on the home page: exact, or "at least" when the list goes on. */
    public String count() {
        return items.size() + (next == null ? "" : "+");
    }
}
