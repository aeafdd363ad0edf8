package org.crimealliance.platform.person;

import org.crimealliance.platform.event.PassingException;

/** A key has not been read yet, or could not be told: it is tried again. */
final class KeysAwayException extends PassingException {

    private static final long serialVersionUID = 1L;

    KeysAwayException(String message) {
        super(message, null, false, false);
    }
}
