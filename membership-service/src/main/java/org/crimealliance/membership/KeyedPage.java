package org.crimealliance.membership;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next what to pass as {@code after} for the next page; absent at the end
 */
public record KeyedPage<T>(List<T> items, @Nullable String next) {

    /** Of rows read with one more than the limit, to see whether more follow. */
    public static <R, T> KeyedPage<T> of(List<R> rows, int limit, Function<R, String> key, Function<R, T> view) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        return new KeyedPage<>(shown.stream().map(view).toList(), more ? key.apply(shown.getLast()) : null);
    }
}
