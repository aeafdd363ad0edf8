package org.crimealliance.portal.frame;

import org.springframework.core.io.Resource;

/**
 * A file between its preview and the decision to import it.
 *
 * @param content read from the store each time, piece by piece
 * @param sum tells it from any other
 */
public record HeldUpload(String fileName, Resource content, String sum) {}
