package org.crimealliance.meeting.ballot;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is moved, and what is decided if it passes. */
enum Motion {
    @JsonProperty("admit")
    ADMIT,
    @JsonProperty("reject")
    REJECT,
    @JsonProperty("defer")
    DEFER,
    @JsonProperty("other")
    OTHER
}
