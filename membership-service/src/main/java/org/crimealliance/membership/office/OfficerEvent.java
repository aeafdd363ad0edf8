package org.crimealliance.membership.office;

import java.time.LocalDate;
import org.crimealliance.platform.outbox.WireName;
import org.jspecify.annotations.Nullable;

/** What is told of an office. */
sealed interface OfficerEvent {

    @WireName("membership.officer-appointed.v1")
    record OfficerAppointed(
            String officeId,
            Office office,
            String name,
            String email,
            LocalDate from,
            @Nullable LocalDate until) implements OfficerEvent {}

    @WireName("membership.officer-ended.v1")
    record OfficerEnded(String officeId, Office office, String email, LocalDate endedOn) implements OfficerEvent {}
}
