package org.crimealliance.identity.account;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The accounts, by id or by mail address. */
@Component
public class Accounts {

    private final AggregateStore<Account> store;
    private final Clock clock;

    Accounts(AggregateStore<Account> store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Optional<Account> byId(String accountId) {
        return store.find(accountId).map(Stored::state);
    }

    /** The account of this address that has a role today. */
    public Optional<Account> entitled(String email) {
        return byId(EmailAddress.accountId(email)).filter(account -> isEntitled(account));
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
        String id = EmailAddress.accountId(email);
        if (!changed(id, cause, change)) {
            Account fresh = change.apply(Account.named(email.strip(), name));
            if (!store.create(id, fresh, List.of(), cause).isNew()) {
                changed(id, cause, change); // somebody made it in between
            }
        }
    }

    /** Changes an account that is there; tells whether there is one. */
    boolean changed(String accountId, ReceivedEvent<?> cause, UnaryOperator<Account> change) {
        return isThere(store.change(accountId, cause, account -> Outcome.done(Change.to(change.apply(account)))));
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

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
