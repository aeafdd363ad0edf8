package org.crimealliance.event.registration;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Cause;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * The seats on site of a congress, in one document: how many are free, who has one, to whom one is offered.
 *
 * <p>Counter and claim are the same write, so a crash can neither lose a seat (taken from the counter, given to nobody) nor
 * double one: whoever finds the claim there has the seat, however often it is asked. The registration is written after
 * it; until it knows, the claim stands as not {@code told}, and the sweep tells it. At most as many claims and offers stand
 * in the document as there are seats, which bounds it.
 *
 * <p>A claim and an offer have the round of the registration that they are of ({@link Registration.Form#round}): whoever
 * frees a seat late, or again, frees none that the same person took since.
 */
@Component
class OnsiteSeats {

    static final String COLLECTION = "onsiteSeats";

    /**
     * A claim or an offer that its registration may not know of.
     *
     * @param round of the registration; 0: not known, as an earlier version stored it
     * @param cause of the claim or offer: telling it belongs to that, however much later it is done
     */
    record Held(
            String registrationId,
            int round,
            boolean offered,
            @Nullable Instant until,
            boolean told,
            Provenance cause) {}

    /** Who waits for a seat. */
    record Waiter(String registrationId, int round) {}

    private final MongoTemplate mongo;

    OnsiteSeats(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    /** Makes the counter if it is not there. */
    void open(String congressId, int capacity) {
        try {
            seats().insertOne(new Document("_id", congressId)
                    .append("free", capacity)
                    .append("claims", new Document())
                    .append("offers", new Document()));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    /** Takes a seat, or finds that this registration has one in this round. False: there is none. */
    boolean claim(String congressId, int capacity, String registrationId, int round, Instant now) {
        String claim = "claims." + registrationId;
        Document seen = seats().find(Filters.eq("_id", congressId))
                .projection(Projections.include("free", claim))
                .first();
        if (seen == null) {
            open(congressId, capacity);
        } else if (entries(seen, "claims").get(registrationId) instanceof Document there) {
            int before = roundOf(there);
            return isOf(before, round)
                    || (before < round && takeOver(congressId, registrationId, before, round, now))
                    || holds(congressId, registrationId, round);
        } else if (seen.getInteger("free") <= 0) {
            return false;
        }
        boolean taken = seats().updateOne(
                                Filters.and(
                                        Filters.eq("_id", congressId),
                                        Filters.gt("free", 0),
                                        Filters.exists(claim, false)),
                                Updates.combine(Updates.inc("free", -1), Updates.set(claim, claimAt(now, round))))
                        .getModifiedCount()
                == 1;
        return taken || holds(congressId, registrationId, round);
    }

    /** What a round before left behind. */
    private boolean takeOver(String congressId, String registrationId, int before, int round, Instant now) {
        String claim = "claims." + registrationId;
        return seats().updateOne(
                                Filters.and(Filters.eq("_id", congressId), Filters.eq(claim + ".round", before)),
                                Updates.set(claim, claimAt(now, round)))
                        .getModifiedCount()
                == 1;
    }

    private boolean holds(String congressId, String registrationId, int round) {
        Document seen = seats().find(Filters.eq("_id", congressId))
                .projection(Projections.include("claims." + registrationId))
                .first();
        return seen != null
                && entries(seen, "claims").get(registrationId) instanceof Document claim
                && isOf(roundOf(claim), round);
    }

    /** The registration knows. */
    void told(String congressId, String registrationId, int round, boolean offered) {
        String path = (offered ? "offers." : "claims.") + registrationId;
        seats().updateOne(
                        Filters.and(Filters.eq("_id", congressId), Filters.exists(path), ofRound(path, round)),
                        Updates.set(path + ".told", true));
    }

    /**
     * Gives up this claim or offer, and no later one. The seat goes to {@code next} as an offer in the same write, or is free. False: there
     * was none to give up, or somebody else was faster; nothing was changed.
     *
     * @param expiredAt give up the offer only if it has run out by then; null: whatever is held
     */
    boolean pass(String congressId, Held held, @Nullable Instant expiredAt, @Nullable Waiter next, Instant until) {
        String path = (held.offered() ? "offers." : "claims.") + held.registrationId();
        List<Bson> filter = new ArrayList<>(
                List.of(Filters.eq("_id", congressId), Filters.exists(path), exactly(path, held.round())));
        if (expiredAt != null) {
            filter.add(Filters.lte(path + ".until", Date.from(expiredAt)));
        }
        List<Bson> updates = new ArrayList<>(List.of(Updates.unset(path)));
        if (next == null) {
            updates.add(Updates.inc("free", 1));
        } else {
            filter.add(Filters.exists("claims." + next.registrationId(), false));
            filter.add(Filters.exists("offers." + next.registrationId(), false));
            updates.add(Updates.set("offers." + next.registrationId(), offerUntil(until, next.round())));
        }
        return seats().updateOne(Filters.and(filter), Updates.combine(updates)).getModifiedCount() == 1;
    }

    /** Offers a free seat. */
    boolean offerFree(String congressId, Waiter next, Instant until) {
        String registrationId = next.registrationId();
        return seats().updateOne(
                                Filters.and(
                                        Filters.eq("_id", congressId),
                                        Filters.gt("free", 0),
                                        Filters.exists("claims." + registrationId, false),
                                        Filters.exists("offers." + registrationId, false)),
                                Updates.combine(
                                        Updates.inc("free", -1),
                                        Updates.set("offers." + registrationId, offerUntil(until, next.round()))))
                        .getModifiedCount()
                == 1;
    }

    /** Turns an offer that still stands into a claim; against its expiry exactly one of the two succeeds. */
    boolean accept(String congressId, String registrationId, int round, Instant now) {
        String offer = "offers." + registrationId;
        boolean accepted = seats().updateOne(
                                Filters.and(
                                        Filters.eq("_id", congressId),
                                        Filters.gt(offer + ".until", Date.from(now)),
                                        ofRound(offer, round),
                                        Filters.exists("claims." + registrationId, false)),
                                Updates.combine(
                                        Updates.unset(offer),
                                        Updates.set("claims." + registrationId, claimAt(now, round))))
                        .getModifiedCount()
                == 1;
        return accepted || holds(congressId, registrationId, round);
    }

    List<String> congresses() {
        return seats().find()
                .projection(Projections.include("_id"))
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    int free(String congressId) {
        Document seen = seats().find(Filters.eq("_id", congressId))
                .projection(Projections.include("free"))
                .first();
        return seen == null ? 0 : seen.getInteger("free");
    }

    /** All claims and offers. */
    List<Held> held(String congressId) {
        Document seen = seats().find(Filters.eq("_id", congressId)).first();
        if (seen == null) {
            return List.of();
        }
        List<Held> held = new ArrayList<>();
        entries(seen, "claims").forEach((id, claim) -> held.add(held(congressId, id, (Document) claim, null)));
        entries(seen, "offers").forEach((id, offer) -> {
            Document document = (Document) offer;
            held.add(held(congressId, id, document, document.getDate("until").toInstant()));
        });
        return held;
    }

    private static Held held(String congressId, String id, Document document, @Nullable Instant until) {
        return new Held(
                id,
                roundOf(document),
                until != null,
                until,
                document.getBoolean("told", false),
                Cause.of(document.get("cause", Document.class), Provenance.rule("seat", congressId, id)));
    }

    /** What the registration holds of this round or of one before. */
    Optional<Held> heldBy(String congressId, String registrationId, int round) {
        return held(congressId).stream()
                .filter(h -> h.registrationId().equals(registrationId) && h.round() <= round)
                .findFirst();
    }

    Set<String> holders(String congressId) {
        Set<String> holders = new HashSet<>();
        held(congressId).forEach(h -> holders.add(h.registrationId()));
        return holders;
    }

    private static Document claimAt(Instant now, int round) {
        return new Document("at", Date.from(now))
                .append("round", round)
                .append("told", false)
                .append("cause", Cause.now());
    }

    private static Document offerUntil(Instant until, int round) {
        return new Document("until", Date.from(until))
                .append("round", round)
                .append("told", false)
                .append("cause", Cause.now());
    }

    private static int roundOf(Document held) {
        return held.getInteger("round", 0);
    }

    private static boolean isOf(int stored, int round) {
        return stored == 0 || stored == round;
    }

    private static Bson ofRound(String path, int round) {
        return Filters.or(exactly(path, round), exactly(path, 0));
    }

    private static Bson exactly(String path, int round) {
        return round == 0 ? Filters.exists(path + ".round", false) : Filters.eq(path + ".round", round);
    }

    private static Document entries(Document seen, String field) {
        Document entries = seen.get(field, Document.class);
        return entries == null ? new Document() : entries;
    }

    private MongoCollection<Document> seats() {
        return mongo.getCollection(COLLECTION);
    }
}
