package org.crimealliance.identity.passkey;

import java.time.Instant;
import java.util.List;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.springframework.data.annotation.TypeAlias;

/** A passkey of somebody's: a key pair of which the private half never leaves the authenticator. */
sealed interface Passkey {

    /**
     * What an authenticator said of itself; bytes as base64url. It is what Spring Security's {@code CredentialRecord} tells.
     *
     * @param handle whose it is (the account has it)
     * @param attestation the attestation object, which holds the public key
     * @param signatures how many the authenticator says it has made; 0 from those that do not count
     */
    record Credential(
            String id,
            String handle,
            String publicKey,
            String attestation,
            List<String> transports,
            long signatures,
            boolean userVerified,
            boolean backupEligible,
            boolean backedUp) {

        public Credential {
            transports = List.copyOf(transports);
        }
    }

    /** It signs in, as long as the account is known by its handle. */
    @TypeAlias("passkey-registered")
    record Registered(String account, String label, Credential credential, Instant addedAt, Instant usedAt)
            implements Passkey {}

    /** It signs in no more; nothing of it is kept but that it was there. */
    @TypeAlias("passkey-removed")
    record Removed(String account, Instant removedAt) implements Passkey {}

    /** For the record, and for the mail to its owner. */
    @WireName("identity.passkey-added.v1")
    record PasskeyAdded(String subject, String email, String name, String label) {}

    /** For the record, and for the mail to its owner. */
    @WireName("identity.passkey-removed.v1")
    record PasskeyRemoved(String subject, String email, String name, String label) {}

    /**
     * It has signed once more. A counter that does not count on is an authenticator that somebody has copied; another key
     * or owner under the same id is somebody else's passkey.
     */
    static Outcome<Change<Passkey>> used(Passkey passkey, Credential seen, Instant now) {
        return switch (passkey) {
            case Registered known
            when isSame(known.credential(), seen) && countsOn(known.credential(), seen) ->
                Outcome.done(Change.to(new Registered(known.account(), known.label(), seen, known.addedAt(), now)));
            case Registered another -> Outcome.refused(unusable());
            case Removed gone -> Outcome.refused(unusable());
        };
    }

    /** Its owner takes it away; whoever else asks is told that there is none. */
    static Outcome<Change<Passkey>> remove(Passkey passkey, String accountId, String email, String name, Instant now) {
        return switch (passkey) {
            case Registered mine
            when mine.account().equals(accountId) ->
                Outcome.done(Change.to(
                        new Removed(accountId, now), new PasskeyRemoved(accountId, email, name, mine.label())));
            case Registered anothers -> Outcome.refused(unknown());
            case Removed gone -> Outcome.refused(unknown());
        };
    }

    private static boolean isSame(Credential known, Credential seen) {
        return known.handle().equals(seen.handle()) && known.publicKey().equals(seen.publicKey());
    }

    private static boolean countsOn(Credential known, Credential seen) {
        return seen.signatures() > known.signatures() || (seen.signatures() == 0 && known.signatures() == 0);
    }

    private static Refusal unusable() {
        return Refusal.conflict("passkey-unusable", "This passkey signs nobody in.");
    }

    private static Refusal unknown() {
        return Refusal.notFound("This passkey");
    }
}
