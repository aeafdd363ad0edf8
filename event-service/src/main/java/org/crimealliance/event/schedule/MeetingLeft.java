package org.crimealliance.event.schedule;

/** What is read here of {@code event.ancillary-meeting-cancelled.v1} and {@code -declined.v1}. */
record MeetingLeft(String ancillaryMeetingId, String congressId) {}
