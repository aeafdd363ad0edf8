package org.crimealliance.event.registration;

import static java.util.concurrent.TimeUnit.SECONDS;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.crimealliance.event.Api;
import org.crimealliance.event.EventServiceTest;
import org.crimealliance.event.Topics;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.link.CongressLinks;
import org.crimealliance.platform.limit.ConfirmationMails;
import org.crimealliance.platform.limit.RateLimits;
import org.crimealliance.platform.person.PersonKeys;
import org.crimealliance.platform.testkit.StoreWatch;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** The pipeline under a rush, and what becomes of a seat that is given up. */
@EventServiceTest
class RegistrationIT {

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
    Clock clock;

    @Test
    void a_thousand_at_once_for_fifty_seats() throws Exception {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String congress = api.kyoto("rush", 50);
        String congressId = id(congress);
        long began = System.nanoTime();
        List<Integer> answers = atOnce(1000, i -> () -> {
            Map<String, Object> form = form("Participant " + i, "p" + i + "@example.org");
            int status = api.publicPost(congress + "/registrations", form).status();
            if (i < 50) {
                api.publicPost(congress + "/registrations", form).expect(202); // again: the same, and its link again
            }
            return status;
        });
        assertThat(answers).hasSize(1000).containsOnly(202);
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(topics.facts("registration-requested", congressId))
                        .size()
                        .isEqualTo(1050));
        System.out.printf("1000 requested in %d ms%n", (System.nanoTime() - began) / 1_000_000);
        List<String> tokens = topics.facts("registration-requested", congressId).stream()
                .map(event -> TestLinks.open(event.text("/confirmUrl")))
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .distinct()
                .toList();
        assertThat(tokens).hasSize(1000);
        assertThat(api.get(congress + "/registrations/counts").number("/pending"))
                .isEqualTo(1000);

        ConcurrentLinkedQueue<String> states = new ConcurrentLinkedQueue<>();
        long confirming = System.nanoTime();
        atOnce(1000, i -> () -> {
            String path = "/api/congress/registration-confirmations/" + tokens.get(i);
            states.add(api.publicPost(path, Map.of()).expect(200).text());
            return 0;
        });
        double seconds = (System.nanoTime() - confirming) / 1e9;
        System.out.printf("1000 confirmed in %.2f s, %.0f a second%n", seconds, 1000 / seconds);
        assertThat(states.stream().filter(s -> s.contains("\"onsite\"")).count())
                .isEqualTo(50);
        assertThat(states.stream().filter(s -> s.contains("\"waiting\"")).count())
                .isEqualTo(950);
        assertThat(api.publicPost("/api/congress/registration-confirmations/" + tokens.getFirst(), Map.of())
                        .expect(200)
                        .text())
                .isIn(states);
        var counts = api.get(congress + "/registrations/counts").expect(200);
        assertThat(counts.number("/onsite")).isEqualTo(50);
        assertThat(counts.number("/online")).isEqualTo(950);
        assertThat(counts.number("/waitingOnsite")).isEqualTo(950);
        await().atMost(60, SECONDS).untilAsserted(() -> {
            assertThat(topics.facts("registration-confirmed", congressId)).hasSize(50);
            assertThat(topics.facts("registration-waitlisted", congressId)).hasSize(950);
        });
        assertThat(seats(congressId).getInteger("free")).isZero();
        assertThat(seats(congressId).get("claims", Document.class)).hasSize(50);

        // ten give up their seats at once: ten offers, in order, each told once
        List<String> sitting = topics.facts("registration-confirmed", congressId).stream()
                .map(event -> event.text("/registrationId"))
                .limit(10)
                .toList();
        atOnce(
                10,
                i -> () -> api.post("/api/congress/registrations/" + sitting.get(i) + "/cancellation", Map.of())
                        .expect(200)
                        .status());
        await().atMost(30, SECONDS)
                .until(() -> topics.facts("registration-offered", congressId).size() == 10);
        List<String> firstWaiting = mongo.getCollection("registrations").find().into(new ArrayList<>()).stream()
                .filter(d -> d.get("state", Document.class).getString("_class").matches(".*(waiting|offered)"))
                .filter(d -> d.get("state", Document.class)
                        .get("form", Document.class)
                        .getString("congressId")
                        .equals(congressId))
                .sorted(java.util.Comparator.comparing(
                                (Document d) -> d.get("state", Document.class).getDate("since"))
                        .thenComparing(d -> d.getString("_id")))
                .map(d -> d.getString("_id"))
                .limit(10)
                .toList();
        assertThat(topics.facts("registration-offered", congressId).stream().map(Topics.Event::subject))
                .containsExactlyInAnyOrderElementsOf(firstWaiting);
        assertThat(topics.facts("registration-offered", congressId))
                .allMatch(event -> event.cause().actor().equals("congress-manager"));
        assertThat(seats(congressId).getInteger("free")).isZero();
        assertThat(seats(congressId).get("offers", Document.class)).hasSize(10);

        // one accepts; the others let it lapse, and the next are asked
        Topics.Event offer = topics.facts("registration-offered", congressId).getFirst();
        String url = TestLinks.open(offer.text("/acceptUrl"));
        String accept = "/api/congress/seat-offers/" + url.substring(url.lastIndexOf('/') + 1);
        assertThat(api.publicPost(accept, Map.of()).expect(200).text("/seat")).isEqualTo("onsite");
        TestClock.add(Duration.ofHours(49));
        await().atMost(60, SECONDS)
                .until(() -> topics.facts("registration-offered", congressId).size() == 19);
        assertThat(topics.facts("registration-offered", congressId).subList(10, 19))
                .allMatch(event -> event.cause().actor().equals("rule:seat-offer-expired"));
        assertThat(api.publicPost(accept, Map.of()).expect(200).text("/seat")).isEqualTo("onsite");
        String late = TestLinks.open(
                topics.facts("registration-offered", congressId).get(1).text("/acceptUrl"));
        assertThat(api.publicPost("/api/congress/seat-offers/" + late.substring(late.lastIndexOf('/') + 1), Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("offer-over");
        Document all = seats(congressId);
        assertThat(all.getInteger("free")
                        + all.get("claims", Document.class).size()
                        + all.get("offers", Document.class).size())
                .isEqualTo(50);
    }

    @Test
    void one_person_is_one_registration_whatever_the_form_says() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String congress = api.kyoto("one-person", 1);
        String first = api.publicPost(congress + "/registrations", form("Ada Example", "Ada@Example.org "))
                .expect(202)
                .text("/registrationId");
        assertThat(api.publicPost(congress + "/registrations", form("A. Example", "ada@example.org"))
                        .expect(202)
                        .text("/registrationId"))
                .isEqualTo(first);
        assertThat(api.publicPost(congress + "/registrations", form("Ada Example", "ada+tag@example.org"))
                        .expect(202)
                        .text("/registrationId"))
                .isNotEqualTo(first);
        await().until(() -> topics.facts("registration-requested", id(congress)).size() == 3);
        assertThat(api.get(congress + "/registrations").expect(200).body().at("/items"))
                .hasSize(2);
    }

    @Test
    void who_cancels_and_returns_goes_to_the_end() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String congress = api.kyoto("returning", 1);
        String seated = confirmed(congress, "seated@example.org");
        String early = confirmed(congress, "early@example.org");
        TestClock.add(Duration.ofSeconds(5));
        String late = confirmed(congress, "late@example.org");
        TestClock.add(Duration.ofSeconds(5));
        api.post("/api/congress/registrations/" + early + "/cancellation", Map.of())
                .expect(200);
        assertThat(confirmed(congress, "early@example.org")).isEqualTo(early);
        api.post("/api/congress/registrations/" + seated + "/cancellation", Map.of())
                .expect(200);
        await().until(() -> topics.facts("registration-offered", id(congress)).size() == 1);
        assertThat(topics.facts("registration-offered", id(congress)).getFirst().subject())
                .isEqualTo(late);
    }

    @Test
    void a_participant_cancels_by_the_own_link_and_the_next_is_offered_the_seat() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String congress = api.kyoto("own-cancellation", 1);
        String seated = confirmed(congress, "seated@example.org");
        TestClock.add(Duration.ofSeconds(5));
        String next = confirmed(congress, "next@example.org");
        String link = CONFIRMATIONS + mailed(congress, seated, 1).getFirst();
        api.publicPost(CONFIRMATIONS + "made-up/cancellation", Map.of()).expect(404);
        assertThat(api.publicPost(link + "/cancellation", Map.of()).expect(200).text("/state"))
                .isEqualTo("cancelled");
        api.publicPost(link + "/cancellation", Map.of()).expect(200);
        await().until(() -> topics.facts("registration-offered", id(congress)).size() == 1);
        assertThat(topics.facts("registration-offered", id(congress)).getFirst().subject())
                .isEqualTo(next);
        assertThat(topics.facts("registration-cancelled", id(congress))
                        .getFirst()
                        .cause()
                        .actor())
                .isEqualTo("link:register");
        confirmed(congress, "seated@example.org");
        api.publicPost(link + "/cancellation", Map.of()).expect(404);
        assertThat(api.get(congress + "/registrations?state=cancelled")
                        .expect(200)
                        .body()
                        .at("/items"))
                .as("the earlier link does nothing to the registration of now")
                .isEmpty();
    }

    @Test
    void a_strangers_form_neither_blocks_nor_overrides_the_owners() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String congress = api.kyoto("strangers", 5);
        String id = sent(congress, "Stranger", "owner@example.org");
        sent(congress, "Owner", "owner@example.org");
        sent(congress, "Stranger again", "owner@example.org");
        List<String> tokens = mailed(congress, id, 3);
        var asked = api.publicGet(CONFIRMATIONS + tokens.getFirst()).expect(200).body();
        assertThat(asked.at("/forms"))
                .extracting(form -> form.get("name").asString())
                .containsExactly("Stranger again", "Owner", "Stranger");
        assertThat(asked.at("/forms/2/mailed").asBoolean()).isTrue();
        api.publicPost(CONFIRMATIONS + tokens.get(1), Map.of()).expect(200);
        assertThat(name(congress)).as("the link that came with the form").isEqualTo("Owner");
        assertThat(api.publicPost(CONFIRMATIONS + tokens.getFirst(), Map.of("form", 1))
                        .expect(200)
                        .text("/state"))
                .as("whoever follows another link afterwards changes nothing")
                .isEqualTo("confirmed");
        assertThat(name(congress)).isEqualTo("Owner");
    }

    @Test
    void of_ten_forms_for_one_address_three_are_mailed_and_each_link_leads_to_the_owners() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String congress = api.kyoto("flooded", 5);
        String id = "";
        for (int i = 0; i < 9; i++) {
            id = sent(congress, "Stranger " + i, "flooded@example.org");
        }
        sent(congress, "Owner", "Flooded@example.org");
        List<String> tokens = mailed(congress, id, 3);
        var forms = api.publicGet(CONFIRMATIONS + tokens.getFirst()).expect(200).body();
        assertThat(forms.at("/forms")).hasSize(10);
        assertThat(forms.at("/forms/0/name").asString()).isEqualTo("Owner");
        int number = forms.at("/forms/0/number").asInt();
        api.publicPost(CONFIRMATIONS + tokens.getFirst(), Map.of("form", 99)).expect(409);
        api.publicPost(CONFIRMATIONS + tokens.getFirst(), Map.of("form", number))
                .expect(200);
        assertThat(name(congress)).isEqualTo("Owner");
        register.mailWhatWaits();
        assertThat(topics.facts("registration-requested", id(congress)))
                .as("no fourth within the hour")
                .hasSize(3);
    }

    @Test
    void every_later_mail_leads_to_the_own_registration() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String congress = api.kyoto("later-mails", 1);
        String seated = confirmed(congress, "seated.later@example.org");
        String waiting = confirmed(congress, "waiting.later@example.org");
        await().until(() ->
                topics.facts("registration-waitlisted", id(congress)).size() == 1);
        assertThat(api.publicGet(CONFIRMATIONS + own("registration-waitlisted", congress))
                        .expect(200)
                        .text("/state"))
                .isEqualTo("waiting");
        await().until(() -> topics.facts("registration-confirmed", id(congress)).size() == 1);
        api.publicPost(CONFIRMATIONS + own("registration-confirmed", congress) + "/cancellation", Map.of())
                .expect(200);
        assertThat(registrations.store().find(seated).orElseThrow().state()).isInstanceOf(Registration.Cancelled.class);
        await().until(() -> topics.facts("registration-offered", id(congress)).size() == 1);
        String offer = TestLinks.open(
                topics.facts("registration-offered", id(congress)).getFirst().text("/acceptUrl"));
        api.publicPost("/api/congress/seat-offers/" + offer.substring(offer.lastIndexOf('/') + 1), Map.of())
                .expect(200);
        await().until(() -> topics.facts("registration-confirmed", id(congress)).size() == 2);
        assertThat(api.publicGet(CONFIRMATIONS + own("registration-confirmed", congress))
                        .expect(200)
                        .text("/seat"))
                .as(waiting)
                .isEqualTo("onsite");
    }

    /** The token of the link in the latest of these. */
    private String own(String fact, String congress) {
        String url = TestLinks.open(topics.facts(fact, id(congress)).getLast().text("/registrationUrl"));
        return url.substring(url.lastIndexOf('/') + 1);
    }

    @Test
    void nothing_is_refused_and_mails_above_a_limit_wait_for_their_turn() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String congress = api.kyoto("many", 5);
        AtomicReference<Instant> machine = new AtomicReference<>(Instant.parse("2021-02-01T09:59:00Z"));
        SimpleMeterRegistry figures = new SimpleMeterRegistry();
        RateLimits limits = new RateLimits(mongo, "only-for-this-test-0123456789abcdef", machine::get);
        RegisterParticipant limited = new RegisterParticipant(
                congresses,
                registrations,
                seats,
                links,
                new ConfirmationMails(limits, 3, 5, 8, figures),
                clock,
                Duration.ofHours(48),
                Duration.ofDays(14),
                keys,
                figures);
        for (int i = 0; i < 12; i++) {
            limited.request(toForm(congress, "one" + i + "@example.org"), "2001:db8::" + i); // a /64
        }
        for (int i = 0; i < 4; i++) {
            limited.request(toForm(congress, "other" + i + "@example.org"), "192.0.2." + i);
        }
        assertThat(figures.counter("alliance.confirmation.mails", "turn", "network-waits")
                        .count())
                .isEqualTo(7);
        assertThat(figures.counter("alliance.confirmation.mails", "turn", "all-wait")
                        .count())
                .isEqualTo(1);
        await().until(() -> topics.facts("registration-requested", id(congress)).size() == 8);
        limited.mailWhatWaits();
        machine.set(Instant.parse("2021-02-01T10:00:00Z")); // another hour, but not for those of one network
        limited.mailWhatWaits();
        limited.mailWhatWaits();
        await().until(() -> topics.facts("registration-requested", id(congress)).size() == 9);
        machine.set(Instant.parse("2021-02-01T11:00:00Z"));
        limited.mailWhatWaits();
        await().until(() -> topics.facts("registration-requested", id(congress)).size() == 14);
        machine.set(Instant.parse("2021-02-01T12:00:00Z"));
        limited.mailWhatWaits();
        await().until(() -> topics.facts("registration-requested", id(congress)).size() == 16);
    }

    @Test
    void links_are_refused_alike_by_the_same_look_ups_whatever_is_wrong() {
        TestClock.runFrom("2021-02-01T09:00:00Z");
        String congress = api.kyoto("refused-links", 5);
        String id = confirmed(congress, "refused-alike@example.org");
        String used = pendingTokens(congress, id).getFirst();
        api.post("/api/congress/registrations/" + id + "/cancellation", Map.of())
                .expect(200);
        sent(congress, "Somebody", "refused-alike@example.org"); // anew: the old link is of no use
        char first = used.charAt(0);
        String oneBitOff = (first == 'A' ? 'B' : 'A') + used.substring(1);
        String offer = "/api/congress/seat-offers/";
        List<String> refused =
                List.of(CONFIRMATIONS + oneBitOff, CONFIRMATIONS + "x", offer + used, CONFIRMATIONS + used);
        List<String> asked = StoreWatch.askedBy(() -> api.publicGet(refused.getFirst()));
        assertThat(asked).hasSize(2);
        String words = api.publicGet(refused.getFirst()).expect(404).text("/detail");
        for (String path : refused) {
            assertThat(StoreWatch.askedBy(() -> api.publicGet(path))).as(path).isEqualTo(asked);
            assertThat(api.publicGet(path).expect(404).text("/detail")).isEqualTo(words);
            assertThat(api.publicPost(path, Map.of()).expect(404).text("/detail"))
                    .isEqualTo(words);
        }
        List<String> posted = StoreWatch.askedBy(() -> api.publicPost(refused.getFirst(), Map.of()));
        assertThat(StoreWatch.askedBy(() -> api.publicPost(CONFIRMATIONS + used, Map.of())))
                .isEqualTo(posted);
    }

    private static final String CONFIRMATIONS = "/api/congress/registration-confirmations/";

    private String sent(String congress, String name, String email) {
        return api.publicPost(congress + "/registrations", form(name, email))
                .expect(202)
                .text("/registrationId");
    }

    private List<String> mailed(String congress, String id, int mails) {
        await().until(() -> pendingTokens(congress, id).size() == mails);
        return pendingTokens(congress, id);
    }

    private String name(String congress) {
        return api.get(congress + "/registrations").expect(200).text("/items/0/name");
    }

    private static Registration.Form toForm(String congress, String email) {
        return new Registration.Form(id(congress), "Somebody", email, null, "KE", Seat.ONLINE, 1);
    }

    private String confirmed(String congress, String email) {
        String id = api.publicPost(congress + "/registrations", form("Somebody", email))
                .expect(202)
                .text("/registrationId");
        int known = (int) topics.facts("registration-requested", id(congress)).stream()
                .filter(event -> event.subject().equals(id))
                .count();
        await().until(() -> !pendingTokens(congress, id).isEmpty());
        for (String token : pendingTokens(congress, id)) {
            api.publicPost("/api/congress/registration-confirmations/" + token, Map.of());
        }
        assertThat(known).isGreaterThanOrEqualTo(0);
        await().untilAsserted(() -> {
            for (String token : pendingTokens(congress, id)) {
                api.publicPost("/api/congress/registration-confirmations/" + token, Map.of());
            }
            assertThat(api.get(congress + "/registrations/counts").number("/pending"))
                    .isZero();
        });
        return id;
    }

    private List<String> pendingTokens(String congress, String registrationId) {
        return topics.facts("registration-requested", id(congress)).stream()
                .filter(event -> event.subject().equals(registrationId))
                .map(event -> TestLinks.open(event.text("/confirmUrl")))
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .toList();
    }

    private Document seats(String congressId) {
        return java.util.Objects.requireNonNull(mongo.findById(congressId, Document.class, OnsiteSeats.COLLECTION));
    }

    private static Map<String, Object> form(String name, String email) {
        return Map.of("name", name, "email", email, "country", "KE", "seat", "onsite", "consent", true);
    }

    private static String id(String congress) {
        return congress.substring(congress.lastIndexOf('/') + 1);
    }

    private interface Task {
        Callable<Integer> number(int i);
    }

    private static List<Integer> atOnce(int n, Task task) throws Exception {
        try (ExecutorService executor =
                Executors.newFixedThreadPool(32, Thread.ofVirtual().factory())) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                futures.add(executor.submit(task.number(i)));
            }
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
