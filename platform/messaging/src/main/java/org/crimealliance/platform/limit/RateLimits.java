package org.crimealliance.platform.limit;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * At most so many in any hour, for whatever is counted: a mail address, a network. Counted in the store by one conditional
 * write, so that several instances count together; what is counted is kept as a keyed hash only.
 */
public final class RateLimits {

    static final Duration WINDOW = Duration.ofHours(1);

    private static final String COLLECTION = "rateLimits";

    private final MongoTemplate mongo;
    private final SecretKeySpec key;
    private final InstantSource machine;

    /** @param machine the machine's time: setting the domain's clock must not open a limit */
    public RateLimits(MongoTemplate mongo, String secret, InstantSource machine) {
        this.mongo = mongo;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.machine = machine;
    }

    /**
     * Counts one more, unless that is too many.
     *
     * @param what is counted, so that one value may be counted in several ways
     * @param most in any hour; 0: no limit
     */
    public boolean take(String what, String value, int most) {
        if (most == 0) {
            return true;
        }
        Instant now = machine.instant();
        Bson room = Filters.and(
                Filters.eq("_id", hash(what, value)),
                Filters.or(
                        Filters.exists("times." + (most - 1), false),
                        Filters.lte("times.0", Date.from(now.minus(WINDOW)))));
        Bson count = Updates.combine(
                // the oldest of the last ones decides when there is room again
                Updates.pushEach("times", List.of(Date.from(now)), new PushOptions().slice(-most)),
                Updates.set("last", Date.from(now)));
        return counts(room, count);
    }

    /** What was counted last did not happen after all. */
    public void giveBack(String what, String value, int most) {
        if (most > 0) {
            limits().updateOne(Filters.eq("_id", hash(what, value)), Updates.popLast("times"));
        }
    }

    /**
     * Counts one more of this whole hour, unless that is too many. For large limits: it keeps a number, not the times.
     *
     * @param most in an hour by the clock; 0: no limit
     */
    public boolean takeOfThisHour(String what, int most) {
        if (most == 0) {
            return true;
        }
        Instant now = machine.instant();
        Bson room = Filters.and(Filters.eq("_id", hourOf(what, now)), Filters.not(Filters.gte("count", most)));
        return counts(room, Updates.combine(Updates.inc("count", 1), Updates.set("last", Date.from(now))));
    }

    public void giveBackOfThisHour(String what, int most) {
        if (most > 0) {
            limits().updateOne(Filters.eq("_id", hourOf(what, machine.instant())), Updates.inc("count", -1));
        }
    }

    /** Forgets what no limit depends on any more. */
    public void sweep() {
        limits().deleteMany(Filters.lte("last", Date.from(machine.instant().minus(WINDOW))));
    }

    private String hourOf(String what, Instant now) {
        return hash(what, now.truncatedTo(ChronoUnit.HOURS).toString());
    }

    private boolean counts(Bson room, Bson count) {
        try {
            limits().updateOne(room, count, new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                // it is there and has no room, or was made by another in this very moment
                return limits().updateOne(room, count).getMatchedCount() == 1;
            }
            throw e;
        }
    }

    /** By which something can be found again without being kept. */
    public String hash(String what, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((what + "|" + value).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private MongoCollection<Document> limits() {
        return mongo.getCollection(COLLECTION);
    }
}
