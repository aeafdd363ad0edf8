package org.crimealliance.membership.run;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * How far runs got, and who is at work on them. The lease only saves two workers from doing the same;
 * nothing goes wrong if it runs out, or if the clock is moved.
 */
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

    /** The right to work on a run for a while. */
    record Claim(String runId, String owner, State from) {}

    private static final int MOST_FAILURES = 10_000;

    private final MongoTemplate mongo;
    private final Clock clock;
    private final Duration lease;

    RunProgress(MongoTemplate mongo, Clock clock, @Value("${alliance.membership.runs.lease}") Duration lease) {
        this.mongo = mongo;
        this.clock = clock;
        this.lease = lease;
    }

    State of(String runId) {
        Document found = documents().find(Filters.eq("_id", runId)).first();
        return found == null ? State.start(1) : state(found);
    }

    /** Takes a run that nobody is at work on. */
    Optional<Claim> claim(String runId) {
        String owner = UUID.randomUUID().toString();
        Date now = Date.from(clock.instant());
        Date until = Date.from(now.toInstant().plus(lease));
        try {
            documents()
                    .insertOne(new Document("_id", runId)
                            .append("owner", owner)
                            .append("leaseUntil", until)
                            .append("attempt", 1)
                            .append("portion", 0)
                            .append("issued", 0)
                            .append("already", 0)
                            .append("failed", List.of()));
            return Optional.of(new Claim(runId, owner, State.start(1)));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        Document mine = documents()
                .findOneAndUpdate(
                        Filters.and(Filters.eq("_id", runId), Filters.lte("leaseUntil", now)),
                        Updates.combine(Updates.set("owner", owner), Updates.set("leaseUntil", until)));
        return Optional.ofNullable(mine).map(found -> new Claim(runId, owner, state(found)));
    }

    /** Records how far it got and holds the run for another while; false: somebody else has taken it. */
    boolean advance(Claim claim, State state) {
        List<Document> failed = state.failed().stream()
                .limit(MOST_FAILURES)
                .map(failure -> new Document("membershipId", failure.membershipId())
                        .append("name", failure.name())
                        .append("reason", failure.reason()))
                .toList();
        return documents()
                        .updateOne(
                                Filters.and(Filters.eq("_id", claim.runId()), Filters.eq("owner", claim.owner())),
                                Updates.combine(
                                        Updates.set("attempt", state.attempt()),
                                        Updates.set("portion", state.portion()),
                                        Updates.set("issued", state.issued()),
                                        Updates.set("already", state.already()),
                                        Updates.set("failed", failed),
                                        Updates.set(
                                                "leaseUntil",
                                                Date.from(clock.instant().plus(lease)))))
                        .getMatchedCount()
                == 1;
    }

    void release(Claim claim) {
        documents()
                .updateOne(
                        Filters.and(Filters.eq("_id", claim.runId()), Filters.eq("owner", claim.owner())),
                        Updates.set("leaseUntil", new Date(0)));
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
