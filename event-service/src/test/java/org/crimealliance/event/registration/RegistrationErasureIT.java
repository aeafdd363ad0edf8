package org.crimealliance.event.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.crimealliance.event.Api;
import org.crimealliance.event.EventServiceTest;
import org.crimealliance.event.Topics;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.link.CongressLinks;
import org.crimealliance.event.registration.Registration.Erased;
import org.crimealliance.event.registration.Registration.Erasing;
import org.crimealliance.event.registration.Registration.Pending;
import org.crimealliance.platform.limit.ConfirmationMails;
import org.crimealliance.platform.limit.RateLimits;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.person.PersonErasure;
import org.crimealliance.platform.person.PersonKeys;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A registration that nobody confirms is erased after two weeks; the same person may register before, meanwhile and after. */
@EventServiceTest
class RegistrationErasureIT {

    private static final String CONFIRMATIONS = "/api/congress/registration-confirmations/";

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    RegisterParticipant register;

    @Autowired
    Registrations registrations;

    @Autowired
    OnsiteSeats seats;

    @Autowired
    Congresses congresses;

    @Autowired
    CongressLinks links;

    @Autowired
    PersonKeys keys;

    @Autowired
    PersonErasure registrationErasure;

    @Autowired
    Clock clock;

    @BeforeEach
    void a_day_in_january() {
        TestClock.runFrom("2021-01-04T09:00:00Z");
    }

    @Test
    void what_nobody_confirms_in_two_weeks_is_erased_and_no_late_command_brings_it_back() {
        String congress = api.kyoto("unconfirmed", 5);
        String id = sent(congress, "Typed Name", "unconfirmed@example.org");
        String link = CONFIRMATIONS + tokens(congress, id, 1).getFirst();
        TestClock.runFrom("2021-01-18T08:50:00Z");
        register.eraseUnconfirmed();
        assertThat(api.publicGet(link).expect(200).text("/state")).isEqualTo("pending");

        TestClock.runFrom("2021-01-18T09:10:00Z");
        register.eraseUnconfirmed();
        register.eraseUnconfirmed();
        assertThat(stored(id)).doesNotContain("Typed Name", "unconfirmed@example.org");
        assertThat(key(id)).as("no key opens what was told").doesNotContainKey("key");
        assertThat(api.get(congress + "/registrations").body().at("/items")).isEmpty();
        assertThat(api.get(congress + "/registrations?state=erased").body().at("/items"))
                .isEmpty();
        assertThat(api.get(congress + "/registrations/counts").number("/pending"))
                .isZero();
        api.publicGet(link).expect(404);
        api.publicPost(link, Map.of()).expect(404);
        api.publicPost(link + "/cancellation", Map.of()).expect(404);
        api.post("/api/congress/registrations/" + id + "/cancellation", Map.of())
                .expect(404);
        register.cancelled(id(congress), id);
        register.mailWhatWaits();
        assertThat(state(id)).isInstanceOf(Erased.class);

        assertThat(sent(congress, "Typed Anew", "unconfirmed@example.org")).isEqualTo(id);
        List<String> tokens = tokens(congress, id, 2);
        api.publicGet(link).expect(404);
        assertThat(api.publicPost(CONFIRMATIONS + tokens.getLast(), Map.of())
                        .expect(200)
                        .text("/state"))
                .isEqualTo("confirmed");
        assertThat(topics.facts("registration-requested", id(congress))
                        .getLast()
                        .text("/person/name"))
                .as("under a key that can be read")
                .isEqualTo("Typed Anew");
        TestClock.runFrom("2021-03-01T09:00:00Z");
        register.eraseUnconfirmed();
        assertThat(name(congress)).as("what was confirmed stays").isEqualTo("Typed Anew");
    }

    @Test
    void two_weeks_count_from_the_last_form() {
        String congress = api.kyoto("sent-again", 5);
        String id = sent(congress, "Somebody", "sent.again@example.org");
        TestClock.runFrom("2021-01-14T09:00:00Z");
        sent(congress, "Somebody", "sent.again@example.org");
        TestClock.runFrom("2021-01-20T09:00:00Z");
        register.eraseUnconfirmed();
        assertThat(state(id)).isInstanceOf(Pending.class);
        TestClock.runFrom("2021-01-28T09:10:00Z");
        register.eraseUnconfirmed();
        assertThat(state(id)).isInstanceOf(Erased.class);
    }

    @Test
    void while_two_instances_erase_the_same_person_registers_anew_once_and_can_be_mailed() throws Exception {
        RegisterParticipant another = another();
        for (int round = 0; round < 10; round++) {
            TestClock.runFrom("2021-01-04T09:00:00Z");
            String congress = api.kyoto("while-erased-" + round, 5);
            String address = "while.erased." + round + "@example.org";
            String id = sent(congress, "Before", address);
            TestClock.runFrom("2021-01-18T09:10:00Z");
            List<Callable<Object>> at = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                at.add(Executors.callable(register::eraseUnconfirmed));
                at.add(Executors.callable(another::eraseUnconfirmed));
                at.add(() -> another.request(form(congress, "Anew", address), "192.0.2.9"));
            }
            try (ExecutorService several = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Object> one : several.invokeAll(at)) {
                    one.get();
                }
            }
            register.eraseUnconfirmed();
            Registration now = state(id);
            assertThat(now).as("round %d", round).isInstanceOf(Pending.class);
            // a form that came before the erasure joins what is there, and keeps it
            assertThat(now.form().name()).isEqualTo("Anew");
            await().untilAsserted(() -> assertThat(topics.facts("registration-requested", id(congress)).stream()
                            .filter(event -> event.text("/person/name").equals("Anew"))
                            .map(event -> event.text("/person/email")))
                    .containsOnly(address)
                    .isNotEmpty());
        }
    }

    @Test
    void an_instance_that_is_late_erases_nothing_of_who_has_begun_anew() {
        String congress = api.kyoto("late-instance", 5);
        String id = sent(congress, "Before", "late.instance@example.org");
        String former = keys.keyOf(id).orElseThrow();
        Instant at = Instant.parse("2021-01-18T09:10:00Z");
        TestClock.runFrom("2021-01-18T09:10:00Z");
        register.eraseUnconfirmed();
        sent(congress, "Anew", "late.instance@example.org");
        String present = keys.keyOf(id).orElseThrow();
        assertThat(present).isNotEqualTo(former);
        Registration.Form gone =
                form(congress, "Before", "late.instance@example.org").erased();
        register.finishErasing(id, new Erasing(gone, at, null));
        register.finishErasing(id, new Erasing(gone, at, former));
        assertThat(keys.keyOf(id)).contains(present);
        assertThat(state(id)).isInstanceOf(Pending.class);
    }

    @Test
    void who_registers_where_an_instance_died_while_it_erased_finishes_that_first() {
        String congress = api.kyoto("half-erased", 5);
        String id = sent(congress, "Before", "half.erased@example.org");
        String former = keys.keyOf(id).orElseThrow();
        registrations
                .store()
                .change(id, pending -> Outcome.done(pending.erase(Instant.MAX, clock.instant())))
                .orThrow();
        assertThat(state(id)).isInstanceOf(Erasing.class);
        sent(congress, "Anew", "half.erased@example.org");
        assertThat(state(id).form().round()).isEqualTo(2);
        assertThat(keys.keyOf(id)).isPresent().get().isNotEqualTo(former);
    }

    @Test
    void a_store_that_was_restored_erases_it_again_and_nothing_that_was_confirmed() {
        String congress = api.kyoto("restored", 5);
        String id = sent(congress, "Before", "restored@example.org");
        registrationErasure.erase(id);
        registrationErasure.erase("somebody-else");
        assertThat(state(id)).isInstanceOf(Erased.class);
        sent(congress, "Anew", "restored@example.org");
        api.publicPost(CONFIRMATIONS + tokens(congress, id, 2).getLast(), Map.of())
                .expect(200);
        registrationErasure.erase(id);
        assertThat(name(congress)).isEqualTo("Anew");
    }

    private RegisterParticipant another() {
        SimpleMeterRegistry figures = new SimpleMeterRegistry();
        RateLimits limits = new RateLimits(mongo, "only-for-this-test-0123456789abcdef", Clock.systemUTC()::instant);
        return new RegisterParticipant(
                congresses,
                registrations,
                seats,
                links,
                new ConfirmationMails(limits, 0, 0, 0, figures),
                clock,
                Duration.ofHours(48),
                Duration.ofDays(14),
                keys,
                figures);
    }

    private String sent(String congress, String name, String email) {
        return api.publicPost(
                        congress + "/registrations",
                        Map.of("name", name, "email", email, "country", "KE", "seat", "online", "consent", true))
                .expect(202)
                .text("/registrationId");
    }

    private static Registration.Form form(String congress, String name, String email) {
        return new Registration.Form(id(congress), name, email, null, "KE", Seat.ONLINE, 1);
    }

    private List<String> tokens(String congress, String id, int many) {
        await().until(() -> topics.facts("registration-requested", id(congress)).size() >= many);
        return topics.facts("registration-requested", id(congress)).stream()
                .filter(event -> event.subject().equals(id))
                .map(event -> TestLinks.open(event.text("/confirmUrl")))
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .toList();
    }

    private Registration state(String id) {
        return registrations.store().find(id).orElseThrow().state();
    }

    private String stored(String id) {
        return String.valueOf(mongo.findById(id, Document.class, "registrations"));
    }

    private Document key(String id) {
        return mongo.findById(id, Document.class, "personKeys");
    }

    private String name(String congress) {
        return api.get(congress + "/registrations").expect(200).text("/items/0/name");
    }

    private static String id(String congress) {
        return congress.substring(congress.lastIndexOf('/') + 1);
    }
}
