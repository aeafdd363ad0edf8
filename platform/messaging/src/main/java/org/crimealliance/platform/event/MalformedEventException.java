package org.crimealliance.platform.event;

import org.jspecify.annotations.Nullable;

/** The message cannot be read, now or ever: it goes to the dead letters without a second try. */
public final class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
