package org.crimealliance.meeting.ballot;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a motion passes. Integers only: no share is ever rounded. */
enum Majority {
    @JsonProperty("simple")
    SIMPLE,
    @JsonProperty("two-thirds-of-votes-cast")
    TWO_THIRDS_OF_VOTES_CAST,
    @JsonProperty("two-thirds-of-present")
    TWO_THIRDS_OF_PRESENT;

    /** Abstentions are no votes cast. A tie fails; without a single yes nothing passes. */
    boolean passes(Tally tally, int present) {
        return tally.yes() > 0
                && switch (this) {
                    case SIMPLE -> tally.yes() > tally.no();
                    case TWO_THIRDS_OF_VOTES_CAST -> 3 * tally.yes() >= 2 * (tally.yes() + tally.no());
                    case TWO_THIRDS_OF_PRESENT -> 3 * tally.yes() >= 2 * present;
                };
    }
}
