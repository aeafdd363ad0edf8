package org.crimealliance.portal.session;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.MapSession;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * The sessions of those who are signed in: a document each, so that any portal knows them and a restart forgets none. The
 * document is found by a hash of what the cookie holds, and each attribute is {@linkplain Seal sealed}: a stolen database
 * opens nothing. A session to which nobody is signed in is never stored.
 *
 * <p>Attributes are written one by one, so that two requests at once do not undo each other's.
 */
final class StoredSessions implements SessionRepository<StoredSessions.StoredSession> {

    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);
    private static final String UNTIL = "until";
    private static final String ATTRIBUTES = "sealed";

    private final MongoCollection<Document> sessions;
    private final Seal seal;
    private final Duration length;
    private final InstantSource machine;
    private final AtomicBoolean indexed = new AtomicBoolean();

    StoredSessions(MongoDatabase database, Seal seal, Duration length, InstantSource machine) {
        this.sessions = database.getCollection("sessions");
        this.seal = seal;
        this.length = length;
        this.machine = machine;
    }

    private record Attribute(String name, Serializable value) implements Serializable {}

    @Override
    public StoredSession createSession() {
        return new StoredSession(new MapSession(), null);
    }

    @Override
    public @Nullable StoredSession findById(String id) {
        String hash = SessionIds.hash(id);
        Document found = sessions.find(and(eq("_id", hash), gt(UNTIL, Date.from(machine.instant()))))
                .first();
        if (found == null) {
            return null;
        }
        MapSession session = new MapSession(id);
        session.setCreationTime(found.getDate("made").toInstant());
        session.setLastAccessedTime(found.getDate("seen").toInstant());
        session.setMaxInactiveInterval(length);
        for (Object sealed : found.get(ATTRIBUTES, new Document()).values()) {
            Optional<Attribute> attribute = seal.open(purpose(hash), ((Binary) sealed).getData(), Attribute.class);
            if (attribute.isEmpty()) {
                sessions.deleteOne(eq("_id", hash)); // under another secret, or of an older portal: sign in again
                return null;
            }
            session.setAttribute(attribute.get().name(), attribute.get().value());
        }
        return new StoredSession(session, hash);
    }

    @Override
    public void save(StoredSession session) {
        if (!session.isSignedIn()) {
            if (session.stored != null) {
                sessions.deleteOne(eq("_id", session.stored));
                session.stored = null;
            }
            return;
        }
        String hash = SessionIds.hash(session.getId());
        if (hash.equals(session.stored)) {
            update(session, hash);
        } else {
            insert(session, hash);
        }
        session.changed.clear();
    }

    private void insert(StoredSession session, String hash) {
        sweep();
        Document attributes = new Document();
        session.getAttributeNames().forEach(name -> attributes.append(field(name), sealed(session, hash, name)));
        sessions.insertOne(new Document("_id", hash)
                .append("made", Date.from(session.getCreationTime()))
                .append("seen", Date.from(session.getLastAccessedTime()))
                .append(UNTIL, Date.from(session.getLastAccessedTime().plus(length)))
                .append(ATTRIBUTES, attributes));
        if (session.stored != null) {
            sessions.deleteOne(eq("_id", session.stored)); // it has a new id
        }
        session.stored = hash;
        session.storedSeen = session.getLastAccessedTime();
    }

    /** Updates only what is still there: a session that was ended meanwhile stays ended. */
    private void update(StoredSession session, String hash) {
        Instant seen = session.getLastAccessedTime();
        if (session.changed.isEmpty() && seen.isBefore(session.storedSeen.plus(SEEN_EVERY))) {
            return;
        }
        List<Bson> updates = new ArrayList<>();
        updates.add(Updates.max("seen", Date.from(seen)));
        updates.add(Updates.max(UNTIL, Date.from(seen.plus(length))));
        for (String name : session.changed) {
            String field = ATTRIBUTES + "." + field(name);
            updates.add(
                    session.getAttribute(name) == null
                            ? Updates.unset(field)
                            : Updates.set(field, sealed(session, hash, name)));
        }
        sessions.updateOne(eq("_id", hash), Updates.combine(updates));
        session.storedSeen = seen;
    }

    @Override
    public void deleteById(String id) {
        sessions.deleteOne(eq("_id", SessionIds.hash(id)));
    }

    /** Whoever signs in clears away what has ended: sessions become more only so. */
    private void sweep() {
        if (indexed.compareAndSet(false, true)) {
            sessions.createIndex(Indexes.ascending(UNTIL), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
        }
        sessions.deleteMany(lte(UNTIL, Date.from(machine.instant())));
    }

    private Binary sealed(StoredSession session, String hash, String name) {
        if (!(session.getAttribute(name) instanceof Serializable value)) {
            throw new IllegalStateException(name + " cannot be kept in a session");
        }
        return new Binary(seal.close(purpose(hash), new Attribute(name, value)));
    }

    private static String purpose(String hash) {
        return "session " + hash;
    }

    /** What stands in the store says no class's name. */
    private static String field(String attribute) {
        return SessionIds.hash(attribute).substring(0, 16);
    }

    /** A session that knows what of it is not yet stored. */
    static final class StoredSession implements Session {

        private final MapSession session;
        private final Set<String> changed = new HashSet<>();
        private @Nullable String stored;
        private Instant storedSeen;

        private StoredSession(MapSession session, @Nullable String stored) {
            this.session = session;
            this.stored = stored;
            this.storedSeen = session.getLastAccessedTime();
        }

        private boolean isSignedIn() {
            return session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String changeSessionId() {
            return session.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return session.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            session.setAttribute(name, value);
            changed.add(name);
        }

        @Override
        public void removeAttribute(String name) {
            session.removeAttribute(name);
            changed.add(name);
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public void setLastAccessedTime(Instant time) {
            session.setLastAccessedTime(time);
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }
}
