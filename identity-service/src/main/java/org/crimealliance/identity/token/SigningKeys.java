package org.crimealliance.identity.token;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.platform.time.MachineClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * The keys that sign tokens: made once, kept in the store under a seal ({@link SealedKeys}), shared by all instances, so
 * that a restart keeps everybody signed in. There is no default key.
 *
 * <p>Keys are numbered. When the newest is older than {@code key-life}, the next is made (by whichever instance is first:
 * its number is taken then). It is published at once and signs only after {@link #SETTLING}, when every service has
 * fetched it; the one before stays published for {@link #FADING}, longer than any token lives. To replace a key at once,
 * delete the documents of {@code signingKeys} and restart: all tokens end. One that an older version left there without a
 * seal is thrown away: whoever had the store has it.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext> {

    static final Duration SETTLING = Duration.ofMinutes(15);
    static final Duration FADING = Duration.ofDays(2);

    private static final String COLLECTION = "signingKeys";
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int BITS = 2048;

    /** A key and when it was made. */
    record Numbered(int number, Instant madeAt, RSAKey key) {}

    private record Loaded(Instant at, List<Numbered> keys) {}

    private final MongoTemplate mongo;
    private final MachineClock machine;
    private final Duration life;
    private final SealedKeys sealed;
    private volatile Loaded loaded = new Loaded(Instant.EPOCH, List.of());

    @Autowired
    SigningKeys(MongoTemplate mongo, MachineClock machine, IdentitySettings settings, Secrets secrets) {
        this(
                mongo,
                machine,
                settings.keyLife(),
                new SealedKeys(
                        secrets.read("signing-keys", settings.signingKeysSecret(), "ALLIANCE_SIGNING_KEYS_SECRET")));
    }

    SigningKeys(MongoTemplate mongo, MachineClock machine, Duration life, SealedKeys sealed) {
        this.mongo = mongo;
        this.machine = machine;
        this.life = life;
        this.sealed = sealed;
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(new JWKSet(
                published(machine.instant()).stream().<JWK>map(Numbered::key).toList()));
    }

    /** Of several that could sign, the newest that everybody knows. */
    JWK signing(List<JWK> candidates) {
        Instant now = machine.instant();
        List<Numbered> keys = published(now);
        Numbered chosen = keys.getFirst();
        for (Numbered key : keys) {
            if (key.madeAt().plus(SETTLING).isBefore(now)) {
                chosen = key;
            }
        }
        String id = chosen.key().getKeyID();
        return candidates.stream()
                .filter(candidate -> id.equals(candidate.getKeyID()))
                .findFirst()
                .orElseGet(candidates::getFirst);
    }

    private List<Numbered> published(Instant now) {
        Loaded current = loaded;
        if (current.at().plus(FRESH).isAfter(now)) {
            return current.keys();
        }
        List<Numbered> keys = read();
        if (keys.isEmpty() || keys.getLast().madeAt().plus(life).isBefore(now)) {
            make(keys.isEmpty() ? 1 : keys.getLast().number() + 1, now);
            keys = read();
        }
        List<Numbered> kept = withoutFaded(keys, now);
        loaded = new Loaded(now, kept);
        return kept;
    }

    static List<Numbered> withoutFaded(List<Numbered> keys, Instant now) {
        List<Numbered> kept = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            boolean last = i == keys.size() - 1;
            if (last || keys.get(i + 1).madeAt().plus(FADING).isAfter(now)) {
                kept.add(keys.get(i));
            }
        }
        return kept;
    }

    private List<Numbered> read() {
        documents().deleteMany(Filters.exists("jwk"));
        List<Numbered> keys = new ArrayList<>();
        for (Document document : documents().find().sort(Sorts.ascending("_id"))) {
            int number = document.getInteger("_id");
            keys.add(new Numbered(
                    number, document.getDate("madeAt").toInstant(), sealed.open(number, document.getString("sealed"))));
        }
        return keys;
    }

    private void make(int number, Instant now) {
        try {
            RSAKey key = new RSAKeyGenerator(BITS)
                    .keyIDFromThumbprint(true)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
            documents()
                    .insertOne(new Document("_id", number)
                            .append("madeAt", Date.from(now))
                            .append("sealed", sealed.seal(number, key)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            } // another instance made it: that one counts
        }
    }

    private MongoCollection<Document> documents() {
        return mongo.getCollection(COLLECTION);
    }
}
