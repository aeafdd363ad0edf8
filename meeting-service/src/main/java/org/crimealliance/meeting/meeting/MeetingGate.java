package org.crimealliance.meeting.meeting;

import org.crimealliance.platform.outcome.Outcome;

/** What other parts of the service must agree to. */
public interface MeetingGate {

    /** Refuses like an unknown meeting where the caller is a member who is not invited. */
    void mayRead(String meetingId);

    /** Whether the caller may see what is not published: minutes that are a draft. */
    boolean seesDrafts();

    /** Whether the caller may see who voted, and how. */
    boolean seesVotes();

    /** Whether the caller may read guests' mail addresses. */
    boolean seesAddresses();

    /** Whether the caller may have the address where one joins: the Board, and who is invited. */
    boolean mayJoin(String meetingId);

    /** Refused while ballots are open. */
    Outcome<Boolean> mayClose(String meetingId);
}
