package org.crimealliance.platform.inbox;

/** Who may see and who may mend what could not be handled: roles by a setting, as the platform knows no offices. */
final class DeadLetterRoles {

    private final String[] seenBy;
    private final String[] mendedBy;

    DeadLetterRoles(String[] seenBy, String[] mendedBy) {
        this.seenBy = seenBy;
        this.mendedBy = mendedBy;
    }

    public String[] seenBy() {
        return seenBy.clone();
    }

    public String[] mendedBy() {
        return mendedBy.clone();
    }
}
