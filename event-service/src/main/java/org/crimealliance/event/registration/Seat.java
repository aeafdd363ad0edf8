package org.crimealliance.event.registration;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a participant takes part. Who sits on site has the online access too. */
enum Seat {
    @JsonProperty("onsite")
    ONSITE,
    @JsonProperty("online")
    ONLINE
}
