package org.crimealliance.meeting.ballot;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A vote, or the step aside of somebody concerned. */
enum Choice {
    @JsonProperty("yes")
    YES,
    @JsonProperty("no")
    NO,
    @JsonProperty("abstain")
    ABSTAIN,
    @JsonProperty("recuse")
    RECUSE
}
