package org.crimealliance.meeting.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A member as this service knows it.
 *
 * @param category ordinary, extraordinary, individual, honorary
 * @param endsOn the last day of its membership, absent while none is known
 */
record Member(
        String membershipId,
        String category,
        String name,
        Contact contact,
        @Nullable LocalDate endsOn) {

    boolean isActiveOn(LocalDate day) {
        return endsOn == null || !endsOn.isBefore(day);
    }
}
