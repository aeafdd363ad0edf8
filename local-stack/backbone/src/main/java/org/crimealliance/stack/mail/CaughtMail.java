package org.crimealliance.stack.mail;

import java.time.Instant;

/**
 * A mail as the list shows it.
 *
 * @param id number in the order of arrival, with leading zeros
 * @param from sender of the envelope
 * @param to recipient of the envelope: a mail to three is caught three times
 * @param subject decoded
 * @param date what its header says, which is domain time; the moment of arrival if it says nothing
 */
record CaughtMail(String id, String from, String to, String subject, Instant date) {}
