package org.crimealliance.platform.file;

/**
 * What a file hangs on.
 *
 * @param kind the sort of thing, as its {@link FileRule} names it
 */
public record FileOwner(String kind, String id) {}
