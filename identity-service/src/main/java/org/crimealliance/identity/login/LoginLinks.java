package org.crimealliance.identity.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.account.Access;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.login.LoginLink.LoginLinkRequested;
import org.crimealliance.identity.login.LoginLink.Recovery;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.seal.LinkSealer;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Makes sign-in links and takes them back, each once. */
@Component
class LoginLinks {

    private static final String COLLECTION = "loginLinks";

    private final AggregateStore<LoginLink> links;
    private final Accounts accounts;
    private final MongoTemplate mongo;
    private final MachineClock machine;
    private final LinkSealer sealer;
    private final String publicUrl;
    private final Duration life;

    LoginLinks(
            AggregateStores stores,
            Accounts accounts,
            MongoTemplate mongo,
            MachineClock machine,
            LinkSealer sealer,
            IdentitySettings settings) {
        this.links = stores.of(COLLECTION, LoginLink.class);
        this.accounts = accounts;
        this.mongo = mongo;
        this.machine = machine;
        this.sealer = sealer;
        this.publicUrl = settings.issuer().toString();
        this.life = settings.linkLife();
    }

    Duration life() {
        return life;
    }

    /** Has a link mailed if the address belongs to somebody with a role; else does nothing, and tells nobody. */
    void send(String email) {
        send(email, null);
    }

    /** As {@link #send(String)}; the mail says whose doing it is that only this link is left. */
    void send(String email, @Nullable Recovery recovery) {
        Optional<Account> found = accounts.entitled(email);
        if (found.isEmpty()) {
            return;
        }
        Account account = found.get();
        Access access = account.access();
        String token = RandomToken.next();
        links.create(
                RandomToken.hash(token),
                new LoginLink.Open(access.accountId(), machine.instant().plus(life), access.from()),
                List.of(new LoginLinkRequested(
                        access.accountId(),
                        account.email(),
                        account.name(),
                        sealer.seal(publicUrl + "/one-time/" + token),
                        recovery)));
    }

    boolean isOpen(String token) {
        return links.find(RandomToken.hash(token))
                .filter(link -> link.state() instanceof LoginLink.Open open
                        && machine.instant().isBefore(open.expiresAt())
                        && accounts.holder(open.access()).isPresent())
                .isPresent();
    }

    /** What the link signs in under; only the first call gets it. */
    Outcome<Access> use(String token) {
        Instant at = machine.instant();
        Outcome<Stored<LoginLink>> used = links.change(RandomToken.hash(token), link -> LoginLink.use(link, at));
        return switch (used) {
            case Outcome.Done<Stored<LoginLink>>(Stored<LoginLink> stored) ->
                accounts.holder(stored.state().access()).isPresent()
                        ? Outcome.done(stored.state().access())
                        : Outcome.refused(LoginLink.unusable());
            case Outcome.Refused<Stored<LoginLink>>(Refusal refusal) -> Outcome.refused(LoginLink.unusable());
        };
    }

    /** Links that can open nothing any more and have told all they had to tell. */
    void sweep() {
        Date yesterday = Date.from(machine.instant().minus(Duration.ofDays(1)));
        mongo.remove(
                Query.query(new Criteria()
                        .andOperator(
                                Criteria.where("outbox").size(0),
                                new Criteria()
                                        .orOperator(
                                                Criteria.where("state.expiresAt")
                                                        .lt(yesterday),
                                                Criteria.where("state.usedAt").lt(yesterday)))),
                COLLECTION);
    }
}
