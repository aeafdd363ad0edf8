package org.crimealliance.membership;

import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.security.Caller;
import org.crimealliance.platform.text.MailAddress;
import org.jspecify.annotations.Nullable;

/** Who may read what of members, applications and money: in the words of {@code @PreAuthorize}, and of single parts. */
public final class Readers {

    /** Members, applications, reports. */
    public static final String OFFICES =
            "hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD','AUDITOR','CONGRESS_MANAGER')";

    /** One member: a member, the own membership. */
    public static final String OFFICES_OR_THE_MEMBER =
            "hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD','AUDITOR','CONGRESS_MANAGER','MEMBER')";

    /** Who holds which office. */
    public static final String EVERYBODY = OFFICES_OR_THE_MEMBER;

    /** What waits for a second person, and the fees. */
    public static final String BOARD_AND_AUDITOR =
            "hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD','AUDITOR')";

    /** The yearly runs. */
    public static final String RUNS = "hasAnyRole('TREASURER','CHAIR','SECRETARY','AUDITOR')";

    /** Invoices. */
    public static final String FINANCE = "hasAnyRole('TREASURER','CHAIR','AUDITOR')";

    /** One invoice: a member, the own ones. */
    public static final String FINANCE_OR_THE_MEMBER = "hasAnyRole('TREASURER','CHAIR','AUDITOR','MEMBER')";

    private Readers() {}

    /** Another's is answered like one that does not exist. */
    public static void mayReadMember(String membershipId) {
        if (!Caller.hasAnyRole("CHAIR", "VICE_CHAIR", "TREASURER", "SECRETARY", "BOARD", "AUDITOR", "CONGRESS_MANAGER")
                && !isOwn(membershipId)) {
            throw new RefusedException(Refusal.notFound("This member"));
        }
    }

    public static boolean mayReadInvoiceOf(String membershipId) {
        return Caller.hasAnyRole("TREASURER", "CHAIR", "AUDITOR") || isOwn(membershipId);
    }

    /** Auditors and the congress team look after figures and congresses, not after people's addresses: null for them. */
    public static <T> @Nullable T addresses(String membershipId, T part) {
        return readsContacts() || isOwn(membershipId) ? part : null;
    }

    /** An officer's address: as those of members, and the own one. */
    public static @Nullable String officersAddress(String email) {
        boolean own = Caller.claim("email")
                .filter(address -> MailAddress.areSame(address, email))
                .isPresent();
        return readsContacts() || own ? email : null;
    }

    /** Null for those who read no addresses: what goes together with them, or tells whether one was guessed. */
    public static <T> @Nullable T forContacts(@Nullable T part) {
        return readsContacts() ? part : null;
    }

    private static boolean readsContacts() {
        return Caller.hasAnyRole("CHAIR", "VICE_CHAIR", "TREASURER", "SECRETARY", "BOARD");
    }

    private static boolean isOwn(String membershipId) {
        return Caller.claim("member_id").filter(membershipId::equals).isPresent();
    }
}
