package org.crimealliance.platform.store;

import org.springframework.dao.TransientDataAccessResourceException;

/**
 * A newer version of the service wrote this document in a shape that this one does not know: it can neither be
 * read nor written here. It passes when the upgrade is done.
 */
public final class NewerShapeException extends TransientDataAccessResourceException {

    private static final long serialVersionUID = 1L;

    NewerShapeException(String collection, String id, int shape, int known) {
        super("%s/%s has shape %d, this instance knows %d".formatted(collection, id, shape, known));
    }
}
