package org.crimealliance.identity.login;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.account.EmailAddress;
import org.crimealliance.platform.time.MachineClock;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * How often one may try: counted in the store, for all instances, by mail address and by network address, in windows of
 * time. An attempt is counted before it is made, so that many at once gain nothing; a success takes its count back.
 */
@Component
class Throttle {

    private static final String COLLECTION = "attempts";

    private final MongoTemplate mongo;
    private final MachineClock machine;
    private final Duration window;
    private final int perAccount;
    private final int perAddress;

    Throttle(MongoTemplate mongo, MachineClock machine, IdentitySettings settings) {
        this.mongo = mongo;
        this.machine = machine;
        this.window = settings.throttle().window();
        this.perAccount = settings.throttle().perAccount();
        this.perAddress = settings.throttle().perAddress();
    }

    Duration window() {
        return window;
    }

    boolean admitsAddress(String what, String address) {
        return count(key(what, "address", address), 1) <= perAddress;
    }

    boolean admitsAccount(String what, String email) {
        return count(key(what, "account", EmailAddress.key(email)), 1) <= perAccount;
    }

    void succeeded(String what, String email, String address) {
        count(key(what, "account", EmailAddress.key(email)), -1);
        count(key(what, "address", address), -1);
    }

    private String key(String what, String kind, String who) {
        long current = machine.instant().toEpochMilli() / window.toMillis();
        return what + ":" + kind + ":" + RandomToken.hash(who) + ":" + current;
    }

    private int count(String key, int by) {
        try {
            return upsert(key, by);
        } catch (DuplicateKeyException | com.mongodb.MongoCommandException madeMeanwhile) {
            return upsert(key, by);
        }
    }

    private int upsert(String key, int by) {
        Document counted = documents()
                .findOneAndUpdate(
                        Filters.eq("_id", key),
                        Updates.combine(
                                Updates.inc("count", by),
                                Updates.set(
                                        "expiresAt", Date.from(machine.instant().plus(window.multipliedBy(2))))),
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
