/** Who is there, since when, for whom, and who apologised. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting.attendance;
