package org.crimealliance.membership.member;

import java.time.LocalDate;
import java.util.Collection;
import org.crimealliance.membership.member.Membership.Admitted;

/** Members by category on a day, in numbers of memberships. */
public record MemberCounts(LocalDate asOf, int ordinary, int extraordinary, int individual, int honorary) {

    /** Counted from dated facts alone: the same day gives the same figures whenever it is asked. */
    public static MemberCounts on(LocalDate day, Collection<? extends Membership> memberships) {
        int[] counts = new int[Category.values().length];
        for (Membership membership : memberships) {
            if (membership instanceof Admitted member && member.isMemberOn(day)) {
                counts[member.categoryOn(day).ordinal()]++;
            }
        }
        return new MemberCounts(
                day,
                counts[Category.ORDINARY.ordinal()],
                counts[Category.EXTRAORDINARY.ordinal()],
                counts[Category.INDIVIDUAL.ordinal()],
                counts[Category.HONORARY.ordinal()]);
    }
}
