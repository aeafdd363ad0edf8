package org.crimealliance.platform.seal;

/** No key here opens it. */
public final class UnopenedLinkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnopenedLinkException(Exception cause) {
        super("a sealed link cannot be opened with the keys that are here", cause);
    }
}
