package org.crimealliance.portal.gateway;

/** A service is down, too slow or broken: nothing was said about what was asked. */
public final class UnavailableException extends GatewayException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    public UnavailableException(String what, Throwable cause, boolean passing) {
        super(what, cause);
        this.passing = passing;
    }

    /** Whether the same may be answered if it is asked again at once: no answer came, or a word of patience. */
    boolean passing() {
        return passing;
    }
}
