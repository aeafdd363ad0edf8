package org.crimealliance.meeting.people;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who is invited: a member, an officer or a guest.
 *
 * @param inviteeId of the membership, the office or the guest
 * @param affiliation the group in the list of participants
 * @param organisation for whom a delegate comes, absent for persons
 */
public record Invitee(
        String inviteeId,
        String name,
        String email,
        @Nullable String language,
        String affiliation,
        @Nullable String organisation) {}
