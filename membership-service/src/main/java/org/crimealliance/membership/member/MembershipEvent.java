package org.crimealliance.membership.member;

import java.time.LocalDate;
import org.crimealliance.platform.outbox.WireName;
import org.jspecify.annotations.Nullable;

/** What a membership tells the other services. */
public sealed interface MembershipEvent {

    @WireName("membership.application-submitted.v1")
    record ApplicationSubmitted(
            String membershipId,
            String reference,
            Category category,
            MemberKind kind,
            String name,
            String country,
            String heardFrom,
            Contact contact)
            implements MembershipEvent {}

    @WireName("membership.application-withdrawn.v1")
    record ApplicationWithdrawn(String membershipId, String reason) implements MembershipEvent {}

    @WireName("membership.application-rejected.v1")
    record ApplicationRejected(
            String membershipId,
            Category category,
            MemberKind kind,
            String name,
            Contact contact,
            String decisionId,
            String meetingId)
            implements MembershipEvent {}

    @WireName("membership.application-deferred.v1")
    record ApplicationDeferred(
            String membershipId,
            Category category,
            MemberKind kind,
            String name,
            Contact contact,
            String decisionId,
            String meetingId)
            implements MembershipEvent {}

    @WireName("membership.member-admitted.v1")
    record MemberAdmitted(
            String membershipId,
            Category category,
            MemberKind kind,
            String name,
            String country,
            Contact contact,
            LocalDate admittedOn,
            Admission.Origin origin,
            @Nullable String decisionId)
            implements MembershipEvent {}

    @WireName("membership.member-changed.v1")
    record MemberChanged(
            String membershipId, Category category, MemberKind kind, String name, String country, Contact contact)
            implements MembershipEvent {}

    /** {@code how}: resigned or expelled; {@code effectiveOn}: the last day of membership. */
    @WireName("membership.membership-ended.v1")
    record MembershipEnded(String membershipId, String how, LocalDate effectiveOn) implements MembershipEvent {}
}
