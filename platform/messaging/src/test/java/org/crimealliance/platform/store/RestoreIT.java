package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.crimealliance.platform.event.EventNumber;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outbox.EventWriter;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.testkit.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;

/** A store is restored from an older copy, and its readers know more than it does. */
@ServiceTest
@TestPropertySource(properties = {"spring.application.name=restored-service", "alliance.topic=restored.events.v1"})
class RestoreIT {

    @TypeAlias("counter")
    record Counter(int value) {}

    @WireName("restored.counted.v1")
    record Counted(int value) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}

    @Autowired
    MongoTemplate mongo;

    @Autowired
    EventWriter events;

    @Autowired
    OutboxRelay relay;

    @Autowired
    ReadModels models;

    private Document copy = new Document();

    @BeforeEach
    void three_events_are_told_and_the_copy_has_one() {
        List.of("counters", "seen", "numbering")
                .forEach(name -> mongo.getCollection(name).deleteMany(new Document()));
        AggregateStore<Counter> counters = started(null);
        counters.create("c", new Counter(1), List.of(new Counted(1)));
        assertThat(isNews(counters.find("c").orElseThrow())).isTrue();
        copy = mongo.getCollection("counters").find(Filters.eq("_id", "c")).first();
        assertThat(isNews(count(counters, "c", 2))).isTrue();
        assertThat(isNews(count(counters, "c", 3))).isTrue();
    }

    @Test
    void without_a_word_of_the_restore_readers_take_new_events_for_old_ones() {
        restore();
        assertThat(isNews(count(started(null), "c", 9))).isFalse();
    }

    @Test
    void after_a_restore_new_events_are_news() {
        restore();
        Instant restored = Instant.parse("2026-11-27T10:00:00Z");
        Stored<Counter> first = count(started(restored), "c", 9);
        assertThat(isNews(first)).isTrue();
        assertThat(EventNumber.count(first.seq()))
                .as("counted on from the copy")
                .isEqualTo(2);
        assertThat(mongo.getCollection("seen").find(Filters.eq("_id", "c")).first())
                .containsEntry("value", 9);

        // the old ones, told again, are still old
        Stored<Counter> old = new Stored<>("c", 1, 3, java.util.Map.of(), new Counter(3));
        assertThat(isNews(old)).isFalse();

        // an instance that starts later needs no telling, nor one that is told again, nor of an earlier restore
        assertThat(count(started(null), "c", 10).seq()).isEqualTo(first.seq() + 1);
        assertThat(count(started(restored), "c", 11).seq()).isEqualTo(first.seq() + 2);
        assertThat(count(started(Instant.parse("2026-01-01T00:00:00Z")), "c", 12)
                        .seq())
                .isEqualTo(first.seq() + 3);
    }

    @Test
    void what_the_copy_does_not_know_is_made_again_and_heard() {
        AggregateStore<Counter> counters = started(null);
        counters.create("lost", new Counter(1), List.of(new Counted(1)));
        isNews(count(counters, "lost", 2));
        restore();
        AggregateStore<Counter> restored = started(Instant.parse("2026-11-27T10:00:00Z"));
        Stored<Counter> again =
                restored.create("lost", new Counter(7), List.of(new Counted(7))).stored();
        assertThat(isNews(again)).isTrue();
        assertThat(received(again).isFirst()).isTrue();
        assertThat(restored.create("quiet", new Counter(0), List.of()).stored().seq())
                .as("no event, no number")
                .isZero();
    }

    @Test
    void a_second_restore_numbers_above_the_first() {
        restore();
        assertThat(isNews(count(started(Instant.parse("2026-11-27T10:00:00Z")), "c", 5)))
                .isTrue();
        restore();
        assertThat(isNews(count(started(Instant.parse("2026-11-28T10:00:00Z")), "c", 6)))
                .isTrue();
    }

    /** As a backup has it: without the epoch that was raised since. */
    private void restore() {
        mongo.getCollection("numbering").deleteMany(new Document());
        mongo.getCollection("counters").deleteMany(Filters.ne("_id", "c"));
        mongo.getCollection("counters").replaceOne(Filters.eq("_id", "c"), copy, new ReplaceOptions().upsert(true));
    }

    private AggregateStore<Counter> started(Instant restoredAt) {
        return new AggregateStores(mongo, events, relay, restoredAt).of("counters", Counter.class);
    }

    private static Stored<Counter> count(AggregateStore<Counter> counters, String id, int value) {
        return counters.change(id, counter -> Outcome.done(Change.to(new Counter(value), new Counted(value))))
                .orThrow();
    }

    /** A reader hears of it. */
    private boolean isNews(Stored<Counter> told) {
        return models.apply(
                "seen",
                told.id(),
                received(told),
                Updates.set("value", told.state().value()));
    }

    private static ReceivedEvent<Counted> received(Stored<Counter> told) {
        return new ReceivedEvent<>(
                "event-" + told.seq(),
                "restored.counted.v1",
                "/restored-service/counters",
                told.id(),
                told.seq(),
                Instant.EPOCH,
                "nobody",
                "none",
                new Counted(told.state().value()));
    }
}
