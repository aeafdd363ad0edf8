package org.crimealliance.meeting.meeting;

import org.crimealliance.platform.outcome.Outcome;

/** What other parts of the service must agree to. */
public interface MeetingGate {

    /** Refuses like an unknown meeting where the caller is a member who is not invited. */
    void mayRead(String meetingId);

    /** Whether the caller may see what is not published: members may not. */
    boolean seesDrafts();

    /** Refused while ballots are open. */
    Outcome<Boolean> mayClose(String meetingId);
}
