package org.crimealliance.membership.run;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** How far runs got. Of two workers at one portion one records it, whatever became of leases. */
@Component
final class RunProgress {

    /** A member whose invoice could not be issued, and why. */
    record Failure(String membershipId, String name, String reason) {}

    /**
     * How far a run got.
     *
     * @param attempt the attempt of the run that this tells of
     * @param portion the next to work on
     * @param issued invoices issued by this run
     * @param already members who had got the invoice otherwise
     */
    record State(int attempt, int portion, int issued, int already, List<Failure> failed) {

        static State start(int attempt) {
            return new State(attempt, 0, 0, 0, List.of());
        }

        /** Of this attempt; what an earlier one left is history. */
        State in(int wanted) {
            return attempt == wanted ? this : start(wanted);
        }
    }

    private static final int MOST_FAILURES = 1_000;

    private final MongoTemplate mongo;

    RunProgress(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    State of(String runId) {
        Document found = documents().find(Filters.eq("_id", runId)).first();
        return found == null ? State.start(1) : state(found);
    }

    /** Records how far it got; false: it is not where it was before, somebody else was faster. */
    boolean advance(String runId, State before, State after) {
        List<Document> failed = after.failed().stream()
                .limit(MOST_FAILURES)
                .map(failure -> new Document("membershipId", failure.membershipId())
                        .append("name", failure.name())
                        .append("reason", failure.reason()))
                .toList();
        try {
            documents()
                    .updateOne(
                            Filters.and(
                                    Filters.eq("_id", runId),
                                    Filters.eq("attempt", before.attempt()),
                                    Filters.eq("portion", before.portion())),
                            Updates.combine(
                                    Updates.set("attempt", after.attempt()),
                                    Updates.set("portion", after.portion()),
                                    Updates.set("issued", after.issued()),
                                    Updates.set("already", after.already()),
                                    Updates.set("failed", failed)),
                            new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false; // it is there, and elsewhere
            }
            throw e;
        }
    }

    private static State state(Document found) {
        List<Failure> failed = new ArrayList<>();
        for (Document failure : found.getList("failed", Document.class, List.of())) {
            failed.add(new Failure(
                    failure.getString("membershipId"), failure.getString("name"), failure.getString("reason")));
        }
        return new State(
                found.getInteger("attempt", 1),
                found.getInteger("portion", 0),
                found.getInteger("issued", 0),
                found.getInteger("already", 0),
                List.copyOf(failed));
    }

    private MongoCollection<Document> documents() {
        return mongo.getCollection("invoiceRunProgress");
    }
}
