package org.crimealliance.event.schedule;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.event.schedule.Solver.Position;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Cause;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.work.Leases;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Solving as a job. Its problem and its position are stored, so that whoever takes it up after a crash goes on where it
 * stood and comes to the same plan.
 */
@Component
class SolveSchedule {

    private static final String COLLECTION = "scheduleJobs";
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** How far a job is. */
    record Job(String jobId, boolean solving, int chunk, int chunks) {}

    private final Schedules schedules;
    private final MongoTemplate mongo;
    private final Leases leases;
    private final Ids ids;
    private final Clock clock;
    private final long seed;
    private final int steps;

    SolveSchedule(
            Schedules schedules,
            MongoTemplate mongo,
            Leases leases,
            Ids ids,
            Clock clock,
            @Value("${alliance.event.schedule-seed}") long seed,
            @Value("${alliance.event.schedule-steps}") int steps) {
        this.schedules = schedules;
        this.mongo = mongo;
        this.leases = leases;
        this.ids = ids;
        this.clock = clock;
        this.seed = seed;
        this.steps = steps;
    }

    /** Starts a job, or returns the one that is on. */
    Outcome<Job> start(String congressId) {
        Schedule schedule = schedules.existing(congressId).state();
        if (schedule.chosen().isEmpty()) {
            return Outcome.refused(Refusal.conflict("not-selected", "Make the selection before the schedule."));
        }
        String jobId = IdempotencyKey.idFor("schedule-job", ids);
        Optional<Job> there = find(congressId);
        if (there.isPresent() && (there.get().solving() || there.get().jobId().equals(jobId))) {
            return Outcome.done(there.get());
        }
        Problem problem = Problem.of(schedule, schedules.facts(congressId));
        Solver solver = new Solver(problem, seed, steps);
        Position position = solver.start();
        Document job = position(position)
                .append("_id", congressId)
                .append("jobId", jobId)
                .append("state", "solving")
                .append("chunk", 0)
                .append("chunks", solver.chunks())
                .append("order", problem.meetingIds)
                .append("startedAt", Date.from(clock.instant()))
                .append("cause", Cause.now());
        if (there.isEmpty()) {
            try {
                mongo.getCollection(COLLECTION).insertOne(job);
            } catch (com.mongodb.MongoWriteException e) {
                if (e.getError().getCategory() != com.mongodb.ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
            }
        } else {
            job.remove("_id");
            mongo.getCollection(COLLECTION)
                    .updateOne(
                            Filters.and(Filters.eq("_id", congressId), Filters.eq("state", "ready")),
                            Updates.combine(new Document("$set", job), Updates.unset("finishedAt")));
        }
        return Outcome.done(find(congressId).orElseThrow());
    }

    Optional<Job> find(String congressId) {
        Document job = mongo.getCollection(COLLECTION)
                .find(Filters.eq("_id", congressId))
                .first();
        return Optional.ofNullable(job)
                .map(j -> new Job(
                        j.getString("jobId"),
                        "solving".equals(j.getString("state")),
                        j.getInteger("chunk"),
                        j.getInteger("chunks")));
    }

    /** A chunk of every job that waits. Tells whether there is more to do. */
    boolean sweep() {
        boolean more = false;
        for (Document job : mongo.getCollection(COLLECTION)
                .find(Filters.eq("state", "solving"))
                .into(new ArrayList<>())) {
            String congressId = job.getString("_id");
            Provenance ordered =
                    Cause.of(job.get("cause", Document.class), Provenance.rule("schedule", job.getString("jobId")));
            more |= leases.inPortions("schedule/" + congressId, LEASE, () -> ordered.call(() -> step(congressId)));
        }
        return more;
    }

    /** One chunk, or the end of the job. Tells whether there is more to do. */
    boolean step(String congressId) {
        Document job = mongo.getCollection(COLLECTION)
                .find(Filters.and(Filters.eq("_id", congressId), Filters.eq("state", "solving")))
                .first();
        if (job == null) {
            return false;
        }
        Schedule schedule = schedules.existing(congressId).state();
        Facts facts = schedules.facts(congressId);
        List<String> order = job.getList("order", String.class, List.of());
        Problem problem = Problem.of(schedule, facts);
        if (!order.equals(problem.meetingIds)) {
            restart(job, problem); // somebody withdrew meanwhile: another problem
            return true;
        }
        Solver solver = new Solver(problem, seed, steps);
        int chunk = job.getInteger("chunk");
        Position from = new Position(ints(job, "current"), ints(job, "best"), job.getLong("bestCost"));
        if (chunk < job.getInteger("chunks")) {
            Position next = solver.advance(from, chunk);
            mongo.getCollection(COLLECTION)
                    .updateOne(
                            unchanged(job),
                            Updates.combine(
                                    Updates.set("current", list(next.current())),
                                    Updates.set("best", list(next.best())),
                                    Updates.set("bestCost", next.bestCost()),
                                    Updates.set("chunk", chunk + 1)));
            return true;
        }
        finish(congressId, job.getString("jobId"), problem.entries(from.best()), facts);
        return false;
    }

    /** Another may have gone on with it, or begun anew: then this step was for nothing. */
    static Bson unchanged(Document job) {
        return Filters.and(
                Filters.eq("_id", job.getString("_id")),
                Filters.eq("jobId", job.getString("jobId")),
                Filters.eq("order", job.getList("order", String.class, List.of())),
                Filters.eq("chunk", job.getInteger("chunk")));
    }

    private void restart(Document job, Problem problem) {
        Position position = new Solver(problem, seed, steps).start();
        mongo.getCollection(COLLECTION)
                .updateOne(
                        unchanged(job),
                        Updates.combine(
                                Updates.set("current", list(position.current())),
                                Updates.set("best", list(position.best())),
                                Updates.set("bestCost", position.bestCost()),
                                Updates.set("order", problem.meetingIds),
                                Updates.set("chunk", 0)));
    }

    private void finish(String congressId, String jobId, List<Entry> entries, Facts facts) {
        Instant now = clock.instant();
        schedules
                .store()
                .change(
                        Schedules.idOf(congressId),
                        schedule -> Outcome.done(Change.to(
                                jobId.equals(schedule.solvedBy())
                                        ? schedule
                                        : TakeOverPlan.of(schedule, jobId, entries, facts))))
                .orThrow();
        mongo.getCollection(COLLECTION)
                .updateOne(
                        Filters.and(Filters.eq("_id", congressId), Filters.eq("jobId", jobId)),
                        Updates.combine(Updates.set("state", "ready"), Updates.set("finishedAt", Date.from(now))));
    }

    private static Document position(Position position) {
        return new Document("current", list(position.current()))
                .append("best", list(position.best()))
                .append("bestCost", position.bestCost());
    }

    private static List<Integer> list(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static int[] ints(Document job, String field) {
        return job.getList(field, Integer.class).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
