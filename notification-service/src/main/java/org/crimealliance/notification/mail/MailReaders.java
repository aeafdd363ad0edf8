package org.crimealliance.notification.mail;

import java.util.Set;
import org.springframework.security.core.Authentication;

/** Who may read what of the mails: in the words of {@code @PreAuthorize}, and of single fields. */
final class MailReaders {

    /** That there are mails, what they are about, what became of them. */
    static final String LIST =
            "hasAnyRole('CHAIR','VICE_CHAIR','TREASURER','SECRETARY','BOARD','AUDITOR','CONGRESS_MANAGER')";

    /** Whom they went to: auditors and the congress team look after figures and congresses, not after people's addresses. */
    private static final Set<String> RECIPIENTS =
            Set.of("ROLE_CHAIR", "ROLE_VICE_CHAIR", "ROLE_TREASURER", "ROLE_SECRETARY", "ROLE_BOARD");

    private MailReaders() {}

    static boolean mayReadRecipients(Authentication caller) {
        return caller.getAuthorities().stream().anyMatch(held -> RECIPIENTS.contains(held.getAuthority()));
    }
}
