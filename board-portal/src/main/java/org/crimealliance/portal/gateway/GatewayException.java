package org.crimealliance.portal.gateway;

/** The platform did not do or give what a page asked for. */
public abstract sealed class GatewayException extends RuntimeException
        permits RefusedException, UnavailableException, SignedOutException {

    private static final long serialVersionUID = 1L;

    GatewayException(String message) {
        super(message);
    }

    GatewayException(String message, Throwable cause) {
        super(message, cause);
    }
}
