package org.crimealliance.platform.inbox;

/** The message cannot be read, now or ever: it goes to the dead letters without a second try. */
final class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
