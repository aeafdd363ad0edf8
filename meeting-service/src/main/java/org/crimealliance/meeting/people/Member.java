package org.crimealliance.meeting.people;

import org.jspecify.annotations.Nullable;

/**
 * A member as this service knows it.
 *
 * @param category ordinary, extraordinary, individual, honorary
 */
record Member(
        String membershipId,
        String category,
        String name,
        Contact contact,
        @Nullable String state) {

    boolean isActive() {
        return "active".equals(state);
    }
}
