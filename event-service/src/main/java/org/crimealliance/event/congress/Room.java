package org.crimealliance.event.congress;

/**
 * A room on site or a channel online.
 *
 * @param capacity persons it holds; 0 for a channel, which has no limit
 */
public record Room(String name, Mode mode, int capacity) {}
