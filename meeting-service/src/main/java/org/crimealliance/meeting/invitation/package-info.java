/** Who is invited to a meeting, and the replies by personal link. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting.invitation;
