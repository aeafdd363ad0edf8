package org.crimealliance.gateway;

/** A service gave no answer. */
class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean untouched;

    UnreachableException(Throwable cause, boolean untouched) {
        super(cause.toString(), cause, false, false);
        this.untouched = untouched;
    }

    /** Whether no connection was made, so that the service cannot have done anything. */
    boolean untouched() {
        return untouched;
    }
}
