package org.crimealliance.meeting.ballot;

/**
 * The numbers of a closed ballot.
 *
 * @param present voters there, or represented by somebody there, when it was closed, without those who stepped aside
 * @param seats how many may vote in the meeting
 * @param quorum how many had to be there, 0 where none was needed
 */
record Figures(int yes, int no, int abstain, int present, int seats, int quorum) {}
