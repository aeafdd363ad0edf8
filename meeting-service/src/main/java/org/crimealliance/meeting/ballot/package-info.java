/** Ballots with quorum and majority, and the decisions that they make. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting.ballot;
