package org.crimealliance.identity.login;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.account.Access;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Who is signed in here: a random cookie, and one document in the store under its hash. A restart keeps it, any instance
 * knows it, ending it is deleting it, and every sign-in gets a new one, so that none can be fixed beforehand.
 *
 * <p>A session remembers the access that it was given under ({@link Account#accessFrom}): when the account's access is
 * revoked, all its sessions are void by that one write. A refresh token is worth as much as the session it came of.
 *
 * <p>Time here is the machine's, not the domain's: a demo that moves the domain's clock must not end or prolong sessions.
 */
@Component
public class Sessions implements SecurityContextRepository {

    private static final String COLLECTION = "sessions";
    private static final Duration FRESH = Duration.ofMinutes(15);

    private final MongoTemplate mongo;
    private final MachineClock machine;
    private final Accounts accounts;
    private final Duration life;
    private final BrowserCookie cookie;

    Sessions(MongoTemplate mongo, MachineClock machine, Accounts accounts, IdentitySettings settings) {
        this.mongo = mongo;
        this.machine = machine;
        this.accounts = accounts;
        this.life = settings.sessionLife();
        this.cookie = new BrowserCookie("alliance-identity", settings);
    }

    /** Signs in under this access; {@code factor} is one of {@link FactorGrantedAuthority}'s names. */
    void start(Access access, String factor, HttpServletRequest request, HttpServletResponse response) {
        end(request, response);
        String token = RandomToken.next();
        Instant accessFrom = access.from();
        documents()
                .insertOne(new Document("_id", RandomToken.hash(token))
                        .append("account", access.accountId())
                        .append("accessFrom", accessFrom == null ? null : Date.from(accessFrom))
                        .append("factor", factor)
                        .append("signedInAt", Date.from(machine.instant()))
                        .append("expiresAt", Date.from(machine.instant().plus(life))));
        cookie.write(response, token, life);
    }

    /** Signs out: the document goes, and the cookie. */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(token -> {
            documents().deleteOne(Filters.eq("_id", RandomToken.hash(token)));
            cookie.remove(response);
        });
    }

    /** Whose session an authentication came of, as the account is now; empty when the session has ended. */
    public Optional<Account> accountOf(Authentication authentication) {
        return authentication.getDetails() instanceof String id ? open(id).flatMap(this::account) : Optional.empty();
    }

    /** As {@link #accountOf}, for a page: whoever's session has ended since the request came in is asked to sign in. */
    public Account account(Authentication authentication) {
        return accountOf(authentication)
                .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("the session has ended"));
    }

    /** Whether the browser is signed in. */
    public boolean isOpen(HttpServletRequest request) {
        return session(request).isPresent();
    }

    /** Whether the browser's session is the one that an authentication came of. */
    public boolean isOf(HttpServletRequest request, Authentication authentication) {
        return session(request)
                .filter(session -> session.getString("_id").equals(authentication.getDetails()))
                .isPresent();
    }

    /** Whether whoever this is has signed in a moment ago. */
    public boolean isFresh(Authentication authentication) {
        return authentication.getDetails() instanceof String id
                && open(id).filter(session -> session.getDate("signedInAt")
                                .toInstant()
                                .isAfter(machine.instant().minus(FRESH)))
                        .isPresent();
    }

    private Optional<Document> session(HttpServletRequest request) {
        return cookie.read(request)
                .flatMap(token -> open(RandomToken.hash(token)))
                .filter(session -> account(session).isPresent());
    }

    private Optional<Document> open(String id) {
        return Optional.ofNullable(documents().find(Filters.eq("_id", id)).first())
                .filter(session -> session.getDate("expiresAt").toInstant().isAfter(machine.instant()));
    }

    /** Whoever has no role any more, or whose access was revoked since, is signed out by that. */
    private Optional<Account> account(Document session) {
        Date accessFrom = session.getDate("accessFrom");
        return accounts.holder(
                new Access(session.getString("account"), accessFrom == null ? null : accessFrom.toInstant()));
    }

    @Override
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        session(holder.getRequest()).map(Sessions::authentication).ifPresent(context::setAuthentication);
        return context;
    }

    /** With the factor and its time, which become the id token's {@code auth_time}; its details are the session's id. */
    private static Authentication authentication(Document session) {
        UsernamePasswordAuthenticationToken authentication = UsernamePasswordAuthenticationToken.authenticated(
                session.getString("account"),
                null,
                List.of(FactorGrantedAuthority.withAuthority(session.getString("factor"))
                        .issuedAt(session.getDate("signedInAt").toInstant())
                        .build()));
        authentication.setDetails(session.getString("_id"));
        return authentication;
    }

    /** Nothing to do: {@link #start} and {@link #end} are the only ways in and out. */
    @Override
    public void saveContext(
            @Nullable SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return cookie.read(request).isPresent();
    }

    void declareIndexes() {
        documents().createIndex(Indexes.ascending("expiresAt"));
    }

    /** The store has no expiry of its own here. */
    void sweep() {
        documents().deleteMany(Filters.lt("expiresAt", Date.from(machine.instant())));
    }

    private MongoCollection<Document> documents() {
        return mongo.getCollection(COLLECTION);
    }
}
