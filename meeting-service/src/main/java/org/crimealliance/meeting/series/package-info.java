/** Series of meetings: who is invited, which quorum applies. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting.series;
