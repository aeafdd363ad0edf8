package org.crimealliance.identity.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The access that something was begun under: a session, a mailed link, a password that is being checked. When the account's
 * access is revoked, all of it is void, however far it had come.
 *
 * @param from {@link Account#accessFrom}, as the store keeps it
 */
public record Access(String accountId, @Nullable Instant from) {

    public Access {
        from = from == null ? null : from.truncatedTo(ChronoUnit.MILLIS);
    }
}
