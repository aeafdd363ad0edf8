package org.crimealliance.meeting.invitation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A reply: coming, not coming (an apology), perhaps. */
public enum Answer {
    @JsonProperty("yes")
    YES,
    @JsonProperty("no")
    NO,
    @JsonProperty("tentative")
    TENTATIVE
}
