package org.crimealliance.meeting.invitation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Personal links to answer an invitation. The token is derived from the invitation by a secret, so that a repeated step
 * gives the same; the store keeps only its hash.
 */
@Component
class ReplyLinks {

    static final String PURPOSE = "meeting-reply";
    private static final String COLLECTION = "replyLinks";

    private final MongoTemplate mongo;
    private final String gateway;
    private final byte[] secret;

    ReplyLinks(
            MongoTemplate mongo,
            @Value("${alliance.gateway}") String gateway,
            @Value("${alliance.link-secret:}") String secret,
            @Value("${alliance.secrets:}") String secretsFolder) {
        this.mongo = mongo;
        this.gateway = gateway;
        this.secret = secret(secret, secretsFolder);
    }

    /** Makes the link known and returns its address. */
    String make(String invitationId) {
        String token = token(invitationId);
        String hash = hash(token);
        mongo.getCollection(COLLECTION)
                .replaceOne(
                        Filters.eq("_id", hash),
                        new Document("_id", hash).append("purpose", PURPOSE).append("invitationId", invitationId),
                        new ReplaceOptions().upsert(true));
        return gateway + "/r/" + PURPOSE + "/" + token;
    }

    /** The invitation that a token is for. */
    Optional<String> invitationOf(String token) {
        Document link = mongo.getCollection(COLLECTION)
                .find(Filters.eq("_id", hash(token)))
                .first();
        return Optional.ofNullable(link)
                .filter(found -> PURPOSE.equals(found.getString("purpose")))
                .map(found -> found.getString("invitationId"));
    }

    private String token(String invitationId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] token = mac.doFinal((PURPOSE + "|" + invitationId).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] secret(String given, String folder) {
        if (!given.isBlank()) {
            return given.getBytes(StandardCharsets.UTF_8);
        }
        if (folder.isBlank()) {
            throw new IllegalStateException(
                    "Personal links need a secret: set ALLIANCE_LINK_SECRET, or ALLIANCE_SECRETS to a folder of secrets.");
        }
        Path file = Path.of(folder).resolve("link-secret");
        try {
            String text = Files.readString(file).strip();
            if (text.length() < 32) {
                throw new IllegalStateException(file + " holds no secret of at least 32 characters");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the secret of the personal links cannot be read", e);
        }
    }
}
