package org.crimealliance.identity.login;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.account.EmailAddress;
import org.crimealliance.platform.security.Networks;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * How often one may try: counted in the store, for all instances, in windows of time. Whoever tries is slowed, not the
 * account that is tried: strangers by their network address, for one account and for all together; a device that the
 * account has been signed in on has a budget of its own, which no stranger can use up. An attempt is counted before it is
 * made, so that many at once gain nothing; a success takes its count back.
 */
@Component
public class Throttle {

    private static final String COLLECTION = "attempts";

    /** How many callers' worth of links by mail a mailbox gets from strangers; then one a minute. */
    private static final int MAILBOX = 3;

    /** How often an account may be recovered within an hour: each time ends its sessions and mails a link. */
    static final int RECOVERIES = 3;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Who tries.
     *
     * @param email the account that is tried
     * @param address where from
     * @param device what {@link Devices} knows it by; null for a stranger
     */
    record Caller(String email, String address, @Nullable String device) {

        boolean isKnown() {
            return device != null;
        }
    }

    private final MongoTemplate mongo;
    private final MachineClock machine;
    private final Duration window;
    private final int perCaller;
    private final int perAddress;

    Throttle(MongoTemplate mongo, MachineClock machine, IdentitySettings settings) {
        this.mongo = mongo;
        this.machine = machine;
        this.window = settings.throttle().window();
        this.perCaller = settings.throttle().perCaller();
        this.perAddress = settings.throttle().perAddress();
    }

    public Duration window() {
        return window;
    }

    boolean admits(String what, Caller caller) {
        // an address that may do no more leaves no count for each account that it goes on to try
        return budgets(what, caller).stream().allMatch(budget -> count(budget.key(), 1) <= budget.limit());
    }

    void succeeded(String what, Caller caller) {
        budgets(what, caller).forEach(budget -> count(budget.key(), -1));
    }

    /** For what tells only in the end who it is that tries. */
    public boolean admitsAddress(String what, String address) {
        return countAddress(what, address, 1) <= perAddress;
    }

    public void succeededFrom(String what, String address) {
        countAddress(what, address, -1);
    }

    private int countAddress(String what, String address, int by) {
        return count(key(what, "address", Networks.of(address)), by);
    }

    /**
     * Whether a mailbox may get another mail. Strangers at many addresses must not fill it, nor keep its owner without a link
     * that works: whoever's request it is that the minute's mail answers, the owner gets it.
     */
    boolean admitsMail(Caller caller) {
        String mailbox = EmailAddress.key(caller.email());
        return caller.isKnown()
                || count(key("mail", "mailbox", mailbox), 1) <= MAILBOX * perCaller
                || count(key("mail", "minute", mailbox, MINUTE), 1) == 1;
    }

    /** Whether an account may be recovered once more, whoever asks for it. */
    boolean admitsRecovery(String accountId) {
        return count(key("recovery", "account", accountId, HOUR), 1, HOUR) <= RECOVERIES;
    }

    /** How long it is until {@link #admitsRecovery} counts from nought. */
    Duration nextRecoveries() {
        return Duration.ofMillis(HOUR.toMillis() - machine.instant().toEpochMilli() % HOUR.toMillis());
    }

    private record Budget(String key, int limit) {}

    private List<Budget> budgets(String what, Caller caller) {
        String device = caller.device();
        if (device != null) {
            return List.of(new Budget(key(what, "device", device), perCaller));
        }
        String neighbourhood = Networks.of(caller.address());
        return List.of(
                new Budget(key(what, "address", neighbourhood), perAddress),
                new Budget(key(what, "caller", neighbourhood + " " + EmailAddress.key(caller.email())), perCaller));
    }

    private String key(String what, String kind, String who) {
        return key(what, kind, who, window);
    }

    private String key(String what, String kind, String who, Duration span) {
        long current = machine.instant().toEpochMilli() / span.toMillis();
        return what + ":" + kind + ":" + RandomToken.hash(who) + ":" + current;
    }

    private int count(String key, int by) {
        return count(key, by, window);
    }

    private int count(String key, int by, Duration span) {
        try {
            return upsert(key, by, span);
        } catch (DuplicateKeyException | com.mongodb.MongoCommandException madeMeanwhile) {
            return upsert(key, by, span);
        }
    }

    private int upsert(String key, int by, Duration span) {
        Document counted = documents()
                .findOneAndUpdate(
                        Filters.eq("_id", key),
                        Updates.combine(
                                Updates.inc("count", by),
                                Updates.set(
                                        "expiresAt", Date.from(machine.instant().plus(span.multipliedBy(2))))),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return counted == null ? by : counted.getInteger("count");
    }

    void sweep() {
        documents().deleteMany(Filters.lt("expiresAt", Date.from(machine.instant())));
    }

    private MongoCollection<Document> documents() {
        return mongo.getCollection(COLLECTION);
    }
}
