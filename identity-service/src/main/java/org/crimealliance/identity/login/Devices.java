package org.crimealliance.identity.login;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * On which devices an account has been signed in: a random cookie, and a document under the hash of cookie and account. It
 * opens nothing; it says who is not a stranger, so that strangers can be slowed without locking anybody out.
 */
@Component
class Devices {

    private static final String COLLECTION = "devices";
    private static final Duration LIFE = Duration.ofDays(180);

    private final MongoTemplate mongo;
    private final MachineClock machine;
    private final BrowserCookie cookie;

    Devices(MongoTemplate mongo, MachineClock machine, IdentitySettings settings) {
        this.mongo = mongo;
        this.machine = machine;
        this.cookie = new BrowserCookie("alliance-identity-device", settings);
    }

    /** The device's id, where this account has been signed in on it; null for a stranger. */
    @Nullable
    String known(String accountId, HttpServletRequest request) {
        String id = token(request).map(token -> id(token, accountId)).orElse("");
        Document found = documents().find(Filters.eq("_id", id)).first();
        return found != null && found.getDate("expiresAt").toInstant().isAfter(machine.instant()) ? id : null;
    }

    /** The account was signed in on this device, now. */
    void remember(String accountId, HttpServletRequest request, HttpServletResponse response) {
        String token = token(request).orElseGet(RandomToken::next);
        documents()
                .updateOne(
                        Filters.eq("_id", id(token, accountId)),
                        Updates.set("expiresAt", Date.from(machine.instant().plus(LIFE))),
                        new UpdateOptions().upsert(true));
        cookie.write(response, token, LIFE);
    }

    private static String id(String token, String accountId) {
        return RandomToken.hash(token + ":" + accountId);
    }

    private Optional<String> token(HttpServletRequest request) {
        return cookie.read(request).filter(RandomToken::isOne);
    }

    void declareIndexes() {
        documents().createIndex(Indexes.ascending("expiresAt"));
    }

    void sweep() {
        documents().deleteMany(Filters.lt("expiresAt", Date.from(machine.instant())));
    }

    private MongoCollection<Document> documents() {
        return mongo.getCollection(COLLECTION);
    }
}
