package org.crimealliance.platform.link;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.crimealliance.platform.seal.LinkSealer;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Tokens of 256 bits, one for a purpose and what it stands for. A token is derived from the service's secret, so that a
 * repeated step sends the same link; the store keeps only its hash, with what it is good for. How long it works is its
 * subject's matter. Its address leaves sealed for the one who mails it.
 */
public final class PersonalLinks {

    /** The id of nothing. */
    public static final String NOBODY = "nobody";

    private final MongoTemplate mongo;
    private final SecretKeySpec key;
    private final LinkSealer sealer;
    private final String gateway;
    private final String collection;
    private final List<String> fields;

    /**
     * @param secret from which the tokens are derived
     * @param gateway where the links lead to
     * @param fields names of what a link stands for, in the order in which its token is derived
     */
    public PersonalLinks(
            MongoTemplate mongo,
            String secret,
            LinkSealer sealer,
            String gateway,
            String collection,
            String... fields) {
        if (secret.length() < 32) {
            throw new IllegalStateException(
                    "Personal links need a secret of 32 characters or more: set ALLIANCE_LINK_SECRET, or ALLIANCE_SECRETS"
                            + " to a folder with the file link-secret.");
        }
        this.mongo = mongo;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.sealer = sealer;
        this.gateway = gateway;
        this.collection = collection;
        this.fields = List.of(fields);
    }

    /**
     * Makes the link usable and returns its address, sealed. Issuing it again gives the same, sealed anew.
     *
     * @param purpose the page that it leads to
     * @param standsFor a value for each field
     */
    public String issue(String purpose, String... standsFor) {
        if (standsFor.length != fields.size()) {
            throw new IllegalArgumentException("a link of " + collection + " stands for " + fields);
        }
        String token = token(purpose + "|" + String.join("|", standsFor));
        Document link = new Document("_id", hash(token)).append("purpose", purpose);
        for (int i = 0; i < standsFor.length; i++) {
            link.append(fields.get(i), standsFor[i]);
        }
        links().replaceOne(Filters.eq("_id", link.get("_id")), link, new ReplaceOptions().upsert(true));
        return sealer.seal(gateway + "/r/" + purpose + "/" + token);
    }

    /**
     * What the token stands for; empty alike for one that is malformed, unknown, or of another purpose. Whoever refuses some
     * links for other reasons too looks up for {@link #NOBODY} what it would look up for the subject: by its time an answer
     * must not tell what was wrong.
     */
    public Optional<List<String>> find(String purpose, String token) {
        return Optional.ofNullable(links().find(Filters.eq("_id", hash(token))).first())
                .filter(link -> purpose.equals(link.getString("purpose")))
                .map(link -> fields.stream().map(link::getString).toList());
    }

    private String token(String of) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(of.getBytes(StandardCharsets.UTF_8)));
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

    private MongoCollection<Document> links() {
        return mongo.getCollection(collection);
    }
}
