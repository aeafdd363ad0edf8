package org.crimealliance.identity.passkey;

import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.account.EmailAddress;
import org.crimealliance.identity.account.PasskeyCount;
import org.crimealliance.identity.login.RandomToken;
import org.crimealliance.identity.passkey.Passkey.Credential;
import org.crimealliance.identity.passkey.Passkey.PasskeyAdded;
import org.crimealliance.identity.passkey.Passkey.Registered;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** The passkeys, each a document of its own under a hash of its credential's id: nobody registers another's. */
@Component
class Passkeys implements UserCredentialRepository, PasskeyCount {

    /** So many an account may have: whatever somebody owns, and no more to look through. */
    static final int MOST = 10;

    private static final String COLLECTION = "passkeys";
    private static final String OWNER = "state.credential.handle";

    private final AggregateStore<Passkey> store;
    private final Accounts accounts;
    private final MongoTemplate mongo;
    private final MachineClock machine;

    Passkeys(AggregateStores stores, Accounts accounts, MongoTemplate mongo, MachineClock machine) {
        this.store = stores.of(COLLECTION, Passkey.class);
        this.accounts = accounts;
        this.mongo = mongo;
        this.machine = machine;
    }

    /** A passkey as its owner sees it. */
    record View(String id, String label, Instant addedAt, Instant usedAt) {}

    /** The account's passkeys, the oldest first. */
    List<View> all(Account account) {
        return registered(account.passkeyHandle()).stream()
                .map(one -> new View(id(one.credential().id()), one.label(), one.addedAt(), one.usedAt()))
                .toList();
    }

    @Override
    public int of(Account account) {
        return all(account).size();
    }

    /** Takes one away; refused where the account has none of this id. */
    Outcome<Stored<Passkey>> remove(String id, String accountId, Account account) {
        Instant now = machine.instant();
        return store.change(id, passkey -> Passkey.remove(passkey, accountId, account.email(), account.name(), now));
    }

    /** A new one, or one that has signed once more: which, its id tells. */
    @Override
    public void save(CredentialRecord record) {
        Credential credential = credential(record);
        Account account = accounts.byPasskeyHandle(credential.handle())
                .orElseThrow(() -> new IllegalArgumentException("nobody's passkey"));
        String accountId = EmailAddress.accountId(account.email());
        Instant now = machine.instant();
        boolean isNew = store.create(
                        id(credential.id()),
                        new Registered(accountId, record.getLabel(), credential, now, now),
                        List.of(new PasskeyAdded(accountId, account.email(), account.name(), record.getLabel())))
                .isNew();
        if (!isNew) {
            store.change(id(credential.id()), known -> Passkey.used(known, credential, now))
                    .orThrow();
        }
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        return store.find(id(credentialId.toBase64UrlString()))
                .map(Stored::state)
                .map(passkey -> passkey instanceof Registered registered ? record(registered) : null)
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes handle) {
        return registered(handle.toBase64UrlString()).stream()
                .map(Passkeys::record)
                .toList();
    }

    /** Not a way to take one away: {@link #remove} asks whose it is, and tells. */
    @Override
    public void delete(Bytes credentialId) {
        throw new UnsupportedOperationException();
    }

    private List<Registered> registered(@Nullable String handle) {
        return handle == null
                ? List.of()
                : store.find(Query.query(Criteria.where(OWNER).is(handle)).limit(10 * MOST)).stream()
                        .map(Stored::state)
                        .map(Registered.class::cast) // a removed one has no owner's handle any more
                        .sorted(Comparator.comparing(Registered::addedAt))
                        .toList();
    }

    private static String id(String credentialId) {
        return RandomToken.hash(credentialId);
    }

    private static Credential credential(CredentialRecord record) {
        Bytes attestation = record.getAttestationObject();
        if (attestation == null) {
            throw new IllegalArgumentException("without its attestation no signature can be verified");
        }
        return new Credential(
                record.getCredentialId().toBase64UrlString(),
                record.getUserEntityUserId().toBase64UrlString(),
                new Bytes(record.getPublicKey().getBytes()).toBase64UrlString(),
                attestation.toBase64UrlString(),
                record.getTransports().stream()
                        .map(AuthenticatorTransport::getValue)
                        .sorted()
                        .toList(),
                record.getSignatureCount(),
                record.isUvInitialized(),
                record.isBackupEligible(),
                record.isBackupState());
    }

    private static CredentialRecord record(Registered passkey) {
        Credential known = passkey.credential();
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(Bytes.fromBase64(known.id()))
                .userEntityUserId(Bytes.fromBase64(known.handle()))
                .publicKey(new ImmutablePublicKeyCose(
                        Bytes.fromBase64(known.publicKey()).getBytes()))
                .attestationObject(Bytes.fromBase64(known.attestation()))
                .transports(known.transports().stream()
                        .map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toSet()))
                .signatureCount(known.signatures())
                .uvInitialized(known.userVerified())
                .backupEligible(known.backupEligible())
                .backupState(known.backedUp())
                .label(passkey.label())
                .created(passkey.addedAt())
                .lastUsed(passkey.usedAt())
                .build();
    }

    void declareIndexes() {
        mongo.getCollection(COLLECTION).createIndex(Indexes.ascending(OWNER));
        accounts.declareIndexes();
    }

    /** Removed ones that have told all they had to tell. */
    void sweep() {
        mongo.remove(
                Query.query(Criteria.where("outbox")
                        .size(0)
                        .and("state.removedAt")
                        .lt(Date.from(machine.instant().minus(Duration.ofDays(1))))),
                COLLECTION);
    }
}
