package org.crimealliance.gateway;

import java.io.IOException;

/** The request's body is longer than allowed; found while passing it on. */
final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException() {
        super("the request's body is too large");
    }
}
