package org.crimealliance.meeting;

/** Who may do what, in the words of {@code @PreAuthorize}. */
public final class Access {

    /** Chair and Secretary run meetings. */
    public static final String RUN = "hasAnyRole('CHAIR','SECRETARY')";

    /** Everybody on the Board, the auditors and the congress team read. */
    public static final String READ =
            "hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD','AUDITOR','CONGRESS_MANAGER')";

    /** Holders of a seat on the Board vote; whose vote it is, the ballot checks. */
    public static final String VOTE = "hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD')";

    /** Board roles, and members for what they are invited to. */
    public static final String READ_INVITED =
            "hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD','AUDITOR','CONGRESS_MANAGER','MEMBER')";

    private Access() {}
}
