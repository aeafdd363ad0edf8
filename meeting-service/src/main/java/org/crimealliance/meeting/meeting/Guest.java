package org.crimealliance.meeting.meeting;

/** Somebody who is invited to one meeting without being of its audience. */
public record Guest(String guestId, String name, String email, String affiliation) {}
