package org.crimealliance.event.link;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Tokens of 256 bits, one a purpose and subject. A token is derived from the service's secret, so that a repeated step
 * sends the same link; the store keeps only its hash, with what it is good for. How long it works is its subject's
 * matter: the campaign's deadline, an offer's expiry.
 */
@Component
public class PersonalLinks {

    /** What a link stands for. */
    public record Link(String scope, String subject) {}

    private static final String COLLECTION = "links";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final MongoTemplate mongo;
    private final SecretKeySpec key;
    private final String gateway;

    PersonalLinks(
            MongoTemplate mongo,
            @Value("${alliance.link-secret}") String secret,
            @Value("${alliance.gateway}") String gateway) {
        if (secret.length() < 32) {
            throw new IllegalStateException("Set alliance.link-secret (ALLIANCE_LINK_SECRET): 32 characters or more.");
        }
        this.mongo = mongo;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.gateway = gateway;
    }

    /**
     * Makes the link usable and returns its address. Issuing it again gives the same.
     *
     * @param purpose the page that it leads to ({@code reconfirm}, {@code register}, {@code seat-offer})
     * @param scope what it is bound to beside its subject (a campaign, a round)
     */
    public String issue(String purpose, String scope, String subject) {
        String token = token(purpose, scope, subject);
        String hash = hash(token);
        mongo.getCollection(COLLECTION)
                .replaceOne(
                        Filters.eq("_id", hash),
                        new Document("_id", hash)
                                .append("purpose", purpose)
                                .append("scope", scope)
                                .append("subject", subject),
                        new ReplaceOptions().upsert(true));
        return gateway + "/r/" + purpose + "/" + token;
    }

    /** What the token stands for; empty alike for one that is malformed, unknown, or of another purpose. */
    public Optional<Link> find(String purpose, String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        Document found = mongo.getCollection(COLLECTION)
                .find(Filters.eq("_id", hash(token)))
                .first();
        return found == null || !purpose.equals(found.getString("purpose"))
                ? Optional.empty()
                : Optional.of(new Link(found.getString("scope"), found.getString("subject")));
    }

    private String token(String purpose, String scope, String subject) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] code = mac.doFinal((purpose + "|" + scope + "|" + subject).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
