package org.crimealliance.event.ancillary;

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
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.crimealliance.event.Api;
import org.crimealliance.event.EventServiceTest;
import org.crimealliance.event.Topics;
import org.crimealliance.event.ancillary.ProposeMeeting.Proposal;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.link.CongressLinks;
import org.crimealliance.platform.limit.ConfirmationMails;
import org.crimealliance.platform.limit.RateLimits;
import org.crimealliance.platform.person.PersonErasure;
import org.crimealliance.platform.person.PersonKeys;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.testkit.StoreWatch;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestLinks;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A form is a proposal once its contact has confirmed it by the link in a mail, and not before. */
@EventServiceTest
class ProposalFormsIT {

    private static final String FACT = "proposal-confirmation-requested";
    private static final String LINK = "/api/congress/proposal-confirmations/";

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    ProposalForms forms;

    @Autowired
    ProposeMeeting proposals;

    @Autowired
    AggregateStores stores;

    @Autowired
    CongressLinks links;

    @Autowired
    Congresses congresses;

    @Autowired
    PersonKeys keys;

    @Autowired
    PersonErasure proposalFormErasure;

    @Autowired
    Clock clock;

    @BeforeEach
    void a_day_in_november() {
        TestClock.runFrom("2020-11-02T09:00:00Z");
    }

    @Test
    void the_congress_team_sees_it_when_the_contact_has_confirmed_it() {
        String congress = api.kyoto("proposed", 5);
        String id = sent(congress, "proposed@example.org");
        assertThat(listed(congress)).isZero();
        Topics.Event asked = mailed(congress, 1).getFirst();
        assertThat(asked.data().toString())
                .as("a stranger may have typed it")
                .contains("proposed@example.org")
                .doesNotContain("Somebody New", "Newcomers", "A new idea");
        assertThat(asked.subject()).isNotEqualTo(id);
        String link = LINK + token(asked);
        assertThat(api.publicGet(link).expect(200).text("/items/0/title")).isEqualTo("A new idea");
        assertThat(listed(congress)).as("a look changes nothing").isZero();

        TestClock.runFrom("2020-11-10T09:00:00Z");
        confirm(link, id, 200);
        confirm(link, id, 200);
        var list = api.get(congress + "/ancillary-meetings").body().at("/items");
        assertThat(list).hasSize(1);
        assertThat(list.at("/0/state").asString()).isEqualTo("proposed");
        assertThat(list.at("/0/appliedAt").asString()).startsWith("2020-11-10");
        assertThat(api.publicGet(link).expect(200).body().at("/items")).isEmpty();
        api.post(congress + "/ancillary-meetings/" + id + "/acceptance", Map.of())
                .expect(204);
    }

    @Test
    void of_the_team_it_counts_at_once_and_of_a_member_as_of_anybody() {
        String congress = api.kyoto("proposed-by-the-team", 5);
        for (String role : List.of("congress-manager", "chair", "secretary")) {
            api.call("POST", congress + "/ancillary-meetings", proposal("team@example.org"), TestTokens.withRoles(role))
                    .expect(201);
        }
        api.call(
                        "POST",
                        congress + "/ancillary-meetings",
                        proposal("by.a.member@example.org"),
                        TestTokens.withRoles("member"))
                .expect(201);
        assertThat(listed(congress)).isEqualTo(3);
        assertThat(mailed(congress, 1).getFirst().text("/contact/email")).isEqualTo("by.a.member@example.org");
    }

    @Test
    void forty_of_a_stranger_are_three_mails_and_each_of_their_links_leads_to_the_owners() {
        String congress = api.kyoto("proposed-by-a-stranger", 5);
        for (int i = 0; i < 40; i++) {
            sent(congress, "flooded.proposals@example.org");
        }
        String own = sent(congress, "Flooded.Proposals@example.org");
        assertThat(listed(congress)).isZero();
        String link = LINK + token(mailed(congress, 3).getFirst());
        assertThat(api.publicGet(link + "?limit=30").expect(200).body().at("/items"))
                .hasSize(30);
        assertThat(api.publicGet(link).text("/items/0/ancillaryMeetingId")).isEqualTo(own);
        forms.sweep();
        assertThat(mailed(congress, 3))
                .as("none that waits: the link leads there")
                .hasSize(3);
        confirm(link, own, 200);
        assertThat(listed(congress)).isEqualTo(1);
    }

    @Test
    void what_nobody_confirms_in_two_weeks_is_erased_and_stays_so() {
        String congress = api.kyoto("never-confirmed", 5);
        String id = sent(congress, "never.confirmed@example.org");
        String link = LINK + token(mailed(congress, 1).getFirst());
        TestClock.runFrom("2020-11-16T08:59:00Z");
        forms.sweep();
        assertThat(api.publicGet(link).body().at("/items")).hasSize(1);

        TestClock.runFrom("2020-11-16T09:10:00Z");
        confirm(link, id, 404);
        await().untilAsserted(() -> {
            forms.sweep();
            assertThat(form(id)).isNull();
        });
        confirm(link, id, 404);
        proposalFormErasure.erase("form-" + id); // as a restored store is told
        assertThat(api.publicGet(link).expect(200).body().at("/items")).isEmpty();
        assertThat(mongo.getCollection("personKeys")
                        .find(new Document("_id", "form-" + id))
                        .first())
                .as("no key opens what was told")
                .doesNotContainKey("key");
        TestClock.runFrom("2020-11-18T09:00:00Z");
        forms.sweep();
        assertThat(api.publicGet(link).expect(404).code()).isEqualTo("not-found");
        assertThat(listed(congress)).isZero();
    }

    @Test
    void confirmed_by_many_clicks_while_it_is_erased_it_is_there_once_or_not_at_all() throws Exception {
        String congress = api.kyoto("confirmed-late", 5);
        String id = sent(congress, "confirmed.late@example.org");
        String token = token(mailed(congress, 1).getFirst());
        TestClock.runFrom("2020-11-16T09:00:00Z"); // the time to confirm ends while they click
        List<Callable<Object>> at = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            at.add(() -> api.publicPost(LINK + token, Map.of("ancillaryMeetingId", id))
                    .status());
            at.add(() -> {
                forms.sweep();
                return 0;
            });
        }
        int taken = 0;
        try (ExecutorService several = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> one : several.invokeAll(at)) {
                assertThat(one.get()).isIn(200, 404, 0);
                taken += one.get().equals(200) ? 1 : 0;
            }
        }
        assertThat(listed(congress)).isEqualTo(taken > 0 ? 1 : 0);
        TestClock.runFrom("2020-12-16T09:00:00Z");
        forms.sweep();
        assertThat(listed(congress)).as("what counts is not erased").isEqualTo(taken > 0 ? 1 : 0);
    }

    @Test
    void a_call_that_closed_meanwhile_takes_none() {
        String congress = api.kyoto("call-closed", 5);
        String id = sent(congress, "too.late@example.org");
        String link = LINK + token(mailed(congress, 1).getFirst());
        String campaign = api.post(congress + "/campaigns", Map.of("deadline", "2021-01-25T12:00:00Z"))
                .expect(201)
                .text("/campaignId");
        api.post("/api/congress/campaigns/" + campaign + "/start", Map.of()).expect(202);
        assertThat(api.publicPost(link, Map.of("ancillaryMeetingId", id))
                        .expect(409)
                        .code())
                .isEqualTo("call-closed");
        assertThat(listed(congress)).isZero();
    }

    @Test
    void the_mails_of_an_address_and_of_a_network_are_limited_whatever_they_are_about() {
        String congress = api.kyoto("limited-proposals", 5);
        AtomicReference<Instant> machine = new AtomicReference<>(Instant.parse("2020-11-02T09:30:00Z"));
        SimpleMeterRegistry figures = new SimpleMeterRegistry();
        RateLimits limits = new RateLimits(mongo, "only-for-these-proposals-0123456789abcdef", machine::get);
        ConfirmationMails mails = new ConfirmationMails(limits, 3, 5, 0, figures);
        ProposalForms limited =
                new ProposalForms(stores, links, congresses, proposals, mails, keys, clock, mongo, Duration.ofDays(14));
        String recipient = mails.recipient("also.registered@example.org");
        for (int i = 0; i < 3; i++) { // because of registrations
            assertThat(mails.turn(recipient, mails.network("198.51.100.7"))).isEqualTo(ConfirmationMails.Turn.NOW);
        }
        String id = congress.substring(congress.lastIndexOf('/') + 1);
        limited.send(id, typed("also.registered@example.org"), "203.0.113.1");
        limited.sweep();
        assertThat(topics.facts(FACT, id)).as("three had the address").isEmpty();
        for (int i = 0; i < 9; i++) {
            limited.send(id, typed("network" + i + "@example.org"), "2001:db8::" + i); // a /64
        }
        mailed(congress, 5);
        machine.set(Instant.parse("2020-11-02T11:00:00Z"));
        limited.sweep();
        assertThat(mailed(congress, 10).stream().map(mail -> mail.text("/contact/email")))
                .contains("also.registered@example.org", "network8@example.org")
                .doesNotHaveDuplicates();
    }

    @Test
    void links_are_refused_alike_by_the_same_look_ups() {
        String congress = api.kyoto("refused-proposals", 5);
        String id = sent(congress, "refused.alike@example.org");
        String token = token(mailed(congress, 1).getFirst());
        String bitOff = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
        assertThat(StoreWatch.askedBy(() -> api.publicGet(LINK + bitOff)))
                .hasSize(2)
                .isEqualTo(StoreWatch.askedBy(() -> api.publicGet(LINK + "x")));
        Map<String, String> body = Map.of("ancillaryMeetingId", id);
        assertThat(api.publicPost(LINK + bitOff, body).expect(404).text("/detail"))
                .isEqualTo(api.publicPost(LINK + token, Map.of("ancillaryMeetingId", "unknown"))
                        .expect(404)
                        .text("/detail"));
        assertThat(listed(congress)).isZero();
    }

    private String sent(String congress, String email) {
        return api.publicPost(congress + "/ancillary-meetings", proposal(email))
                .expect(201)
                .text("/ancillaryMeetingId");
    }

    private void confirm(String link, String id, int status) {
        api.publicPost(link, Map.of("ancillaryMeetingId", id)).expect(status);
    }

    private List<Topics.Event> mailed(String congress, int many) {
        String id = congress.substring(congress.lastIndexOf('/') + 1);
        await().until(() -> topics.facts(FACT, id).size() >= many);
        return topics.facts(FACT, id);
    }

    private static String token(Topics.Event asked) {
        String url = TestLinks.open(asked.text("/confirmUrl"));
        assertThat(url).contains("/r/proposal/");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private int listed(String congress) {
        return api.get(congress + "/ancillary-meetings")
                .expect(200)
                .body()
                .at("/items")
                .size();
    }

    private Document form(String id) {
        return mongo.getCollection("proposalForms")
                .find(new Document("_id", "form-" + id))
                .first();
    }

    private static Proposal typed(String email) {
        return new Proposal("A new idea", "Newcomers", "Somebody New", email, Mode.VIRTUAL, "Youth");
    }

    private static Map<String, Object> proposal(String email) {
        return Map.of(
                "title", "A new idea",
                "organisation", "Newcomers",
                "contactName", "Somebody New",
                "contactEmail", email,
                "mode", "virtual",
                "theme", "Youth");
    }
}
