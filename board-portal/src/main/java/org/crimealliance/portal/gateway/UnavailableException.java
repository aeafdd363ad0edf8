package org.crimealliance.portal.gateway;

/** A service is down, too slow or broken: nothing was said about what was asked. */
public final class UnavailableException extends GatewayException {

    private static final long serialVersionUID = 1L;

    UnavailableException(String what, Throwable cause) {
        super(what, cause);
    }
}
