package org.crimealliance.meeting.attendance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in the list of participants.
 *
 * @param attendeeId of the invitee or the office where there is one
 * @param affiliation the group in the list
 * @param arrivedAt absent: from the beginning
 * @param leftAt absent: until the end
 */
public record Attendee(
        String attendeeId,
        String name,
        String affiliation,
        @Nullable String role,
        Status status,
        @Nullable Instant arrivedAt,
        @Nullable Instant leftAt) {

    /** There, excused, or neither. */
    public enum Status {
        @JsonProperty("present")
        PRESENT,
        @JsonProperty("apology")
        APOLOGY,
        @JsonProperty("absent")
        ABSENT
    }

    boolean isThereAt(Instant moment) {
        return status == Status.PRESENT
                && (arrivedAt == null || !arrivedAt.isAfter(moment))
                && (leftAt == null || leftAt.isAfter(moment));
    }
}
