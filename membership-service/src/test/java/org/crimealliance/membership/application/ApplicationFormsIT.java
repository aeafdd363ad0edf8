package org.crimealliance.membership.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Condition;
import org.bson.Document;
import org.crimealliance.membership.Api;
import org.crimealliance.membership.MembershipTest;
import org.crimealliance.membership.Received;
import org.crimealliance.membership.Requests;
import org.crimealliance.platform.person.PersonErasure;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestPersons;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** A form is an application once its contact has confirmed it by the link in a mail, and not before. */
@MembershipTest
class ApplicationFormsIT {

    @LocalServerPort
    int port;

    @Autowired
    Received received;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    PersonErasure erasure;

    private Api anybody;
    private Api secretary;

    @BeforeEach
    void roles() {
        anybody = new Api(port);
        secretary = new Api(port, "secretary");
    }

    private String sent(int number) {
        return anybody.post("/applications", Requests.application(number, "ordinary"), 201)
                .get("membershipId")
                .asString();
    }

    @Test
    void sent_on_10_february_and_confirmed_on_the_19th_it_arrives_on_the_19th() {
        TestClock.stopAt("2021-02-10T09:00:00Z");
        String id = sent(1);
        String link = "/application-confirmations/" + received.linkOf(id);
        assertThat(received.of("membership.application-confirmation-requested.v1")
                        .getLast())
                .as("a stranger may have typed the name")
                .doesNotContain("Contact 1", "New Applicant");
        secretary.send("GET", "/applications/" + id, null).expecting(404);
        JsonNode asked = anybody.get(link).get("items");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).get("name").asString()).isEqualTo("New Applicant 1");
        assertThat(received.of("membership.application-submitted.v1")).noneMatch(payload -> payload.contains(id));

        TestClock.stopAt("2021-02-19T09:00:00Z");
        anybody.post(link, body(id), 200);
        assertThat(anybody.post(link, body(id), 200).get("state").asString()).isEqualTo("confirmed");
        assertThat(anybody.get(link).get("items")).isEmpty();
        assertThat(secretary.get("/applications/" + id).get("submittedOn").asString())
                .isEqualTo("2021-02-19");
        await().untilAsserted(() -> assertThat(received.timesOf("membership.application-submitted.v1"))
                .as("by this time the meeting service decides for which agenda it is: 6 days before the 25th")
                .contains("2021-02-19T09:00:00Z"));
        received.followsTheContracts();
        assertThat(received.subjectsOf("membership.application-confirmation-requested.v1"))
                .as("two aggregates of one id would number their events alike")
                .doesNotContainAnyElementsOf(received.subjectsOf("membership.application-submitted.v1"));
    }

    @Test
    void two_hundred_that_nobody_confirms_reach_nobody() {
        TestClock.stopAt("2021-03-01T09:00:00Z");
        int before = received.of("membership.application-submitted.v1").size();
        int waiting = secretary.get("/applications?limit=500").get("items").size();
        for (int i = 0; i < 200; i++) {
            sent(1000 + i);
        }
        assertThat(secretary.get("/applications?limit=500").get("items")).hasSize(waiting);
        String real = sent(1199);
        anybody.confirmApplication(received, real);
        assertThat(secretary.get("/applications/" + real).has("flaggedAs"))
                .as("what nobody confirmed flags nobody")
                .isFalse();
        assertThat(received.of("membership.application-submitted.v1")).hasSizeLessThanOrEqualTo(before + 1);
    }

    @Test
    void confirmed_by_two_clicks_at_once_it_arrives_once() throws Exception {
        TestClock.stopAt("2021-03-02T09:00:00Z");
        String id = sent(2);
        String link = "/application-confirmations/" + received.linkOf(id);
        List<Callable<Integer>> clicks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            clicks.add(() -> anybody.send("POST", link, body(id)).status());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> click : threads.invokeAll(clicks)) {
                assertThat(click.get()).isEqualTo(200);
            }
        }
        await().untilAsserted(() -> assertThat(received.of("membership.application-submitted.v1"))
                .filteredOn(payload -> payload.contains(id))
                .hasSize(1));
    }

    @Test
    void unconfirmed_after_fourteen_days_it_is_erased() {
        TestClock.stopAt("2021-04-01T09:00:00Z");
        String id = sent(3);
        String link = "/application-confirmations/" + received.linkOf(id);
        TestClock.stopAt("2021-04-15T09:00:00Z");
        assertThat(anybody.get(link).get("items")).hasSize(1);
        TestClock.stopAt("2021-04-15T09:00:01Z");
        assertThat(anybody.get(link).get("items")).isEmpty();
        anybody.send("POST", link, body(id)).expecting(404);
        String form = ApplicationForms.formOf(id);
        await().untilAsserted(() -> assertThat(mongo.findById(form, Document.class, "applicationForms"))
                .isNull());
        assertThat(mongo.findById(form, Document.class, "personKeys")).doesNotContainKey("key");
        assertThat(TestPersons.messages("membership.keys.v1"))
                .as("whoever reads the topic from its beginning")
                .hasEntrySatisfying(
                        new Condition<>(key -> key.startsWith(form + "#"), "its key"),
                        new Condition<>(TestPersons.ERASED::equals, "erased"));
        assertThat(mongo.getCollection("memberships").countDocuments(new Document("_id", id)))
                .isZero();
        TestClock.stopAt("2021-04-17T09:00:00Z");
        anybody.send("GET", link, null).expecting(404);
        await().untilAsserted(() -> assertThat(
                        mongo.getCollection("applicationLinks").countDocuments(new Document("until", "2021-04-16")))
                .isZero());
    }

    @Test
    void restored_from_before_it_was_erased_it_is_erased_again() {
        TestClock.stopAt("2021-04-20T09:00:00Z");
        String form = ApplicationForms.formOf(sent(4));
        assertThat(mongo.findById(form, Document.class, "applicationForms")).isNotNull();
        erasure.erase(form);
        erasure.erase("somebody-else");
        await().untilAsserted(() -> assertThat(mongo.findById(form, Document.class, "applicationForms"))
                .isNull());
    }

    @Test
    void of_ten_forms_for_one_address_three_are_mailed_and_the_owner_finds_the_own_one_among_all() {
        TestClock.stopAt("2021-05-01T09:00:00Z");
        int before = mails("applicant77@");
        String own = "";
        for (int i = 0; i < 10; i++) {
            String typed = Requests.application(77, "ordinary").replace("New Applicant 77", "Stranger " + i);
            String id = anybody.post("/applications", i == 7 ? Requests.application(77, "ordinary") : typed, 201)
                    .get("membershipId")
                    .asString();
            own = i == 7 ? id : own;
        }
        await().untilAsserted(() -> assertThat(mails("applicant77@")).isEqualTo(before + 3));
        String first = Received.token(received.of("membership.application-confirmation-requested.v1").stream()
                .filter(payload -> payload.contains("applicant77@"))
                .findFirst()
                .orElseThrow());
        JsonNode all = anybody.get("/application-confirmations/" + first).get("items");
        assertThat(all).hasSize(10);
        assertThat(all.get(2).get("membershipId").asString()).isEqualTo(own);
        // however many others there are, page by page
        List<String> paged = new ArrayList<>();
        for (String after = ""; !after.equals("none"); ) {
            JsonNode page = anybody.get(
                    "/application-confirmations/" + first + "?limit=3" + (after.isEmpty() ? "" : "&after=" + after));
            page.get("items").forEach(form -> paged.add(form.get("membershipId").asString()));
            after = page.path("next").asString("none");
        }
        assertThat(paged).hasSize(10).doesNotHaveDuplicates().contains(own);
        anybody.post("/application-confirmations/" + first, body(own), 200);
        assertThat(secretary.get("/applications/" + own).get("name").asString()).isEqualTo("New Applicant 77");
        assertThat(mails("applicant77@")).as("no fourth within the hour").isEqualTo(before + 3);
    }

    private int mails(String address) {
        return (int) received.of("membership.application-confirmation-requested.v1").stream()
                .filter(payload -> payload.contains(address))
                .count();
    }

    @Test
    void the_link_of_one_address_confirms_nothing_of_another() {
        TestClock.stopAt("2021-06-01T09:00:00Z");
        String mine = sent(78);
        String another = sent(79);
        String link = "/application-confirmations/" + received.linkOf(mine);
        anybody.send("POST", link, body(another)).expecting(404);
        anybody.confirmApplication(received, another);
        anybody.send("POST", link, body(another)).expecting(404);
    }

    private static String body(String id) {
        return "{\"membershipId\":\"%s\"}".formatted(id);
    }

    @Test
    void a_link_that_is_not_known_is_answered_alike() {
        anybody.send("GET", "/application-confirmations/x", null).expecting(404);
        anybody.send("POST", "/application-confirmations/" + "a".repeat(43), body("x"))
                .expecting(404);
    }
}
