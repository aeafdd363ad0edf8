package org.crimealliance.event.registration;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.crimealliance.event.Api;
import org.crimealliance.event.EventServiceTest;
import org.crimealliance.event.Topics;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.link.CongressLinks;
import org.crimealliance.platform.limit.ConfirmationMails;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.person.PersonKeys;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.testkit.LostAnswers;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Two instances of the pipeline, requests repeated, and processes that die between any two of its writes: no seat is lost,
 * none is doubled, everybody is told once.
 */
@EventServiceTest
class RegistrationCrashIT {

    private static final int SEATS = 12;
    private static final int PEOPLE = 60;

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    @Autowired
    RegisterParticipant one;

    @Autowired
    Registrations registrations;

    @Autowired
    OnsiteSeats seats;

    @Autowired
    Congresses congresses;

    @Autowired
    CongressLinks links;

    @Autowired
    ConfirmationMails mails;

    @Autowired
    PersonKeys keys;

    @Autowired
    Clock clock;

    @Autowired
    MeterRegistry meters;

    @Autowired
    MongoTemplate mongo;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_seat_is_lost_or_doubled(long seed) throws Exception {
        System.out.println("seed " + seed);
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String path = api.kyoto("crash-" + seed, SEATS);
        String congress = path.substring(path.lastIndexOf('/') + 1);
        RegisterParticipant other = new RegisterParticipant(
                congresses,
                registrations,
                seats,
                links,
                mails,
                clock,
                Duration.ofHours(48),
                Duration.ofDays(14),
                keys,
                meters);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            ids.add(one.request(form(congress, "Person " + i, "c" + seed + "." + i + "@example.org"), "192.0.2.1"));
        }
        List<Runnable> work = new ArrayList<>();
        Random random = new Random(seed);
        for (String id : ids) {
            for (int repeat = 0; repeat < 3; repeat++) {
                int how = random.nextInt(4);
                work.add(() -> {
                    switch (how) {
                        case 0 -> seats.claim(congress, SEATS, id, 1, clock.instant()); // and dies
                        case 1 -> one.confirm(new CongressLinks.Link("1", id), null);
                        default -> other.confirm(new CongressLinks.Link("1", id), null);
                    }
                });
            }
        }
        java.util.Collections.shuffle(work, random);
        run(work);
        // whoever had no answer follows the link again
        run(ids.stream()
                .<Runnable>map(id -> () -> one.confirm(new CongressLinks.Link("1", id), null))
                .toList());
        await().atMost(30, SECONDS).untilAsserted(() -> {
            Registrations.Counts counts = registrations.counts(congress);
            assertThat(counts.onsite()).isEqualTo(SEATS);
            assertThat(counts.waitingOnsite()).isEqualTo(PEOPLE - SEATS);
            assertThat(topics.facts("registration-confirmed", congress)).hasSize(SEATS);
            assertThat(topics.facts("registration-waitlisted", congress)).hasSize(PEOPLE - SEATS);
        });
        whole(congress, 0);

        // five cancel, and their process dies before it frees the seat: the event does it
        List<String> sitting = topics.facts("registration-confirmed", congress).stream()
                .map(Topics.Event::subject)
                .limit(5)
                .toList();
        sitting.forEach(id -> registrations
                .store()
                .change(id, r -> r.cancel(id, "Crime Congress", clock.instant()))
                .orThrow());
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(topics.facts("registration-offered", congress))
                        .hasSize(5));
        whole(congress, 5);

        // one seat was passed on, and the process died before it told the next
        String last = registrations
                .page(congress, Registration.Confirmed.class, null, 1)
                .getFirst()
                .id();
        OnsiteSeats.Waiter next = registrations
                .headOfWaitingList(congress, seats.holders(congress))
                .orElseThrow();
        registrations.store().change(last, r -> r.cancel(last, "Crime Congress", clock.instant()));
        Provenance cancellation = new Provenance("congress-manager", "the cancellation");
        OnsiteSeats.Held held = seats.heldBy(congress, last, 1).orElseThrow();
        cancellation.run(
                () -> seats.pass(congress, held, null, next, clock.instant().plus(Duration.ofHours(48))));
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(topics.facts("registration-offered", congress))
                        .hasSize(6)
                        .anyMatch(event -> event.cause().equals(cancellation)));
        whole(congress, 6);

        // everybody accepts at the very moment the offers end: each seat has one owner
        List<Topics.Event> offers = topics.facts("registration-offered", congress);
        TestClock.add(Duration.ofHours(48).minusMillis(300));
        run(offers.stream()
                .<Runnable>map(offer -> () -> {
                    String url = TestLinks.open(offer.text("/acceptUrl"));
                    int status = api.publicPost(
                                    "/api/congress/seat-offers/" + url.substring(url.lastIndexOf('/') + 1), Map.of())
                            .status();
                    assertThat(status).isIn(200, 409);
                })
                .toList());
        await().atMost(30, SECONDS).untilAsserted(() -> {
            long offered = registrations
                    .page(congress, Registration.Offered.class, null, 100)
                    .size();
            assertThat(registrations.counts(congress).onsite() + offered).isEqualTo(SEATS);
            whole(congress, (int) offered);
        });
    }

    @Test
    void who_dies_with_a_seat_in_hand_took_it_for_the_form_that_was_chosen() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String path = api.kyoto("crash-chosen", SEATS);
        String congress = path.substring(path.lastIndexOf('/') + 1);
        one.request(form(congress, "Stranger", "chosen@example.org"), "192.0.2.1");
        String id = one.request(form(congress, "Owner", "chosen@example.org"), "192.0.2.2");
        one.request(form(congress, "Stranger again", "chosen@example.org"), "192.0.2.1");
        registrations
                .store()
                .change(id, r -> Outcome.done(Change.to(((Registration.Pending) r).choosing(2))))
                .orThrow();
        seats.claim(congress, SEATS, id, 1, clock.instant());
        await().untilAsserted(() -> assertThat(topics.facts("registration-confirmed", congress))
                .extracting(event -> event.text("/person/name"))
                .containsExactly("Owner"));
    }

    @Test
    void a_cancellation_that_comes_again_changes_nothing_whoever_registered_anew_since() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String path = api.kyoto("cancelled-again", 1);
        String congress = path.substring(path.lastIndexOf('/') + 1);
        String id = confirmed(congress, "repeats@example.org", 1);
        String next = confirmed(congress, "next@example.org", 1);
        String cancellation = "/api/congress/registrations/" + id + "/cancellation?round=1";
        assertThat(api.command(cancellation, Map.of(), "once").expect(200).text("/state"))
                .isEqualTo("cancelled");
        assertThat(seats.holders(congress)).containsExactly(next);
        assertThat(api.command(cancellation, Map.of(), "once").expect(200).text("/state"))
                .isEqualTo("cancelled");
        api.post(cancellation, Map.of()).expect(200);
        assertThat(seats.holders(congress)).containsExactly(next);

        confirmed(congress, "repeats@example.org", 2);
        List<String> before = stored(congress);
        api.command(cancellation, Map.of(), "once").expect(200);
        mongo.getCollection("idempotencyKeys").deleteMany(new Document()); // as after their time
        assertThat(api.command(cancellation, Map.of(), "once").expect(200).text("/state"))
                .isEqualTo("waiting");
        one.cancelled(congress, id); // its event, read again
        assertThat(stored(congress)).isEqualTo(before);
    }

    @Test
    void a_form_that_is_sent_again_after_a_crash_is_mailed_once() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String path = api.kyoto("form-again", 1);
        String congress = path.substring(path.lastIndexOf('/') + 1);
        Map<String, Object> form = Map.of(
                "name",
                "Somebody",
                "email",
                "form-again@example.org",
                "country",
                "KE",
                "seat",
                "onsite",
                "consent",
                true);
        String id = api.command(path + "/registrations", form, "form-again")
                .expect(202)
                .text("/registrationId");
        List<String> before = stored(congress);
        LostAnswers.of(mongo.getDb());
        assertThat(api.command(path + "/registrations", form, "form-again")
                        .expect(202)
                        .text("/registrationId"))
                .isEqualTo(id);
        assertThat(stored(congress)).isEqualTo(before);
        assertThat(topics.facts("registration-requested", congress)).hasSize(1);
        api.command(path + "/registrations", form, "another").expect(202);
        await().untilAsserted(() ->
                assertThat(topics.facts("registration-requested", congress)).hasSize(2));
    }

    @Test
    void a_confirmation_that_died_after_its_choice_is_finished_by_its_repetition() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String path = api.kyoto("choice-again", 1);
        String congress = path.substring(path.lastIndexOf('/') + 1);
        confirmed(congress, "sits@example.org", 1);
        String id = one.request(form(congress, "Stranger", "choice-again@example.org"), "192.0.2.1");
        one.request(form(congress, "Owner", "choice-again@example.org"), "192.0.2.2");
        await().untilAsserted(() ->
                assertThat(topics.facts("registration-requested", congress)).hasSize(3));
        String link = topics.facts("registration-requested", congress).stream()
                .filter(event -> event.subject().equals(id))
                .toList()
                .getLast()
                .text("/confirmUrl");
        String confirmation = "/api/congress/registration-confirmations/"
                + TestLinks.open(link).replaceFirst(".*/", "");
        Document waits = Objects.requireNonNull(mongo.findById(id, Document.class, "registrations"));
        api.command(confirmation, Map.of("form", 2), "choice-again").expect(200);
        String run = Objects.requireNonNull(mongo.findById(id, Document.class, "registrations"))
                .getList("commands", String.class)
                .getFirst();

        // as it was between the two
        mongo.getCollection("registrations").replaceOne(new Document("_id", id), waits);
        registrations
                .store()
                .change(id, r -> Outcome.done(Change.to(((Registration.Pending) r).choosing(2))))
                .orThrow();
        mongo.getCollection("registrations")
                .updateOne(new Document("_id", id), new Document("$set", new Document("commands", List.of(run))));
        LostAnswers.of(mongo.getDb());
        assertThat(api.command(confirmation, Map.of("form", 2), "choice-again")
                        .expect(200)
                        .text("/state"))
                .isEqualTo("waiting");
    }

    @Test
    void who_frees_a_seat_late_frees_none_that_was_taken_since() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String path = api.kyoto("freed-late", 2);
        String congress = path.substring(path.lastIndexOf('/') + 1);
        String id = confirmed(congress, "is-late@example.org", 1);
        OnsiteSeats.Held first = seats.heldBy(congress, id, 1).orElseThrow();
        registrations
                .store()
                .change(id, r -> r.cancel(id, "Crime Congress", clock.instant()))
                .orThrow(); // and its process pauses before it frees the seat
        confirmed(congress, "is-late@example.org", 2);
        List<String> before = stored(congress);
        one.vacate(congress, id, 1);
        assertThat(seats.pass(congress, first, null, null, clock.instant())).isFalse();
        assertThat(stored(congress)).isEqualTo(before);
        assertThat(seats.claim(congress, 2, id, 1, clock.instant()))
                .as("nor does who confirms late have it")
                .isFalse();
        assertThat(stored(congress)).isEqualTo(before);
    }

    @Test
    void a_seat_that_was_taken_before_the_cancellation_seats_nobody_who_began_anew() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String path = api.kyoto("left-behind", 1);
        String congress = path.substring(path.lastIndexOf('/') + 1);
        String id = confirmed(congress, "returns@example.org", 1);
        one.cancel(id, 1);
        one.request(form(congress, "Somebody", "returns@example.org"), "192.0.2.1");
        assertThat(seats.claim(congress, 1, id, 1, clock.instant()))
                .isTrue(); // of a confirmation of before, which dies
        await().untilAsserted(() -> assertThat(seats.holders(congress)).isEmpty());
        assertThat(registrations.counts(congress).pending()).isEqualTo(1);

        seats.claim(congress, 1, id, 1, clock.instant());
        one.confirm(new CongressLinks.Link("2", id), null);
        one.vacate(congress, id, 1);
        assertThat(registrations.counts(congress).onsite()).isEqualTo(1);
        assertThat(seats.holders(congress)).containsExactly(id);
    }

    /** What an earlier version stored has no round. */
    @Test
    void a_claim_without_a_round_is_of_the_registration_that_is_there() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String path = api.kyoto("no-round", 1);
        String congress = path.substring(path.lastIndexOf('/') + 1);
        String id = confirmed(congress, "early@example.org", 1);
        mongo.getCollection(OnsiteSeats.COLLECTION)
                .updateOne(
                        new Document("_id", congress),
                        new Document("$unset", new Document("claims." + id + ".round", "")));
        assertThat(seats.claim(congress, 1, id, 1, clock.instant())).isTrue();
        one.cancel(id, null);
        assertThat(seats.holders(congress)).isEmpty();
        assertThat(seats.free(congress)).isEqualTo(1);
    }

    private String confirmed(String congress, String email, int round) {
        String id = one.request(form(congress, "Somebody", email), "192.0.2.1");
        one.confirm(new CongressLinks.Link(String.valueOf(round), id), null);
        return id;
    }

    /** The seats of a congress and the states of its registrations. */
    private List<String> stored(String congress) {
        List<String> stored = new ArrayList<>();
        stored.add(String.valueOf(mongo.findById(congress, Document.class, OnsiteSeats.COLLECTION)));
        mongo.getCollection("registrations")
                .find(new Document("state.form.congressId", congress))
                .sort(new Document("_id", 1))
                .forEach(document ->
                        stored.add(document.get("state", Document.class).toJson()));
        return stored;
    }

    private static Registration.Form form(String congress, String name, String email) {
        return new Registration.Form(congress, name, email, null, "KE", Seat.ONSITE, 1);
    }

    private void whole(String congress, int offers) {
        Document all =
                java.util.Objects.requireNonNull(mongo.findById(congress, Document.class, OnsiteSeats.COLLECTION));
        int claimed = all.get("claims", Document.class).size();
        assertThat(all.get("offers", Document.class)).hasSize(offers);
        assertThat(all.getInteger("free")).isZero();
        assertThat(claimed + offers).isEqualTo(SEATS);
    }

    private static void run(List<Runnable> work) throws Exception {
        try (ExecutorService executor =
                Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
            List<Future<?>> futures = new ArrayList<>();
            work.forEach(piece -> futures.add(executor.submit(piece)));
            for (Future<?> future : futures) {
                future.get();
            }
        }
    }
}
