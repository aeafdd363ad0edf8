package org.crimealliance.platform.file;

import org.crimealliance.platform.event.PassingException;

/** A file took so long to arrive that it was swept, or is being swept at this moment. */
final class NotArrivedException extends PassingException {

    private static final long serialVersionUID = 1L;

    NotArrivedException() {
        super("the file took too long to arrive; send it again");
    }
}
