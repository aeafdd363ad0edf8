package org.crimealliance.platform.web;

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

    /** Of a whole list in the order of its keys: what comes after that key. */
    public static <R, T> KeyedPage<T> after(
            @Nullable String after, List<R> ordered, int limit, Function<R, String> key, Function<R, T> view) {
        List<R> rest = ordered.stream()
                .filter(row -> after == null || key.apply(row).compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        return of(rest, limit, key, view);
    }
}
