package org.crimealliance.membership.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.crimealliance.membership.Readers;
import org.crimealliance.membership.member.Application;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.member.Contact;
import org.crimealliance.membership.member.Decision;
import org.crimealliance.membership.member.MemberKind;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.membership.member.Membership.Applied;
import org.crimealliance.membership.member.Membership.Rejected;
import org.crimealliance.membership.member.Membership.Withdrawn;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;

/**
 * An application as the API shows it.
 *
 * @param state applied, admitted, rejected or withdrawn
 * @param contact whom mail goes to; absent for those who do not read addresses
 * @param decision the Board's decision, once there is one
 * @param deferrals the Board's decisions to decide later
 * @param flaggedAs why this may be a duplicate
 */
record ApplicationView(
        String membershipId,
        String reference,
        String state,
        Category category,
        MemberKind kind,
        String name,
        String country,
        @Nullable String registryNumber,
        String street,
        String postalCode,
        String city,
        @Nullable Contact contact,
        String heardFrom,
        Instant submittedAt,
        LocalDate submittedOn,
        Application.@Nullable Suspicion flaggedAs,
        @Nullable Decision decision,
        List<Decision> deferrals) {

    static String state(Membership membership) {
        return switch (membership) {
            case Applied applied -> "applied";
            case Rejected rejected -> "rejected";
            case Withdrawn withdrawn -> "withdrawn";
            case Admitted admitted -> "admitted";
        };
    }

    static ApplicationView of(Stored<Membership> stored) {
        Membership membership = stored.state();
        Application application = Objects.requireNonNull(membership.application());
        Profile profile = membership.profile();
        return new ApplicationView(
                stored.id(),
                application.reference(),
                state(membership),
                profile.category(),
                profile.kind(),
                profile.name(),
                profile.country(),
                profile.registryNumber(),
                profile.street(),
                profile.postalCode(),
                profile.city(),
                Readers.addresses(stored.id(), profile.contact()),
                application.heardFrom(),
                application.submittedAt(),
                application.submittedOn(),
                application.flaggedAs(),
                switch (membership) {
                    case Admitted admitted -> admitted.admission().decision();
                    case Rejected rejected -> rejected.decision();
                    case Applied applied -> null;
                    case Withdrawn withdrawn -> null;
                },
                membership instanceof Applied applied ? applied.deferrals() : List.of());
    }
}
