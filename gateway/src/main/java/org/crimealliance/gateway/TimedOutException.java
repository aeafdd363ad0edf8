package org.crimealliance.gateway;

/** A service took the request and gave no answer in time. */
final class TimedOutException extends UnreachableException {

    private static final long serialVersionUID = 1L;

    TimedOutException(Throwable cause) {
        super(cause, false);
    }
}
