package org.crimealliance.identity.login;

import java.time.Instant;
import org.crimealliance.identity.account.Access;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/** A link by which one may sign in once. Its id is the hash of the token in it. */
sealed interface LoginLink {

    String account();

    /** When the account's access was revoked last, as it was mailed. */
    @Nullable
    Instant accessFrom();

    /** What it signs in under: nothing, once the access that it was mailed under has been revoked. */
    default Access access() {
        return new Access(account(), accessFrom());
    }

    /** Sent and not used. */
    @TypeAlias("login-link-open")
    record Open(String account, Instant expiresAt, @Nullable Instant accessFrom) implements LoginLink {}

    /** Used: it opens nothing any more. */
    @TypeAlias("login-link-used")
    record Used(String account, Instant usedAt, @Nullable Instant accessFrom) implements LoginLink {}

    /**
     * Asks for the mail that carries the link.
     *
     * @param recovery absent: whoever gets the link has asked for it
     */
    @WireName("identity.login-link-requested.v1")
    record LoginLinkRequested(
            String subject,
            String email,
            String name,
            String url,
            @Nullable Recovery recovery) {}

    /**
     * Another officer had the account recovered.
     *
     * @param by the officer's account
     * @param office the one under which it was asked for
     */
    record Recovery(String by, String name, String office, String reason) {}

    /** One answer for all that does not work, so that nothing can be learnt from it. */
    static Refusal unusable() {
        return Refusal.conflict("link-unusable", "This link has been used or is too old. Ask for a new one.");
    }

    static Outcome<Change<LoginLink>> use(LoginLink link, Instant now) {
        return switch (link) {
            case Open open
            when now.isBefore(open.expiresAt()) ->
                Outcome.done(Change.to(new Used(open.account(), now, open.accessFrom())));
            case Open open -> Outcome.refused(unusable());
            case Used used -> Outcome.refused(unusable());
        };
    }
}
