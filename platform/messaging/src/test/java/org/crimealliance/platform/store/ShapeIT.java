package org.crimealliance.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.crimealliance.platform.event.Fault;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.StoreWatch;
import org.crimealliance.platform.work.Leases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.test.context.TestPropertySource;

/** An upgrade is under way: the version before and the one after write the same documents. */
@ServiceTest
@TestPropertySource(properties = {"spring.application.name=shape-service", "alliance.topic=shape.events.v1"})
class ShapeIT {

    /** As it was. */
    static class Before {
        sealed interface Member permits Active, Ended {}

        @TypeAlias("before-active")
        record Active(String name, List<Address> addresses) implements Member {}

        @TypeAlias("before-ended")
        record Ended(String name, List<Address> addresses, String reason) implements Member {}

        record Address(String city) {}
    }

    /** With a telephone and countries: only added to, so of the same shape. */
    record Member(
            String name, List<Address> addresses, @Nullable String telephone) {}

    record Address(String city, @Nullable String country) {}

    /** The name in two parts: another shape. */
    record Renamed(String given, String family) {}

    record Named(String name) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}

    @Autowired
    AggregateStores stores;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Leases leases;

    @BeforeEach
    void empty() {
        List.of("people", "names", "migrations")
                .forEach(name -> mongo.getCollection(name).deleteMany(new Document()));
    }

    @Test
    void an_older_instance_keeps_what_it_does_not_know() {
        AggregateStore<Member> after = stores.of("people", Member.class);
        AggregateStore<Before.Member> before = stores.of("people", Before.Member.class);
        before.create(
                "p",
                new Before.Active("A", List.of(new Before.Address("Wien"), new Before.Address("Graz"))),
                List.of());
        after.change(
                        "p",
                        member -> Outcome.done(Change.to(new Member(
                                member.name(),
                                List.of(new Address("Wien", "AT"), new Address("Graz", "AT")),
                                "+43 1 0000000"))))
                .orThrow();
        // the newer one has no states: what says which it is, is a field that it does not know
        before.change(
                        "p",
                        member -> Outcome.done(Change.<Before.Member>to(new Before.Ended(
                                "B", List.of(new Before.Address("Graz"), new Before.Address("Linz")), "moved"))))
                .orThrow();
        assertThat(after.find("p").orElseThrow().state())
                .isEqualTo(new Member(
                        "B", List.of(new Address("Graz", "AT"), new Address("Linz", null)), "+43 1 0000000"));
        assertThat(before.find("p").orElseThrow().state()).isInstanceOf(Before.Ended.class);
    }

    @Test
    void an_older_instance_does_not_write_a_shape_that_it_does_not_know() {
        AggregateStore<Named> before = stores.of("names", Named.class);
        AggregateStore<Renamed> after = stores.of("names", Renamed.class, List.of(ShapeIT::inTwoParts));
        before.create("n", new Named("Ada Muster"), List.of());
        assertThat(shape("n")).isEqualTo(1);

        // read as if it were of the new shape, and of the new shape from the next write on
        assertThat(after.find("n").orElseThrow().state()).isEqualTo(new Renamed("Ada", "Muster"));
        before.change("n", named -> Outcome.done(Change.to(new Named("Bo Muster"))))
                .orThrow();
        after.change("n", named -> Outcome.done(Change.to(new Renamed(named.given(), "Example"))))
                .orThrow();
        assertThat(shape("n")).isEqualTo(2);

        assertThatThrownBy(() -> before.change("n", named -> Outcome.done(Change.to(new Named("lost")))))
                .isInstanceOf(NewerShapeException.class);
        assertThat(after.find("n").orElseThrow().state()).isEqualTo(new Renamed("Bo", "Example"));
        after.create("new", new Renamed("C", "D"), List.of());
        assertThat(shape("new")).isEqualTo(2);
    }

    @Test
    void an_older_instance_neither_reads_nor_decides_on_a_shape_that_it_does_not_know() {
        AggregateStore<Named> before = stores.of("names", Named.class);
        AggregateStore<Renamed> after = stores.of("names", Renamed.class, List.of(ShapeIT::inTwoParts));
        after.create("n", new Renamed("Ada", "Muster"), List.of());
        ReceivedEvent<?> event = new ReceivedEvent<>(
                "e", "other.happened.v1", "/other/things", "o", 1, Instant.EPOCH, "a", "c", new Document());

        assertThatThrownBy(() -> before.change("n", event, misread -> Outcome.refused(Refusal.notFound("A name"))))
                .isInstanceOf(NewerShapeException.class)
                .satisfies(newer -> assertThat(Fault.of(newer)).isEqualTo(Fault.PASSING));
        assertThatThrownBy(() -> before.change("n", event, misread -> {
                    throw new NullPointerException("no name");
                }))
                .isInstanceOf(NewerShapeException.class);
        assertThatThrownBy(() -> before.create("n", new Named("B"), List.of(), event))
                .isInstanceOf(NewerShapeException.class);
        assertThatThrownBy(() -> before.find("n")).isInstanceOf(NewerShapeException.class);
        assertThatThrownBy(() -> before.find(new Query())).isInstanceOf(NewerShapeException.class);

        Stored<Renamed> untouched = after.find("n").orElseThrow();
        assertThat(untouched.applied()).as("the event is still to come").isEmpty();
        assertThat(untouched.version()).isEqualTo(1);
    }

    private static Document inTwoParts(Document state) {
        String[] parts = state.getString("name").split(" ", 2);
        state.remove("name");
        return state.append("given", parts[0]).append("family", parts[1]);
    }

    private int shape(String id) {
        return mongo.getCollection("names")
                .find(new Document("_id", id))
                .first()
                .getInteger("shape");
    }

    @Test
    void no_class_is_named_in_the_store_and_a_former_name_is_read() {
        AggregateStore<Before.Member> before = stores.of("people", Before.Member.class);
        before.create("p", new Before.Active("A", List.of()), List.of());
        assertThat(mongo.getCollection("people")
                        .find(new Document("_id", "p"))
                        .first()
                        .toJson())
                .contains("before-active")
                .doesNotContain("crimealliance");
        mongo.getCollection("people")
                .updateOne(
                        new Document("_id", "p"),
                        new Document("$set", new Document("state._class", Before.Active.class.getName())));
        assertThat(StoreWatch.weak())
                .as("the watch sees it")
                .singleElement()
                .asString()
                .contains("Java class");
        assertThat(before.find("p").orElseThrow().state()).isEqualTo(new Before.Active("A", List.of()));
        before.change("p", member -> Outcome.done(Change.<Before.Member>to(new Before.Active("B", List.of()))))
                .orThrow();
        assertThat(mongo.getCollection("people")
                        .find(new Document("_id", "p"))
                        .first()
                        .toJson())
                .doesNotContain("crimealliance");
    }

    sealed interface Nameless permits One, Two {}

    record One() implements Nameless {}

    record Two() implements Nameless {}

    @Test
    void a_state_without_a_stored_name_is_found_at_the_start() {
        assertThatThrownBy(() -> stores.of("nameless", Nameless.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@TypeAlias");
    }

    @Test
    void a_migration_is_done_once_by_however_many_start() {
        AtomicInteger done = new AtomicInteger();
        List<Integer> order = new ArrayList<>();
        List<Migration> steps =
                List.of(new Migration(2, "second", db -> order.add(2)), new Migration(1, "first", db -> {
                    done.incrementAndGet();
                    order.add(1);
                }));
        CompletableFuture<?>[] starts = new CompletableFuture<?>[4];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = CompletableFuture.runAsync(
                    () -> new Migrations(steps, mongo, new Leases(mongo, java.time.Clock.systemUTC())).start());
        }
        await().until(() -> CompletableFuture.allOf(starts).isDone());
        CompletableFuture.allOf(starts).join();
        new Migrations(steps, mongo, leases).start();
        assertThat(done).hasValue(1);
        assertThat(order).containsExactly(1, 2);
    }

    @Test
    void a_migration_that_died_is_done_again() {
        AtomicInteger attempts = new AtomicInteger();
        Migration dies = new Migration(1, "dies", db -> {
            if (attempts.incrementAndGet() == 1) {
                throw new com.mongodb.MongoSocketException("away", new com.mongodb.ServerAddress());
            }
        });
        new Migrations(List.of(dies), mongo, leases).start();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void a_number_is_given_once() {
        new Migrations(List.of(new Migration(1, "this", db -> {})), mongo, leases).start();
        assertThatThrownBy(() -> new Migrations(List.of(new Migration(1, "that", db -> {})), mongo, leases).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("given once");
        assertThatThrownBy(() -> new Migrations(
                        List.of(new Migration(1, "a", db -> {}), new Migration(1, "b", db -> {})), mongo, leases))
                .isInstanceOf(IllegalStateException.class);
    }
}
