package org.crimealliance.portal.gateway;

import org.springframework.http.MediaType;

/** A file that a service made. */
public record Document(byte[] content, MediaType type) {}
