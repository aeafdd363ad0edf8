package org.crimealliance.event.schedule;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.crimealliance.event.Api;
import org.crimealliance.event.Applications;
import org.crimealliance.event.EventServiceTest;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.testkit.TestClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** What was moved or pinned by hand is not undone by a solver that goes on, or is asked again. */
@EventServiceTest
class SolveScheduleIT {

    private static final String JOBS = "scheduleJobs";

    @Autowired
    Api api;

    @Autowired
    Schedules schedules;

    @Autowired
    MongoTemplate mongo;

    @Test
    void a_meeting_that_is_pinned_stays_where_it_is_when_the_schedule_is_made_again() {
        String path = solved("pinned");
        Entry there = entries(path).getFirst();
        Entry pinned = new Entry(there.meetingId(), there.slot() == 0 ? 1 : 0, there.room(), true);
        put(path, pinned);
        api.post(path + "/schedule", Map.of()).expect(202);
        ready(path);
        assertThat(entries(path)).hasSize(3).contains(pinned);
    }

    @Test
    void who_died_after_the_plan_was_taken_over_and_goes_on_undoes_no_move() {
        String path = solved("moved");
        Entry there = entries(path).getFirst();
        Entry moved = new Entry(there.meetingId(), there.slot() == 5 ? 6 : 5, there.room(), false);
        put(path, moved);
        mongo.getCollection(JOBS)
                .updateOne(
                        new Document("_id", id(path)),
                        new Document("$set", new Document("state", "solving"))); // as if it had died before it said so
        ready(path);
        assertThat(entries(path)).hasSize(3).contains(moved);
    }

    @Test
    void a_step_from_a_job_that_went_on_or_began_anew_meanwhile_is_for_nothing() {
        Document asRead = new Document("_id", "stale-step")
                .append("state", "looked-at-alone")
                .append("jobId", "first")
                .append("order", List.of("a", "b"))
                .append("chunk", 3);
        for (Document meanwhile : List.of(
                new Document("chunk", 4), new Document("order", List.of("a")), new Document("jobId", "second"))) {
            mongo.getCollection(JOBS).deleteOne(new Document("_id", "stale-step"));
            mongo.getCollection(JOBS).insertOne(asRead);
            assertThat(mongo.getCollection(JOBS).countDocuments(SolveSchedule.unchanged(asRead)))
                    .isOne();
            Document another = new Document(asRead).append("_id", "another-congress");
            assertThat(mongo.getCollection(JOBS).countDocuments(SolveSchedule.unchanged(another)))
                    .isZero();
            mongo.getCollection(JOBS).updateOne(new Document("_id", "stale-step"), new Document("$set", meanwhile));
            assertThat(mongo.getCollection(JOBS).countDocuments(SolveSchedule.unchanged(asRead)))
                    .as("after %s", meanwhile)
                    .isZero();
        }
    }

    private void put(String path, Entry entry) {
        schedules
                .store()
                .change(
                        Schedules.idOf(id(path)),
                        schedule -> Outcome.done(Change.to(schedule.withEntries(Stream.concat(
                                        schedule.entries().stream()
                                                .filter(e -> !e.meetingId().equals(entry.meetingId())),
                                        Stream.of(entry))
                                .toList()))))
                .orThrow();
    }

    /** A congress with three meetings that have their places. */
    private String solved(String key) {
        TestClock.runFrom("2020-12-14T09:00:00Z");
        String path = api.kyoto("solve-" + key, 10);
        api.upload(path + "/ancillary-imports", Applications.csv(3, 0, 5)).expect(200);
        JsonNode items =
                api.get(path + "/ancillary-meetings").expect(200).body().at("/items");
        List<String> ids = new ArrayList<>();
        items.forEach(item -> ids.add(item.at("/ancillaryMeetingId").asString()));
        schedules.select(id(path), "selection", ids, List.of()).orThrow();
        api.post(path + "/schedule", Map.of()).expect(202);
        ready(path);
        return path;
    }

    private void ready(String path) {
        await().atMost(60, SECONDS)
                .until(() -> api.get(path + "/schedule").text("/state").equals("ready"));
    }

    private List<Entry> entries(String path) {
        return schedules.existing(id(path)).state().entries();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
