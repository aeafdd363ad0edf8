package org.crimealliance.portal.session;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the portal offers to whom. It decides which links and buttons are shown; whether something may be done is decided
 * by the service that does it. As an authority it is called {@code MAY_FEES} and the like.
 */
public enum Right {
    /** See the pages of the board. */
    READ("chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager"),
    MEMBERS("chair", "treasurer", "secretary"),
    /** Note that an applicant withdraws. */
    APPLICATIONS("chair", "secretary"),
    /** Issue what was approved. */
    FEES("treasurer"),
    /** Prepare the fees of a year, or a run, for a second person to approve. */
    PREPARE_FEES("chair", "treasurer", "secretary"),
    /** See what waits for a second person; who may confirm it, the service says. */
    CONFIRMATIONS("chair", "vice-chair", "treasurer", "secretary", "board", "auditor"),
    /** See what the fees of a year are. */
    FEE_SCHEDULES("chair", "vice-chair", "treasurer", "secretary", "board", "auditor"),
    /** See invoices and the runs that issue them. */
    INVOICES("chair", "treasurer", "auditor"),
    MEETINGS("chair", "secretary"),
    VOTE("chair", "vice-chair", "secretary", "treasurer", "board"),
    CONGRESS("congress-manager", "chair"),
    /** See who has registered for a congress. */
    REGISTRATIONS("congress-manager", "chair", "secretary"),
    /** Send a failed mail again. */
    MAILS("secretary"),
    /** Replay or skip an event that a service could not take in. */
    LETTERS("chair", "secretary", "treasurer"),
    OPERATIONS("chair", "secretary", "treasurer", "congress-manager"),
    OFFICERS("chair", "secretary", "treasurer");

    private final Set<String> roles;

    Right(String... roles) {
        this.roles = Set.of(roles);
    }

    /** The rights of somebody with these roles ({@code congress-manager}; upper case and underscores are taken too). */
    static Set<Right> of(Collection<String> roles) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (Right right : values()) {
            if (roles.stream().map(Right::spelled).anyMatch(right.roles::contains)) {
                rights.add(right);
            }
        }
        return rights;
    }

    static String spelled(String role) {
        return role.toLowerCase(java.util.Locale.ROOT).replace("role_", "").replace('_', '-');
    }

    String authority() {
        return "MAY_" + name();
    }
}
