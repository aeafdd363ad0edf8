package org.crimealliance.stack;

/** Something the person at the keyboard can put right: the message is one line that says what and how. */
public final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
