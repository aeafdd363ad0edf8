package org.crimealliance.portal.gateway;

import org.jspecify.annotations.Nullable;

/**
 * One piece of a page whose service may be down while the others work.
 *
 * @param value null where it could not be had
 * @param forbidden true where the reader's role may not see it, so that nothing is said about it
 */
public record Part<T>(@Nullable T value, boolean forbidden) {

    public boolean present() {
        return value != null;
    }

    /** The service did not answer: the page says so in this piece and works on. */
    public boolean down() {
        return value == null && !forbidden;
    }
}
