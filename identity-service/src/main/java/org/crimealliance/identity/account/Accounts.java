package org.crimealliance.identity.account;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.person.PersonKeys;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The accounts, by id or by mail address. */
@Component
public class Accounts {

    private static final String PASSKEY_HANDLE = "passkeyHandle";

    private final AggregateStore<Account> store;
    private final MongoTemplate mongo;
    private final Clock clock;
    private final MachineClock machine;

    /** @param zone the association's: offices and memberships begin and end with its days */
    Accounts(
            AggregateStore<Account> store,
            MongoTemplate mongo,
            Clock clock,
            MachineClock machine,
            @Value("${alliance.identity.zone}") ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
        this.clock = clock.withZone(zone);
        this.machine = machine;
    }

    public Optional<Account> byId(String accountId) {
        return store.find(accountId).map(Stored::state);
    }

    /** The account of this address that has a role today. */
    public Optional<Account> entitled(String email) {
        return byId(EmailAddress.accountId(email)).filter(account -> isEntitled(account));
    }

    /** The account that authenticators know by this handle. */
    public Optional<Account> byPasskeyHandle(String handle) {
        return store.find(Query.query(Criteria.where("state." + PASSKEY_HANDLE).is(handle))).stream()
                .map(Stored::state)
                .findFirst();
    }

    /** The account with a handle for authenticators: its own, or this one where it has none yet. */
    public Account knownToAuthenticators(String accountId, String handle) {
        return store.change(accountId, account -> Outcome.done(Change.to(account.knownBy(handle))))
                .orThrow()
                .state();
    }

    public void declareIndexes() {
        mongo.indexOps(store.collection())
                .createIndex(new Index("state." + PASSKEY_HANDLE, Sort.Direction.ASC).sparse());
    }

    /** The account as it is now, if it still gives this access. */
    public Optional<Account> holder(Access access) {
        return byId(access.accountId()).filter(account -> gives(account, access));
    }

    private boolean gives(Account account, Access access) {
        return isEntitled(account) && account.access().equals(access);
    }

    /** Whether the account has a role today; without one nobody may sign in. */
    public boolean isEntitled(Account account) {
        return !rolesNow(account).isEmpty();
    }

    /** The roles on the domain's today. */
    public List<String> rolesNow(Account account) {
        return account.rolesOn(today());
    }

    public Optional<String> memberIdNow(Account account) {
        return account.memberIdOn(today());
    }

    List<Stored<Account>> page(String after, int limit) {
        return store.find(Query.query(Criteria.where("_id").gt(after))
                .with(Sort.by("_id"))
                .limit(limit));
    }

    /** Makes the account if it is missing, and changes it; a repetition of the event changes nothing. */
    void apply(String email, String name, ReceivedEvent<?> cause, UnaryOperator<Account> change) {
        if (email.equals(PersonKeys.ERASED)) {
            return; // nobody is to have it
        }
        String id = EmailAddress.accountId(email);
        if (!changed(id, cause, change)) {
            Account fresh = change.apply(Account.named(email.strip(), name));
            if (!store.create(id, fresh, List.of(), cause).isNew()) {
                changed(id, cause, change); // somebody made it in between
            }
        }
    }

    /** Changes an account that is there; tells whether there is one. Whoever loses a role by it begins anew. */
    boolean changed(String accountId, ReceivedEvent<?> cause, UnaryOperator<Account> change) {
        LocalDate day = today();
        Instant now = machine.instant();
        return isThere(store.change(accountId, cause, account -> {
            Account next = change.apply(account);
            return Outcome.done(
                    account.hasMoreThan(next, day) ? next.revoked(accountId, "role-ended", now) : Change.to(next));
        }));
    }

    /** Ends all sessions of the account and voids all its tokens; nothing where there is no such account. */
    public void signOutEverywhere(String accountId) {
        Instant now = machine.instant();
        store.change(accountId, account -> Outcome.done(account.revoked(accountId, "signed-out-everywhere", now)));
    }

    /**
     * The account has this password from now on, or none; whoever came in by the old one is out.
     *
     * @return the access from now on; empty where the one that this was begun under has been revoked meanwhile
     */
    public Optional<Access> setPassword(Access access, @Nullable String hash) {
        String id = access.accountId();
        Instant now = machine.instant();
        return switch (store.change(
                id,
                account -> gives(account, access)
                        ? Outcome.done(account.withPasswordHash(hash).revoked(id, "password-changed", now))
                        : Outcome.refused(Refusal.conflict("access-revoked", "Sign in again.")))) {
            case Outcome.Done<Stored<Account>>(Stored<Account> changed) ->
                Optional.of(changed.state().access());
            case Outcome.Refused<Stored<Account>> revokedMeanwhile -> Optional.empty();
        };
    }

    /** Somebody else takes away all that opened the account so far, and says why. */
    public Outcome<Stored<Account>> recover(String accountId, String reason) {
        Instant now = machine.instant();
        return store.change(
                accountId,
                account -> isEntitled(account)
                        ? Outcome.done(account.recovered(accountId, reason, now))
                        : Outcome.refused(Refusal.notFound("An account of this address")));
    }

    /** Makes or changes an account for the local stack's demo. */
    void put(String email, String name, UnaryOperator<Account> change) {
        String id = EmailAddress.accountId(email);
        Account fresh = change.apply(Account.named(email, name));
        if (!store.create(id, fresh, List.of()).isNew()) {
            store.change(id, account -> Outcome.done(Change.to(change.apply(account))))
                    .orThrow();
        }
    }

    private static boolean isThere(Outcome<Stored<Account>> outcome) {
        return switch (outcome) {
            case Outcome.Done<Stored<Account>> done -> true;
            case Outcome.Refused<Stored<Account>>(Refusal refusal) -> false; // only "not found" can refuse here
        };
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }
}
