package org.crimealliance.identity.token;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.identity.login.RandomToken;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.security.jackson.SecurityJacksonModules;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Authorizations in the store, so that restarts and several instances keep them. Codes and tokens are kept as hashes only;
 * each hash is the {@code _id} of a small document that leads to its authorization. A code is redeemed once, whatever
 * comes at the same time.
 */
@Component
class StoredAuthorizations implements OAuth2AuthorizationService {

    private static final String AUTHORIZATIONS = "authorizations";
    private static final String HASHES = "authorizationHashes";
    private static final String HASHED = "sha256:";
    private static final String CODE_WAS_USED = "alliance.code-was-used";
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final MongoTemplate mongo;
    private final MachineClock machine;
    private final RegisteredClientRepository clients;
    private final JsonMapper json;

    StoredAuthorizations(MongoTemplate mongo, MachineClock machine, RegisteredClientRepository clients) {
        this.mongo = mongo;
        this.machine = machine;
        this.clients = clients;
        this.json = JsonMapper.builder()
                .addModules(SecurityJacksonModules.getModules(StoredAuthorizations.class.getClassLoader()))
                .build();
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        Set<String> keys = new LinkedHashSet<>();
        Document document = write(authorization, keys);
        Bson which = Filters.eq("_id", authorization.getId());
        boolean used = document.getBoolean("codeUsed", false);
        if (used && !Boolean.TRUE.equals(authorization.getAttribute(CODE_WAS_USED))) {
            Bson unused = Filters.and(which, Filters.eq("codeUsed", false));
            if (authorizations().replaceOne(unused, document).getMatchedCount() == 0) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
            }
        } else {
            authorizations().replaceOne(which, document, new ReplaceOptions().upsert(true));
        }
        for (String key : keys) {
            hashes().replaceOne(
                            Filters.eq("_id", key),
                            new Document("_id", key)
                                    .append("authorization", authorization.getId())
                                    .append("expiresAt", document.getDate("expiresAt")),
                            new ReplaceOptions().upsert(true));
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        hashes().deleteMany(Filters.eq("authorization", authorization.getId()));
        authorizations().deleteOne(Filters.eq("_id", authorization.getId()));
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        Document document = authorizations().find(Filters.eq("_id", id)).first();
        return document == null ? null : read(document);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        String hash = HASHED + RandomToken.hash(token);
        Document lead = hashes().find(Filters.eq("_id", hash)).first();
        OAuth2Authorization found = lead == null ? null : findById(lead.getString("authorization"));
        return found == null || type == null || holds(found, hash, type.getValue()) ? found : null;
    }

    /** A code must not pass for a refresh token. */
    private static boolean holds(OAuth2Authorization authorization, String hash, String type) {
        Class<? extends OAuth2Token> expected = switch (type) {
            case "code" -> OAuth2AuthorizationCode.class;
            case "access_token" -> OAuth2AccessToken.class;
            case "refresh_token" -> OAuth2RefreshToken.class;
            case "id_token" -> OidcIdToken.class;
            default -> null;
        };
        if (expected == null) {
            return hash.equals(hashed(authorization.getAttribute("state")));
        }
        var token = authorization.getToken(expected);
        return token != null && hash.equals(token.getToken().getTokenValue());
    }

    private Document write(OAuth2Authorization authorization, Set<String> keys) {
        Instant expires = machine.instant().plus(Duration.ofMinutes(10));
        Document tokens = new Document();
        List<OAuth2Authorization.Token<?>> all = new ArrayList<>();
        all.add(authorization.getToken(OAuth2AuthorizationCode.class));
        all.add(authorization.getToken(OAuth2AccessToken.class));
        all.add(authorization.getToken(OAuth2RefreshToken.class));
        all.add(authorization.getToken(OidcIdToken.class));
        for (OAuth2Authorization.Token<?> token : all) {
            if (token != null) {
                OAuth2Token value = token.getToken();
                String hash = String.valueOf(hashed(value.getTokenValue()));
                keys.add(hash);
                Instant end = value.getExpiresAt();
                expires = end != null && end.isAfter(expires) ? end : expires;
                Document kept = new Document("hash", hash)
                        .append("issuedAt", date(value.getIssuedAt()))
                        .append("expiresAt", date(end))
                        .append("metadata", json.writeValueAsString(token.getMetadata()));
                if (value instanceof OAuth2AccessToken access) {
                    kept.append("scopes", new ArrayList<>(access.getScopes()));
                }
                tokens.append(name(value), kept);
            }
        }
        String state = hashed(authorization.getAttribute("state"));
        if (state != null) {
            keys.add(state);
        }
        var code = authorization.getToken(OAuth2AuthorizationCode.class);
        Map<String, Object> attributes = new java.util.HashMap<>(authorization.getAttributes());
        attributes.remove(CODE_WAS_USED);
        return new Document("_id", authorization.getId())
                .append("client", authorization.getRegisteredClientId())
                .append("principal", authorization.getPrincipalName())
                .append("grant", authorization.getAuthorizationGrantType().getValue())
                .append("scopes", new ArrayList<>(authorization.getAuthorizedScopes()))
                .append("attributes", json.writeValueAsString(attributes))
                .append("tokens", tokens)
                .append("codeUsed", code != null && code.isInvalidated())
                .append("expiresAt", Date.from(expires));
    }

    private @Nullable OAuth2Authorization read(Document document) {
        RegisteredClient client = clients.findById(document.getString("client"));
        if (client == null) {
            return null; // a client that is no more has no authorizations
        }
        Map<String, Object> attributes = json.readValue(document.getString("attributes"), MAP);
        OAuth2Authorization.Builder builder = OAuth2Authorization.withRegisteredClient(client)
                .id(document.getString("_id"))
                .principalName(document.getString("principal"))
                .authorizationGrantType(new AuthorizationGrantType(document.getString("grant")))
                .authorizedScopes(Set.copyOf(document.getList("scopes", String.class)))
                .attributes(all -> all.putAll(attributes))
                .attribute(CODE_WAS_USED, document.getBoolean("codeUsed", false));
        document.get("tokens", Document.class).forEach((name, value) -> {
            Document kept = (Document) value;
            Map<String, Object> metadata = json.readValue(kept.getString("metadata"), MAP);
            builder.token(token(name, kept, metadata), all -> all.putAll(metadata));
        });
        return builder.build();
    }

    @SuppressWarnings("unchecked")
    private static OAuth2Token token(String name, Document kept, Map<String, Object> metadata) {
        String hash = kept.getString("hash");
        Instant issued = instant(kept.getDate("issuedAt"));
        Instant expires = instant(kept.getDate("expiresAt"));
        return switch (name) {
            case "code" ->
                new OAuth2AuthorizationCode(hash, Objects.requireNonNull(issued), Objects.requireNonNull(expires));
            case "refresh" -> new OAuth2RefreshToken(hash, issued, expires);
            case "id" ->
                new OidcIdToken(hash, issued, expires, (Map<String, Object>)
                        metadata.getOrDefault(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, Map.of("sub", "?")));
            default ->
                new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER,
                        hash,
                        issued,
                        expires,
                        Set.copyOf(kept.getList("scopes", String.class)));
        };
    }

    private static String name(OAuth2Token token) {
        return switch (token) {
            case OAuth2AuthorizationCode code -> "code";
            case OAuth2RefreshToken refresh -> "refresh";
            case OidcIdToken id -> "id";
            default -> "access";
        };
    }

    /** What was read from the store is a hash already. */
    private static @Nullable String hashed(@Nullable String value) {
        return value == null || value.startsWith(HASHED) ? value : HASHED + RandomToken.hash(value);
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    void declareIndexes() {
        authorizations().createIndex(Indexes.ascending("expiresAt"));
        hashes().createIndex(Indexes.ascending("authorization"));
        hashes().createIndex(Indexes.ascending("expiresAt"));
    }

    void sweep() {
        Date now = Date.from(machine.instant());
        hashes().deleteMany(Filters.lt("expiresAt", now));
        authorizations().deleteMany(Filters.lt("expiresAt", now));
    }

    private MongoCollection<Document> authorizations() {
        return mongo.getCollection(AUTHORIZATIONS);
    }

    private MongoCollection<Document> hashes() {
        return mongo.getCollection(HASHES);
    }
}
