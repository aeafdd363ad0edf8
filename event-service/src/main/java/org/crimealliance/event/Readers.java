package org.crimealliance.event;

import org.crimealliance.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/** Who may read what of a congress: in the words of {@code @PreAuthorize}, and of single parts. */
public final class Readers {

    /** The programme, and what a personal link stands for. */
    public static final String EVERYBODY = "permitAll()";

    /** How the congress comes together: proposals, campaign, selection, schedule, figures. */
    public static final String OFFICES =
            "hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD','AUDITOR','CONGRESS_MANAGER')";

    /** Who takes part, by name and mail address. */
    public static final String PARTICIPANTS = "hasAnyRole('CONGRESS_MANAGER','CHAIR','SECRETARY')";

    private static final String[] TEAM = {"CONGRESS_MANAGER", "CHAIR", "VICE_CHAIR", "TREASURER", "SECRETARY", "BOARD"};

    private Readers() {}

    /** Who runs the congress, and the Board: what they enter needs no confirmation, and they see whom to write to. */
    public static boolean isOfTheTeam() {
        return Caller.hasAnyRole(TEAM);
    }

    /** Mail addresses of organisers are for those who run the congress and the Board; auditors get null. */
    public static <T> @Nullable T addresses(T part) {
        return isOfTheTeam() ? part : null;
    }
}
