package org.crimealliance.membership.member;

import java.time.LocalDate;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A member as the API shows them.
 *
 * @param state active, resigning, ended or expelled
 * @param lastDay of membership, where it is known
 * @param contact whom mail goes to; absent for those who do not read addresses
 * @param decisionId of the admission, where the Board took it
 */
record MemberView(
        String membershipId,
        @Nullable String memberNumber,
        Category category,
        MemberKind kind,
        String name,
        String country,
        @Nullable String registryNumber,
        String street,
        String postalCode,
        String city,
        @Nullable Contact contact,
        String state,
        LocalDate admittedOn,
        @Nullable LocalDate lastDay,
        @Nullable String decisionId) {

    static MemberView of(Stored<Membership> stored) {
        Admitted member = (Admitted) stored.state();
        Profile profile = member.profile();
        Decision decision = member.admission().decision();
        return new MemberView(
                stored.id(),
                profile.memberNumber(),
                profile.category(),
                profile.kind(),
                profile.name(),
                profile.country(),
                profile.registryNumber(),
                profile.street(),
                profile.postalCode(),
                profile.city(),
                Readers.addresses(stored.id(), profile.contact()),
                member.wire(),
                member.admission().on(),
                member.lastDay().orElse(null),
                decision == null ? null : decision.decisionId());
    }
}
