package org.crimealliance.portal.gateway;

/** The token is no longer good and could not be renewed: the reader signs in again. */
public final class SignedOutException extends GatewayException {

    private static final long serialVersionUID = 1L;

    public SignedOutException() {
        super("signed out");
    }
}
