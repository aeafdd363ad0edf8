package org.crimealliance.portal.frame;

import java.io.Serializable;

/** A file between its preview and the decision to import it. */
public record HeldUpload(String fileName, byte[] content) implements Serializable {}
