package org.crimealliance.platform.event;

import org.jspecify.annotations.Nullable;

/** Something of ours that heals by itself, or by another's work: try again. */
public abstract class PassingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected PassingException(String message) {
        super(message);
    }

    /** Without a stack trace where it is thrown often. */
    protected PassingException(String message, @Nullable Throwable cause, boolean suppression, boolean stackTrace) {
        super(message, cause, suppression, stackTrace);
    }
}
