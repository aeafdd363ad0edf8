package org.crimealliance.identity.passkey;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.login.BrowserCookie;
import org.crimealliance.identity.login.RandomToken;
import org.crimealliance.platform.time.MachineClock;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Component;

/**
 * What an authenticator is asked to sign. The browser that asked keeps it in a cookie, the store its hash, for minutes;
 * whichever instance takes it, takes it once, and for what it was asked for alone.
 */
@Component
class Challenges {

    static final Duration LIFE = Duration.ofMinutes(5);

    /** For whoever the answer says that it is. */
    static final String SIGN_IN = "sign-in";

    private static final String COLLECTION = "passkeyChallenges";

    private final MongoTemplate mongo;
    private final MachineClock machine;
    private final BrowserCookie cookie;

    Challenges(MongoTemplate mongo, MachineClock machine, IdentitySettings settings) {
        this.mongo = mongo;
        this.machine = machine;
        this.cookie = new BrowserCookie("alliance-identity-challenge", settings);
    }

    /** @param purpose {@link #SIGN_IN}, or the access under which an account is to have a new passkey */
    Bytes next(String purpose, HttpServletResponse response) {
        String token = RandomToken.next();
        documents()
                .insertOne(new Document("_id", id(token, purpose))
                        .append("expiresAt", Date.from(machine.instant().plus(LIFE))));
        cookie.write(response, token, LIFE);
        return Bytes.fromBase64(token);
    }

    /** The challenge that this browser was given for this; only the first call gets it. */
    Optional<Bytes> take(String purpose, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> token = cookie.read(request).filter(RandomToken::isOne);
        token.ifPresent(kept -> cookie.remove(response));
        return token.filter(kept -> isTaken(id(kept, purpose))).map(Bytes::fromBase64);
    }

    private boolean isTaken(String id) {
        Document taken = documents().findOneAndDelete(Filters.eq("_id", id));
        return taken != null && taken.getDate("expiresAt").toInstant().isAfter(machine.instant());
    }

    private static String id(String token, String purpose) {
        return RandomToken.hash(token + ":" + purpose);
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
