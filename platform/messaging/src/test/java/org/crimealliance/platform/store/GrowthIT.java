package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.crimealliance.platform.event.Fault;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outbox.EventWriter;
import org.crimealliance.platform.outbox.OutboxRelay;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.testkit.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;

/** The broker is away, and commands go on. */
@ServiceTest
@TestPropertySource(properties = {"spring.application.name=growing-service", "alliance.topic=growing.events.v1"})
class GrowthIT {

    private static final int LARGEST = 16 * 1024 * 1024;

    @TypeAlias("page")
    record Page(int number) {}

    @WireName("growing.page-printed.v1")
    record Printed(String content) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}

    @Autowired
    MongoTemplate mongo;

    @Autowired
    EventWriter events;

    @Test
    void an_outbox_is_full_by_bytes_before_the_document_is_too_large() {
        AggregateStore<Page> pages = unsent();
        pages.create("large", new Page(0), List.of());
        String megabyte = "ä".repeat(512 * 1024);
        assertThatThrownBy(() -> {
                    for (int i = 1; i < 40; i++) {
                        print(pages, "large", i, megabyte);
                    }
                })
                .isInstanceOf(OutboxFullException.class);
        assertThat(pages.find("large").orElseThrow().state().number()).isEqualTo(7);
        assertThat(size("large")).isBetween(7 * 1024 * 1024, LARGEST - 1);

        // what changes without telling goes on, and so does telling when there is room again
        pages.change("large", page -> Outcome.done(Change.to(new Page(100)))).orThrow();
        mongo.getCollection("pages")
                .updateOne(new Document("_id", "large"), new Document("$set", new Document("outbox", List.of())));
        print(pages, "large", 101, megabyte);
    }

    @Test
    void an_outbox_is_full_by_number_too() {
        AggregateStore<Page> pages = unsent();
        pages.create("many", new Page(0), List.of());
        assertThatThrownBy(() -> {
                    for (int i = 1; i < 10_000; i++) {
                        print(pages, "many", i, "small");
                    }
                })
                .isInstanceOf(OutboxFullException.class);
        assertThat(pages.find("many").orElseThrow().state().number()).isEqualTo(AggregateStore.OUTBOX_LIMIT);
    }

    @Test
    void a_full_outbox_whose_head_is_refused_for_good_does_not_pass_by_waiting() {
        AggregateStore<Page> pages = unsent();
        String megabyte = "ä".repeat(512 * 1024);
        pages.create("refused", new Page(0), List.of());
        pages.create("refused-large", new Page(0), List.of());
        for (int i = 1; i <= AggregateStore.OUTBOX_LIMIT; i++) {
            print(pages, "refused", i, "small");
        }
        for (int i = 1; i <= 7; i++) {
            print(pages, "refused-large", i, megabyte);
        }
        mongo.getCollection("pages")
                .updateMany(
                        new Document("_id", new Document("$in", List.of("refused", "refused-large"))),
                        new Document("$set", new Document(OutboxRelay.DEAD_HEAD, "too large")));
        for (String id : List.of("refused", "refused-large")) {
            assertThatThrownBy(() -> print(pages, id, 101, megabyte))
                    .isInstanceOf(OutboxBlockedException.class)
                    .satisfies(blocked -> assertThat(Fault.of(blocked)).isEqualTo(Fault.OURS));
            pages.change(id, page -> Outcome.done(Change.to(new Page(100)))).orThrow(); // what tells nobody goes on
        }
    }

    @Test
    void ten_thousand_changes_leave_a_small_document() {
        AggregateStore<Page> pages = unsent();
        pages.create("old", new Page(0), List.of());
        for (int i = 1; i <= 10_000; i++) {
            int number = i;
            ReceivedEvent<String> cause =
                    new ReceivedEvent<>("e" + i, "x.y.v1", "/x/y", "the-same", i, Instant.EPOCH, "nobody", "none", "");
            pages.change("old", cause, page -> Outcome.done(Change.to(new Page(number))))
                    .orThrow();
        }
        assertThat(size("old")).isLessThan(1024);
    }

    /** Nothing leaves its outboxes. */
    private AggregateStore<Page> unsent() {
        OutboxRelay idle =
                new OutboxRelay(mongo, (collection, id, entry) -> {}, Clock.systemUTC(), Duration.ofHours(1));
        return new AggregateStores(mongo, events, idle, null).of("pages", Page.class);
    }

    private static void print(AggregateStore<Page> pages, String id, int number, String content) {
        pages.change(id, page -> Outcome.done(Change.to(new Page(number), new Printed(content))))
                .orThrow();
    }

    private int size(String id) {
        return mongo.getDb()
                .getCollection("pages", RawBsonDocument.class)
                .find(new Document("_id", id))
                .first()
                .getByteBuffer()
                .remaining();
    }
}
