package org.crimealliance.membership.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.application.ApplicantKeys;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.member.Profile;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Stored;
import org.springframework.stereotype.Component;

/**
 * Takes the register of members over. A member is known by the member number, so that the same file again changes nothing;
 * interrupted, it is simply run again.
 */
@Component
final class ImportRegister {

    /** A row that was passed over, and why. */
    record RefusedRow(long row, String reason) {}

    record Result(int added, int changed, int unchanged, List<RefusedRow> refused) {}

    private enum Effect {
        ADDED,
        CHANGED,
        UNCHANGED
    }

    private final Memberships memberships;
    private final ApplicantKeys keys;
    private final MembershipCalendar calendar;

    ImportRegister(Memberships memberships, ApplicantKeys keys, MembershipCalendar calendar) {
        this.memberships = memberships;
        this.keys = keys;
        this.calendar = calendar;
    }

    /** With {@code preview} it only tells what it would do. */
    Result run(RegisterFile file, boolean preview) {
        file.check();
        LocalDate today = calendar.today();
        int[] counts = new int[Effect.values().length];
        List<RefusedRow> refused = new ArrayList<>();
        Map<String, Long> seen = new HashMap<>();
        file.read(row -> {
            switch (row) {
                case RegisterFile.Row.Unreadable bad -> refused.add(new RefusedRow(bad.number(), bad.reason()));
                case RegisterFile.Row.Readable good -> {
                    try {
                        RegisterEntry entry = RegisterEntry.of(good.values(), today);
                        Long earlier = seen.putIfAbsent(entry.memberNumber(), good.number());
                        if (earlier != null) {
                            throw new RegisterEntry.Unusable("memberNumber: %s stands in row %d already"
                                    .formatted(entry.memberNumber(), earlier));
                        }
                        counts[take(entry, preview, today).ordinal()]++;
                    } catch (RegisterEntry.Unusable e) {
                        refused.add(new RefusedRow(good.number(), String.valueOf(e.getMessage())));
                    }
                }
            }
        });
        return new Result(
                counts[Effect.ADDED.ordinal()],
                counts[Effect.CHANGED.ordinal()],
                counts[Effect.UNCHANGED.ordinal()],
                List.copyOf(refused));
    }

    private Effect take(RegisterEntry entry, boolean preview, LocalDate today) throws RegisterEntry.Unusable {
        String id = Ids.derived("membership", entry.memberNumber());
        Optional<Stored<Membership>> found = memberships.find(id);
        if (found.isEmpty()) {
            if (!preview) {
                keys.claim(id, entry.profile());
                memberships.create(id, Membership.register(id, entry.profile(), entry.memberSince()));
            }
            return Effect.ADDED;
        }
        Membership before = found.get().state();
        if (before instanceof Admitted member && !member.admission().on().equals(entry.memberSince())) {
            throw new RegisterEntry.Unusable("memberSince: the member was taken over as a member since "
                    + member.admission().on());
        }
        Outcome<?> would = Membership.update(id, before, merged(before, entry), today);
        if (would instanceof Outcome.Refused<?>(var refusal)) {
            throw new RegisterEntry.Unusable(refusal.message());
        }
        if (before.profile().equals(merged(before, entry))) {
            return Effect.UNCHANGED;
        }
        if (!preview
                && memberships.change(
                                id, membership -> Membership.update(id, membership, merged(membership, entry), today))
                        instanceof Outcome.Refused<Stored<Membership>>(var refusal)) {
            throw new RegisterEntry.Unusable(refusal.message());
        }
        return Effect.CHANGED;
    }

    /** The register has no column for the registry number: what is known of it stays. */
    private static Profile merged(Membership membership, RegisterEntry entry) {
        Profile p = entry.profile();
        return new Profile(
                p.category(),
                p.kind(),
                p.name(),
                p.country(),
                membership.profile().registryNumber(),
                p.street(),
                p.postalCode(),
                p.city(),
                p.contact(),
                p.memberNumber());
    }
}
