package org.crimealliance.membership.secondperson;

import java.time.Instant;

/**
 * A second person's word.
 *
 * @param seen fingerprint of what they looked at
 * @param offices asked at each try to write it down, for the two of them
 */
public record Confirmation(Person second, String seen, SecondPersonRule rule, Offices offices, Instant at) {}
