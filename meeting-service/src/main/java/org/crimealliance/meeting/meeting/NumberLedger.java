package org.crimealliance.meeting.meeting;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Cause;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Which meeting of a series got which number in a calendar year: one document for each, so that numbers are unique and
 * without gaps. A meeting that asks again gets the number it has; one that has a number but died before it was closed is
 * closed by {@link HoldMeeting#finishClosing}.
 */
@Component
class NumberLedger {

    /** Of a series in a year: each is in one document. */
    static final int MOST = 1000;

    private final MongoTemplate mongo;

    NumberLedger(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    int reserve(String seriesId, int year, String meetingId) {
        while (true) {
            Document ledger = read(seriesId, year);
            if (ledger == null) {
                begin(seriesId, year);
                continue;
            }
            List<String> meetings = ledger.getList("meetings", String.class);
            int known = meetings.indexOf(meetingId);
            if (known >= 0) {
                return known + 1;
            }
            if (meetings.size() >= MOST) {
                throw new RefusedException(Refusal.conflict(
                        "too-many-meetings", "A series has at most " + MOST + " meetings a year. Begin another."));
            }
            // the length is the guard: only one of two writers finds it as it was read
            boolean ours = ledgers()
                            .updateOne(
                                    Filters.and(
                                            Filters.eq("_id", id(seriesId, year)),
                                            Filters.eq("length", meetings.size())),
                                    Updates.combine(
                                            Updates.push("meetings", meetingId),
                                            Updates.set("length", meetings.size() + 1),
                                            Updates.set("causes." + meetingId, Cause.now())))
                            .getMatchedCount()
                    == 1;
            if (ours) {
                return meetings.size() + 1;
            }
        }
    }

    /** Who wanted the number that this meeting has; empty if it has none. */
    Optional<Provenance> causeOf(String seriesId, int year, String meetingId) {
        Document ledger = read(seriesId, year);
        if (ledger == null || !ledger.getList("meetings", String.class).contains(meetingId)) {
            return Optional.empty();
        }
        Document causes = ledger.get("causes", new Document());
        return Optional.of(Cause.of(
                causes.get(meetingId, Document.class), Provenance.rule("numbered-meeting-is-held", meetingId)));
    }

    /** The last number that was given, 0 at first. */
    int last(String seriesId, int year) {
        Document ledger = read(seriesId, year);
        return ledger == null ? 0 : ledger.getInteger("length");
    }

    private void begin(String seriesId, int year) {
        try {
            mongo.insert(
                    new Document("_id", id(seriesId, year)).append("length", 0).append("meetings", List.of()),
                    "numberLedgers");
        } catch (DuplicateKeyException begunBySomebodyElse) {
            return;
        }
    }

    private org.bson.@org.jspecify.annotations.Nullable Document read(String seriesId, int year) {
        return ledgers().find(Filters.eq("_id", id(seriesId, year))).first();
    }

    private MongoCollection<Document> ledgers() {
        return mongo.getCollection("numberLedgers");
    }

    private static String id(String seriesId, int year) {
        return seriesId + "-" + year;
    }
}
