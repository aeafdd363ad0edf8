package org.crimealliance.platform.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.crimealliance.platform.work.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Brings the database to the shape that this version writes, before anything else begins. Each step is noted when it is
 * done and never done again. A lease spares instances that start together the same effort; that a step may be done twice all
 * the same is its own matter.
 */
final class Migrations implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String COLLECTION = "migrations";
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int TRIES = 60;

    private final List<Migration> steps;
    private final MongoTemplate mongo;
    private final Leases leases;
    private volatile boolean running;

    Migrations(List<Migration> steps, MongoTemplate mongo, Leases leases) {
        this.steps = steps.stream()
                .sorted(Comparator.comparingInt(Migration::number))
                .toList();
        this.mongo = mongo;
        this.leases = leases;
        if (steps.stream().map(Migration::number).distinct().count() != steps.size()) {
            throw new IllegalStateException("two migrations have one number: " + this.steps);
        }
    }

    @Override
    public void start() {
        for (Migration step : steps) {
            for (int attempt = 1; !isDone(step, attempt); attempt++) {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
        running = true;
    }

    /** A store that is away is waited for, and so is another instance that is at it; neither for ever. */
    private boolean isDone(Migration step, int attempt) {
        try {
            if (isNoted(step)) {
                return true;
            }
            leases.alone("migration/" + step.number(), LEASE, () -> {
                if (!isNoted(step)) {
                    step.work().on(mongo);
                    note(step);
                }
            });
            return isNoted(step);
        } catch (MongoException | DataAccessException e) {
            if (attempt >= TRIES) {
                throw e;
            }
            LOG.warn("migration {} ({}) failed, tried again: {}", step.number(), step.name(), e.toString());
            return false;
        }
    }

    private boolean isNoted(Migration step) {
        Document noted = notes().find(Filters.eq("_id", step.number())).first();
        if (noted != null && !step.name().equals(noted.getString("name"))) {
            throw new IllegalStateException("migration %d was \"%s\", and is \"%s\" now: a number is given once"
                    .formatted(step.number(), noted.getString("name"), step.name()));
        }
        return noted != null;
    }

    private void note(Migration step) {
        try {
            notes().updateOne(
                            Filters.eq("_id", step.number()),
                            Updates.combine(Updates.setOnInsert("name", step.name()), Updates.currentDate("doneAt")),
                            new UpdateOptions().upsert(true));
            LOG.info("migration {} ({}) is done", step.number(), step.name());
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    private MongoCollection<Document> notes() {
        return mongo.getCollection(COLLECTION);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before whatever reads or writes: the inbox, the sweeps, the web server. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }
}
