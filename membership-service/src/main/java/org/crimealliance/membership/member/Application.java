package org.crimealliance.membership.member;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How somebody asked for membership.
 *
 * @param reference what the applicant quotes
 * @param submittedOn the day of {@code submittedAt} in the zone of the Alliance
 * @param heardFrom where they heard of the Alliance
 * @param flaggedAs why this may be a second application of the same applicant; the Secretary decides
 */
public record Application(
        String reference,
        Instant submittedAt,
        LocalDate submittedOn,
        String heardFrom,
        @Nullable Suspicion flaggedAs) {

    /**
     * A suspected duplicate; never merged by itself.
     *
     * @param reason {@code same-registry-number} or {@code same-name-and-country}
     * @param membershipIds the others
     */
    public record Suspicion(String reason, List<String> membershipIds) {}
}
