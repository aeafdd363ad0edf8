package org.crimealliance.meeting.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** A share of the seats, rounded up. Integers only: 1/2 of 9 seats is 5. */
public record QuorumRule(
        @NotNull Base of,
        @Min(1) @Max(1000) int numerator,
        @Min(1) @Max(1000) int denominator) {

    /** What the share is taken of. */
    public enum Base {
        @JsonProperty("filled-seats")
        FILLED_SEATS
    }

    /** The Board's, unless its series says otherwise: half of the filled seats. */
    static final QuorumRule HALF = new QuorumRule(Base.FILLED_SEATS, 1, 2);

    @AssertTrue(message = "a quorum is at most all seats")
    boolean isAtMostAll() {
        return numerator <= denominator;
    }

    int of(int seats) {
        return Math.ceilDiv(seats * numerator, denominator);
    }
}
