package org.crimealliance.identity.login;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.springframework.http.HttpHeaders;
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
 * <p>Whoever shows again who they are, to change how they sign in, keeps the session and what came of it; what they are
 * allowed by that for a moment hangs on another cookie, so that a session's cookie alone, should somebody else have it,
 * gains nothing.
 *
 * <p>Time here is the machine's, not the domain's: a demo that moves the domain's clock must not end or prolong sessions.
 */
@Component
public class Sessions implements SecurityContextRepository {

    private static final String COLLECTION = "sessions";
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration NOTED = Duration.ofMinutes(1); // no write for each request
    private static final int MOST_SHOWN = 50;

    /**
     * A session as its owner sees it.
     *
     * @param device where it was begun, in words
     * @param usedAt to the minute; a portal's session uses it whenever its token is refreshed
     */
    record View(String id, String device, Instant signedInAt, Instant usedAt, boolean isThis) {}

    private final MongoTemplate mongo;
    private final MachineClock machine;
    private final Accounts accounts;
    private final Duration life;
    private final BrowserCookie cookie;
    private final BrowserCookie again;

    Sessions(MongoTemplate mongo, MachineClock machine, Accounts accounts, IdentitySettings settings) {
        this.mongo = mongo;
        this.machine = machine;
        this.accounts = accounts;
        this.life = settings.sessionLife();
        this.cookie = new BrowserCookie("alliance-identity", settings);
        this.again = new BrowserCookie("alliance-identity-again", settings);
    }

    /** Signs in under this access; {@code factor} is one of {@link FactorGrantedAuthority}'s names. */
    void start(Access access, String factor, HttpServletRequest request, HttpServletResponse response) {
        end(request, response);
        String token = RandomToken.next();
        Date now = Date.from(machine.instant());
        documents()
                .insertOne(new Document("_id", RandomToken.hash(token))
                        .append("account", access.accountId())
                        .append("accessFrom", from(access))
                        .append("factor", factor)
                        .append("device", DeviceName.of(request.getHeader(HttpHeaders.USER_AGENT)))
                        .append("signedInAt", now)
                        .append("usedAt", now)
                        .append("expiresAt", Date.from(machine.instant().plus(life))));
        cookie.write(response, token, life);
    }

    /** As {@link #start}; but whoever is signed in here under this access keeps the session. */
    void confirm(Access access, String factor, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> kept = session(request)
                .filter(session -> access(session).equals(access))
                .map(session -> session.getString("_id"));
        String token = RandomToken.next();
        Document shown = new Document("hash", RandomToken.hash(token))
                .append("factor", factor)
                .append("at", Date.from(machine.instant()));
        if (kept.isPresent()
                && documents()
                                .updateOne(Filters.eq("_id", kept.get()), Updates.set("again", shown))
                                .getMatchedCount()
                        > 0) {
            again.write(response, token, FRESH);
        } else {
            start(access, factor, request, response);
        }
    }

    /** Where the account is signed in, the newest first. */
    List<View> of(Authentication authentication) {
        List<View> found = new ArrayList<>();
        Access access = account(authentication).access();
        documents()
                .find(Filters.and(
                        Filters.eq("account", access.accountId()),
                        Filters.eq("accessFrom", from(access)),
                        Filters.gt("expiresAt", Date.from(machine.instant()))))
                .sort(Sorts.descending("signedInAt"))
                .limit(MOST_SHOWN)
                .forEach(session -> found.add(view(session, authentication)));
        return found;
    }

    private static View view(Document session, Authentication authentication) {
        String id = session.getString("_id");
        Instant signedInAt = session.getDate("signedInAt").toInstant();
        Date usedAt = session.getDate("usedAt");
        String device = session.getString("device");
        return new View(
                id,
                device == null ? DeviceName.UNKNOWN : device, // begun by a version that did not ask
                signedInAt,
                usedAt == null ? signedInAt : usedAt.toInstant(),
                id.equals(authentication.getDetails()));
    }

    /** Ends one of the account's sessions, wherever it is; tells whether there was one. */
    boolean end(String id, Authentication owner) {
        return documents()
                        .deleteOne(Filters.and(Filters.eq("_id", id), Filters.eq("account", owner.getName())))
                        .getDeletedCount()
                > 0;
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
        return authentication.getDetails() instanceof String id
                ? open(id).flatMap(session -> account(session).map(account -> {
                    noteUseOf(session);
                    return account;
                }))
                : Optional.empty();
    }

    /** Who is signed in at the browser. */
    Optional<Account> accountOf(HttpServletRequest request) {
        return session(request).flatMap(this::account);
    }

    /** Whether the browser still has the cookie of a session that is none any more. */
    boolean hasEnded(HttpServletRequest request) {
        return containsContext(request) && !isOpen(request);
    }

    /** As {@link #accountOf(Authentication)}, for a page: whoever's session has ended since the request came in is asked to sign in. */
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
        Instant from = machine.instant().minus(FRESH);
        return authentication.getAuthorities().stream()
                .anyMatch(authority -> authority instanceof FactorGrantedAuthority factor
                        && factor.getIssuedAt().isAfter(from));
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
        return accounts.holder(access(session));
    }

    private static Access access(Document session) {
        Date accessFrom = session.getDate("accessFrom");
        return new Access(session.getString("account"), accessFrom == null ? null : accessFrom.toInstant());
    }

    private static @Nullable Date from(Access access) {
        Instant from = access.from();
        return from == null ? null : Date.from(from);
    }

    private void noteUseOf(Document session) {
        Date usedAt = session.getDate("usedAt");
        Instant now = machine.instant();
        if (usedAt == null || now.isAfter(usedAt.toInstant().plus(NOTED))) {
            documents().updateOne(Filters.eq("_id", session.getString("_id")), Updates.set("usedAt", Date.from(now)));
        }
    }

    @Override
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        session(holder.getRequest()).ifPresent(session -> {
            noteUseOf(session);
            context.setAuthentication(authentication(session, shown(session, holder.getRequest())));
        });
        return context;
    }

    /** How and when whoever is at this browser has shown who they are, the last time. */
    private FactorGrantedAuthority shown(Document session, HttpServletRequest request) {
        return again.read(request)
                .flatMap(token -> Optional.ofNullable(session.get("again", Document.class))
                        .filter(shown -> shown.getString("hash").equals(RandomToken.hash(token))))
                .map(shown -> factor(shown.getString("factor"), shown.getDate("at")))
                .orElseGet(() -> factor(session.getString("factor"), session.getDate("signedInAt")));
    }

    private static FactorGrantedAuthority factor(String name, Date at) {
        return FactorGrantedAuthority.withAuthority(name)
                .issuedAt(at.toInstant())
                .build();
    }

    /** With the factor and its time, which become the id token's {@code auth_time}; its details are the session's id. */
    private static Authentication authentication(Document session, FactorGrantedAuthority shown) {
        UsernamePasswordAuthenticationToken authentication =
                UsernamePasswordAuthenticationToken.authenticated(session.getString("account"), null, List.of(shown));
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
        documents().createIndex(Indexes.ascending("account"));
    }

    /** The store has no expiry of its own here. */
    void sweep() {
        documents().deleteMany(Filters.lt("expiresAt", Date.from(machine.instant())));
    }

    private MongoCollection<Document> documents() {
        return mongo.getCollection(COLLECTION);
    }
}
