package org.crimealliance.platform.web;

import java.io.IOException;

/** The request's body is larger than {@code alliance.max-body}. Answered with 413. */
final class ContentTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    ContentTooLargeException(long limit) {
        super("the body has more than " + limit + " bytes");
    }
}
