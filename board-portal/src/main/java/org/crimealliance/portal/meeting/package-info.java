/** Meetings, invitations, ballots, minutes. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.meeting;
