/** A meeting from its tentative date until it is held or cancelled, and its number. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting.meeting;
