/** Meetings: series, invitations, agenda, attendance, ballots and minutes. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting;
