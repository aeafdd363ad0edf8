package org.crimealliance.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.crimealliance.notification.mail.MailLedger;
import org.crimealliance.platform.store.Migration;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.platform.testkit.Contracts;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestLinks;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Facts arrive, mails go out: each once, whatever the mail server does. */
@ServiceTest
@TestPropertySource(
        properties = {
            "alliance.notification.tries.first-pause=100ms",
            "alliance.notification.tries.longest-pause=300ms",
            "alliance.notification.sweep=200ms"
        })
@DirtiesContext
class NotificationIT {

    private static final FakeMailServer SMTP = new FakeMailServer();
    private static final KafkaProducer<String, String> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", Backbone.get().kafka(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer());

    private static final String LINK = "https://gateway.test/r/purpose/" + "k".repeat(43);

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    MailLedger mails;

    @Autowired
    Migration linksLeave;

    @Autowired
    MeterRegistry meters;

    private final JsonMapper json = JsonMapper.shared();

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("alliance.notification.smtp.host", () -> "127.0.0.1");
        registry.add("alliance.notification.smtp.port", SMTP::port);
    }

    @Test
    void every_sweep_shows_also_those_of_relay_sender_and_mailbox() {
        assertThat(meters.get("alliance.sweep.silent").gauges())
                .extracting(gauge -> gauge.getId().getTag("sweep"))
                .contains("outbox", "topic-settings", "mails", "mail-leases", "mailbox");
        await().untilAsserted(() -> assertThat(
                        meters.get("alliance.sweep.turns").functionCounters())
                .allSatisfy(turns ->
                        assertThat(turns.count()).as(turns.getId().toString()).isPositive()));
    }

    @Test
    void an_invoice_is_mailed_once_with_its_document_however_often_it_is_told() throws Exception {
        String email = address();
        ObjectNode invoice = example("membership.invoice-issued.v1");
        contact(invoice).put("email", email).put("name", "Zoë 日本 محمد").put("language", "de-AT");
        String eventId = UUID.randomUUID().toString();
        for (int i = 0; i < 3; i++) {
            publish("membership.invoice-issued.v1", eventId, "invoice-" + email, 1, invoice);
        }
        MimeMessage mail = awaitOne(email);
        assertThat(mail.getSubject()).isEqualTo("Rechnung 2020-0001: Mitgliedsbeitrag 2021");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getHeader("Reply-To", null)).contains("<treasurer@alliance.example.org>");
        assertThat(mail.getHeader("List-Id")).isNull(); // an invoice is one of no series
        assertThat(mail.getHeader("To", null).lines()).allMatch(line -> line.length() <= 76 - "To: ".length());
        assertThat(((jakarta.mail.internet.InternetAddress) mail.getAllRecipients()[0]).getPersonal())
                .isEqualTo("Zoë 日本 محمد");
        List<Part> parts = parts(mail);
        assertThat(text(parts)).contains("Guten Tag \u2068Zoë 日本 محمد\u2069", "EUR 200,00", "31. Januar 2021");
        Part document = parts.getLast();
        assertThat(document.getFileName()).isEqualTo("invoice-2020-0001.pdf");
        assertThat(document.getContentType()).startsWith("application/pdf");
        assertThat(new String(document.getInputStream().readAllBytes())).startsWith("%PDF-1.7");

        Document stored = mail(email);
        assertThat(mail.getMessageID()).isEqualTo("<" + stored.getString("_id") + "@alliance.example.org>");
        await().untilAsserted(() -> assertThat(mail(email).toJson())
                .contains("\"sent\"")
                .doesNotContain("JVBERi0")
                .doesNotContain("Guten Tag"));
        JsonNode delivered = awaitTold("notification.mail-delivered.v1", email);
        Contracts.validate("notification.mail-delivered.v1", delivered.toString());
        assertThat(delivered.toString().replace("invoice-" + email, ""))
                .as("an address here could not be erased")
                .doesNotContain(email);
        assertThat(delivered.path("eventId").asString()).isEqualTo(eventId);
        assertThat(delivered.path("subjectId").asString()).isEqualTo("invoice-" + email);
    }

    @Test
    void a_member_of_the_imported_register_gets_no_welcome_and_one_of_the_board_does() throws Exception {
        String imported = address();
        String admitted = address();
        ObjectNode fact = example("membership.member-admitted.v1").put("origin", "register-import");
        contact(fact).put("email", imported);
        publish("membership.member-admitted.v1", imported, 1, fact);
        fact.put("origin", "board-decision");
        contact(fact).put("email", admitted);
        publish("membership.member-admitted.v1", admitted, 1, fact);
        assertThat(awaitOne(admitted).getSubject()).isEqualTo("Welcome to the Alliance");
        assertThat(mongo.getCollection("mails").countDocuments(new Document("state.heading.email", imported)))
                .isZero();
    }

    @Test
    void an_invitation_carries_the_reply_link_and_the_calendar_entry_in_the_meetings_zone() throws Exception {
        String email = address();
        publish("meeting.invitation-extended.v1", "inv-" + email, 1, invitation("m-" + email, email));
        MimeMessage mail = awaitOne(email);
        assertThat(mail.getSubject()).isEqualTo("Invitation: Informal meeting, 14 January 2021 (tentative)");
        List<Part> parts = parts(mail);
        assertThat(text(parts))
                .contains("14 January 2021, 15:30–17:00 (Vienna)", LINK)
                .containsOnlyOnce("http");
        assertThat(mail.getHeader("Reply-To", null)).contains("<secretary@alliance.example.org>");
        assertThat(mail.getHeader("List-Id", null)).isEqualTo("<meetings.alliance.example.org>");
        assertThat(mail.getHeader("List-Unsubscribe", null))
                .isEqualTo("<mailto:secretary@alliance.example.org?subject=unsubscribe%20meetings>");
        Part calendar = parts.getLast();
        assertThat(calendar.getContentType()).contains("text/calendar").contains("method=REQUEST");
        assertThat(content(calendar))
                .contains("METHOD:REQUEST", "STATUS:TENTATIVE", "TZID=Europe/Vienna:20210114T153000", "SEQUENCE:0")
                .contains("mailto:" + email)
                .contains("RSVP=TRUE", "DESCRIPTION:Join by video: https://meet.example.org/informal")
                .containsPattern("ORGANIZER;CN=\"[^\"]+\":mailto:post\\+c\\.");
    }

    @Test
    void bounces_of_a_mail_go_to_an_address_of_its_own() throws Exception {
        String email = address();
        loginLink(email);
        MimeMessage mail = awaitOne(email);
        String token = state(email).get("heading", Document.class).getString("token");
        String returnPath = "post+b." + mail(email).getString("_id") + "." + token + "@alliance.example.org";
        assertThat(SMTP.from(email)).isEqualTo(returnPath);
        assertThat(mail.getHeader("CFBL-Address", null)).isEqualTo(returnPath + "; report=arf");
    }

    @Test
    void an_address_with_other_letters_than_a_to_z_is_mailed_as_it_was_typed_where_the_server_offers_that()
            throws Exception {
        String email = "paweł-" + UUID.randomUUID() + "@example.org";
        loginLink(email);
        awaitOne(email);
    }

    @Test
    void whoever_has_a_passkey_more_or_less_hears_of_it() throws Exception {
        String email = address();
        String passkey = "passkey-" + email;
        for (String what : List.of("added", "removed")) {
            String type = "identity.passkey-" + what + ".v1";
            int number = what.equals("added") ? 1 : 2;
            publish(type, passkey, number, example(type).put("email", email));
            await().until(() -> SMTP.to(email).size() == number);
            MimeMessage mail = SMTP.to(email).getLast();
            assertThat(mail.getSubject())
                    .isEqualTo("A passkey was " + what + (number == 1 ? " to" : " from") + " your account");
            assertThat(content(parts(mail).getFirst())).contains("Noor Vantongeren", "Telephone");
        }
    }

    @Test
    void a_move_and_a_cancellation_reach_those_invited() throws Exception {
        String email = address();
        String meeting = "m-" + email;
        publish("meeting.invitation-extended.v1", "inv-" + email, 1, invitation(meeting, email));
        awaitOne(email);
        publish("meeting.meeting-moved.v1", meeting, 2, about("meeting.meeting-moved.v1", meeting));
        await().until(() -> mongo.findById(meeting, Document.class, "meetings").containsKey("latest"));
        publish("meeting.invitation-extended.v1", "inv-" + email, 3, invitation(meeting, email)); // 2 was the answer
        await().until(() -> SMTP.to(email).size() == 2);
        MimeMessage moved = SMTP.to(email).get(1);
        assertThat(moved.getSubject()).isEqualTo("New time: Informal meeting, 21 January 2021");
        assertThat(content(parts(moved).getLast())).contains("SEQUENCE:2", "20210121T153000");
        assertThat(mongo.getCollection("meetings")
                        .find(new Document("_id", meeting))
                        .into(new ArrayList<>()))
                .as("who is invited fills no document of the meeting's")
                .allSatisfy(kept -> assertThat(kept).doesNotContainKey("invitees"));
        publish("meeting.meeting-cancelled.v1", meeting, 3, about("meeting.meeting-cancelled.v1", meeting));
        await().until(() -> SMTP.to(email).size() == 3);
        assertThat(content(parts(SMTP.to(email).get(2)).getLast()))
                .contains("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3");
    }

    @Test
    void an_invitation_that_comes_after_the_move_tells_the_new_time() throws Exception {
        String email = address();
        String meeting = "m-" + email;
        publish("meeting.meeting-moved.v1", meeting, 2, about("meeting.meeting-moved.v1", meeting));
        await().until(() -> mongo.findById(meeting, Document.class, "meetings") != null);
        publish("meeting.invitation-extended.v1", "inv-" + email, 1, invitation(meeting, email));
        assertThat(text(parts(awaitOne(email)))).contains("21 January 2021, 15:30–17:00 (Vienna)");
    }

    @Test
    void each_meeting_of_a_new_programme_is_told_once_to_each_of_those_concerned() throws Exception {
        String email = address();
        ObjectNode programme = example("event.programme-published.v1");
        ObjectNode first = (ObjectNode) programme.path("changes").get(0);
        ((ObjectNode) first.path("recipients").get(0)).put("email", email);
        ObjectNode second =
                first.deepCopy().put("ancillaryMeetingId", "another").put("kind", "removed");
        second.remove("after");
        programme.putArray("changes").add(first).add(second);
        String eventId = UUID.randomUUID().toString();
        publish("event.programme-published.v1", eventId, "programme-" + email, 1, programme);
        publish("event.programme-published.v1", eventId, "programme-" + email, 1, programme);
        await().until(() -> SMTP.to(email).size() == 2);
        List<String> calendars = new ArrayList<>();
        for (MimeMessage mail : SMTP.to(email)) {
            calendars.add(content(parts(mail).getLast()));
        }
        assertThat(calendars).anyMatch(text -> text.contains("METHOD:REQUEST"));
        assertThat(calendars).anyMatch(text -> text.contains("METHOD:CANCEL"));
        assertThat(text(parts(SMTP.to(email).getFirst()))).contains("8 March 2021, 10:00–11:30 (Tokyo)");
    }

    @Test
    void a_mail_server_that_is_away_loses_nothing() throws Exception {
        List<String> emails = new ArrayList<>();
        SMTP.stop();
        try {
            for (int i = 0; i < 20; i++) {
                String email = address();
                emails.add(email);
                loginLink(email);
            }
            await().until(() -> emails.stream()
                    .allMatch(email -> mongo.getCollection("mails")
                                    .countDocuments(new Document("state.heading.email", email)
                                            .append("state.attempts", new Document("$gte", 1)))
                            == 1));
        } finally {
            SMTP.start();
        }
        for (String email : emails) {
            awaitOne(email);
        }
    }

    @Test
    void a_passing_refusal_is_tried_again_and_a_lasting_one_is_told() throws Exception {
        String later = address();
        String never = address();
        SMTP.refuse(later, 451);
        SMTP.refuse(never, 550);
        loginLink(later);
        loginLink(never);
        JsonNode bounced = awaitTold("notification.mail-bounced.v1", never);
        Contracts.validate("notification.mail-bounced.v1", bounced.toString());
        assertThat(bounced.path("reason").asString()).isEqualTo("550");
        await().untilAsserted(
                        () -> assertThat(state(later).getInteger("attempts", 0)).isGreaterThan(1));
        SMTP.refuse(later, 0);
        awaitOne(later);

        assertThat(state(never).getString("_class")).isEqualTo("failed");
        SMTP.refuse(never, 0);
        String id = mail(never).getString("_id");
        assertThat(call("POST", "/api/notifications/mails/" + id + "/retry", "secretary")
                        .statusCode())
                .isEqualTo(202);
        awaitOne(never);
        await().untilAsserted(() -> assertThat(state(never).getString("_class")).isEqualTo("sent"));
        HttpResponse<String> again = call("POST", "/api/notifications/mails/" + id + "/retry", "secretary");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("already-sent");
    }

    @Test
    void an_address_that_is_none_fails_without_stopping_the_others() throws Exception {
        String bad = "not an address " + UUID.randomUUID();
        loginLink(bad);
        String good = address();
        loginLink(good);
        awaitOne(good);
        await().untilAsserted(() -> assertThat(state(bad).getString("_class")).isEqualTo("failed"));
    }

    @Test
    void a_mail_whose_sender_died_is_taken_over_after_its_lease() throws Exception {
        String email = address();
        loginLink(email);
        awaitOne(email);
        await().until(() -> state(email).getString("_class").equals("sent"));
        // as a sender that was killed leaves it: being sent, with a lease that runs out
        String died = address();
        SMTP.refuse(died, 451);
        loginLink(died);
        await().until(() -> mongo.getCollection("mails")
                        .countDocuments(new Document("state.heading.email", died).append("state._class", "waiting"))
                == 1);
        mongo.getCollection("mails")
                .updateOne(
                        new Document("state.heading.email", died).append("state._class", "waiting"),
                        new Document(
                                        "$set",
                                        new Document("state._class", "sending")
                                                .append("state.by", "the-dead")
                                                .append("state.takenOver", false)
                                                .append("state.dueAt", java.util.Date.from(java.time.Instant.now())))
                                .append("$inc", new Document("version", 1L)));
        SMTP.refuse(died, 0);
        awaitOne(died);
    }

    @Test
    void what_people_type_cannot_write_headers_or_markup() throws Exception {
        String email = address();
        ObjectNode fact = example("membership.member-admitted.v1")
                .put("name", "Evil\r\nBcc: victim@example.org <script>alert(1)</script>");
        contact(fact).put("email", email).put("name", "A\r\nBcc: victim@example.org");
        publish("membership.member-admitted.v1", email, 1, fact);
        MimeMessage mail = awaitOne(email);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(SMTP.to("victim@example.org")).isEmpty();
        List<Part> parts = parts(mail);
        String html = content(parts.get(1));
        assertThat(html).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void a_hundred_mails_go_over_few_connections() throws Exception {
        String email = address();
        int connectionsBefore = SMTP.connections();
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            loginLink(email);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> SMTP.to(email).size() == 100);
        System.out.printf("100 mails in %d ms%n", (System.nanoTime() - start) / 1_000_000);
        assertThat(SMTP.connections() - connectionsBefore).isLessThanOrEqualTo(4);
        await().untilAsserted(() -> assertThat(mongo.getCollection("mails")
                        .countDocuments(new Document("state.heading.email", email).append("state._class", "sent")))
                .isEqualTo(100));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/notifications/mails, chair, 200",
        "GET, /api/notifications/mails, vice-chair, 200",
        "GET, /api/notifications/mails, treasurer, 200",
        "GET, /api/notifications/mails, secretary, 200",
        "GET, /api/notifications/mails, board, 200",
        "GET, /api/notifications/mails, auditor, 200",
        "GET, /api/notifications/mails, congress-manager, 200",
        "GET, /api/notifications/mails, member, 403",
        "GET, /api/notifications/mails, , 401",
        "GET, /api/notifications/mails/counts, auditor, 200",
        "GET, /api/notifications/mails/counts, member, 403",
        "GET, /api/notifications/mails/counts, , 401",
        "POST, /api/notifications/mails/none/retry, secretary, 404",
        "POST, /api/notifications/mails/none/retry, chair, 403",
        "POST, /api/notifications/mails/none/retry, treasurer, 403",
        "POST, /api/notifications/mails/none/retry, auditor, 403",
        "POST, /api/notifications/mails/none/retry, member, 403",
        "POST, /api/notifications/mails/none/retry, , 401",
        "GET, /api/notifications/dead-letters, secretary, 200",
        "GET, /api/notifications/dead-letters, member, 403"
    })
    void each_role_may_do_what_the_table_says(String method, String path, String role, int status) throws Exception {
        assertThat(call(method, path, role).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "chair, true",
        "vice-chair, true",
        "treasurer, true",
        "secretary, true",
        "board, true",
        "auditor, false",
        "congress-manager, false"
    })
    void addresses_are_read_by_the_board_alone(String role, boolean read) throws Exception {
        String email = address();
        loginLink(email);
        awaitOne(email);
        HttpResponse<String> mails = call("GET", "/api/notifications/mails", role);
        assertThat(mails.statusCode()).isEqualTo(200);
        assertThat(mails.body().contains(email)).isEqualTo(read);
        assertThat(mails.body().contains("@example.org")).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "state=lost", "after=nonsense", "after=~", "after=1"})
    void bad_questions_get_problem_details(String query) throws Exception {
        HttpResponse<String> response = call("GET", "/api/notifications/mails?" + query, "chair");
        if (!query.equals("after=1")) {
            assertThat(response.statusCode()).isIn(400, 422);
            assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        } else {
            assertThat(response.statusCode()).isLessThan(500);
        }
    }

    @Test
    void the_list_is_paged_newest_first_and_counted() throws Exception {
        for (int i = 0; i < 5; i++) {
            String email = address();
            loginLink(email);
            awaitOne(email);
        }
        List<String> ids = new ArrayList<>();
        String after = "";
        for (int i = 0; i < 3; i++) {
            JsonNode page =
                    json.readTree(call("GET", "/api/notifications/mails?template=login-link&limit=2" + after, "auditor")
                            .body());
            page.path("items").forEach(item -> ids.add(item.path("mailId").asString()));
            after = "&after=" + page.path("next").asString();
        }
        assertThat(ids).hasSize(6).doesNotHaveDuplicates();
        JsonNode counts = json.readTree(
                call("GET", "/api/notifications/mails/counts", "auditor").body());
        assertThat(counts.path("byTemplate").path("login-link").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(counts.path("sent").asInt()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void what_came_back_is_counted_for_seven_days() throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String email = address();
            loginLink(email);
            await().untilAsserted(
                            () -> assertThat(state(email).getString("_class")).isEqualTo("sent"));
            sent.add(mongo.getCollection("mails")
                    .find(Filters.eq("state.heading.email", email))
                    .first()
                    .getString("_id"));
        }
        int before = lately("bouncedLately");
        int unwanted = lately("complainedLately");
        mails.bounced(sent.getFirst(), "5.1.1");
        mails.complained(sent.getLast());
        assertThat(lately("bouncedLately")).isEqualTo(before + 1);
        assertThat(lately("complainedLately")).isEqualTo(unwanted + 1);
        Date then = Date.from(Instant.now().minus(Duration.ofDays(7)));
        mongo.getCollection("mails")
                .updateOne(Filters.eq("_id", sent.getFirst()), Updates.set("state.bouncedAt", then));
        assertThat(lately("bouncedLately")).isEqualTo(before);
        assertThat(lately("complainedLately")).isEqualTo(unwanted + 1);
    }

    private int lately(String which) throws Exception {
        return json.readTree(call("GET", "/api/notifications/mails/counts", "auditor")
                        .body())
                .path(which)
                .asInt(-1);
    }

    @Test
    void a_link_is_never_stored_as_it_works_and_one_sealed_for_another_key_waits() throws Exception {
        String email = address();
        String foreign = Contracts.example("identity.login-link-requested.v1");
        publish(
                "identity.login-link-requested.v1",
                UUID.randomUUID().toString(),
                1,
                ((ObjectNode) json.readTree(foreign)).put("email", email));
        await().untilAsserted(() -> assertThat(mail(email).toJson())
                .contains("another key")
                .contains("sealed:")
                .doesNotContain("https://"));
        assertThat(SMTP.to(email)).isEmpty();
    }

    @Test
    void whoever_is_helped_to_sign_in_hears_by_whom_and_why() throws Exception {
        String email = address();
        ObjectNode asked = example("identity.login-link-requested.v1").put("email", email);
        asked.putObject("recovery")
                .put("by", "5f0c6a57-0d5b-5b0e-8f0a-8a8f0f3d7a10")
                .put("name", "Priya Kőszegi")
                .put("office", "secretary")
                .put("reason", "Lost the telephone; rang me up.");
        publish("identity.login-link-requested.v1", UUID.randomUUID().toString(), 1, asked);
        assertThat(text(parts(awaitOne(email))))
                .contains("Asked for by: Priya Kőszegi, Secretary", "Reason: Lost the telephone; rang me up.")
                .contains(
                        "your password and your passkeys were removed", "tell another officer", "https://gateway.test/")
                .doesNotContain("You asked for a link");
    }

    @Test
    void who_is_invited_is_kept_without_the_link() throws Exception {
        mongo.getCollection("invitees")
                .insertOne(new Document("_id", "old")
                        .append("email", "a@example.org")
                        .append("replyUrl", "http://r/x"));
        mongo.getCollection("meetings")
                .insertOne(new Document("_id", "old")
                        .append(
                                "invitees",
                                new Document("i-1", new Document("name", "A").append("replyUrl", "http://r"))));
        linksLeave.work().on(mongo);
        linksLeave.work().on(mongo);
        String email = address();
        publish("meeting.invitation-extended.v1", "inv-" + email, 1, invitation("m-" + email, email));
        awaitOne(email);
        assertThat(mongo.findAll(Document.class, "invitees"))
                .hasSizeGreaterThan(1)
                .noneMatch(kept -> kept.toJson().contains("Url"));
        assertThat(mongo.findById("old", Document.class, "meetings").toJson())
                .contains("\"name\"")
                .doesNotContain("Url");
    }

    // ---- plumbing

    private static String address() {
        return "reader-" + UUID.randomUUID() + "@example.org";
    }

    /** With a link that can be opened here. */
    private ObjectNode example(String type) {
        ObjectNode example = (ObjectNode) json.readTree(Contracts.example(type));
        example.properties().stream()
                .filter(field -> field.getValue().asString("").startsWith("sealed:"))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(field -> example.put(field, TestLinks.sealer().seal(LINK)));
        return example;
    }

    private static ObjectNode contact(ObjectNode fact) {
        return (ObjectNode) fact.path("contact");
    }

    private ObjectNode invitation(String meeting, String email) {
        ObjectNode fact = example("meeting.invitation-extended.v1").put("invitationId", "inv-" + email.hashCode());
        ((ObjectNode) fact.path("meeting")).put("meetingId", meeting);
        ((ObjectNode) fact.path("invitee")).put("email", email);
        return fact;
    }

    private ObjectNode about(String type, String meeting) {
        return example(type).put("meetingId", meeting);
    }

    private void loginLink(String email) throws Exception {
        publish(
                "identity.login-link-requested.v1",
                UUID.randomUUID().toString(),
                1,
                example("identity.login-link-requested.v1").put("email", email));
    }

    private void publish(String type, String subject, long seq, JsonNode data) throws Exception {
        publish(type, UUID.randomUUID().toString(), subject, seq, data);
    }

    private void publish(String type, String eventId, String subject, long seq, JsonNode data) throws Exception {
        String service = type.substring(0, type.indexOf('.'));
        ProducerRecord<String, String> message = new ProducerRecord<>(service + ".events.v1", subject, data.toString());
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        eventId,
                        "ce_type",
                        type,
                        "ce_source",
                        "/" + service + "-service",
                        "ce_subject",
                        subject,
                        "ce_sequence",
                        Long.toString(seq),
                        "ce_time",
                        "2020-12-01T08:00:00Z")
                .forEach((name, value) -> message.headers().add(name, value.getBytes()));
        PRODUCER.send(message).get();
    }

    private static MimeMessage awaitOne(String email) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !SMTP.to(email).isEmpty());
        assertThat(SMTP.to(email)).hasSize(1);
        return SMTP.to(email).getFirst();
    }

    private Document mail(String email) {
        return mongo.getCollection("mails")
                .find(new Document("state.heading.email", email))
                .first();
    }

    private Document state(String email) {
        Document mail = mail(email);
        return mail == null ? new Document("_class", "none") : mail.get("state", Document.class);
    }

    private JsonNode awaitTold(String type, String email) {
        Properties config = new Properties();
        config.put("bootstrap.servers", Backbone.get().kafka());
        config.put("group.id", "test-" + UUID.randomUUID());
        config.put("auto.offset.reset", "earliest");
        List<JsonNode> told = new ArrayList<>();
        await().until(() -> mail(email) != null);
        String id = mail(email).getString("_id");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("notification.events.v1"));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    String name =
                            new String(message.headers().lastHeader("ce_type").value());
                    JsonNode data = json.readTree(message.value());
                    if (name.equals(type) && data.path("mailId").asString().equals(id)) {
                        told.add(data);
                    }
                });
                return !told.isEmpty();
            });
        }
        return told.getFirst();
    }

    private HttpResponse<String> call(String method, String path, String role) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (role != null) {
            request.header("Authorization", "Bearer " + TestTokens.withRoles(role));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** All leaves of the mail, in order. */
    private static List<Part> parts(Part part) throws Exception {
        List<Part> leaves = new ArrayList<>();
        if (part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart inner = multipart.getBodyPart(i);
                leaves.addAll(parts(inner));
            }
        } else {
            leaves.add(part);
        }
        return leaves;
    }

    private static String text(List<Part> parts) throws Exception {
        assertThat(parts.getFirst().getContentType()).startsWith("text/plain");
        return (String) parts.getFirst().getContent();
    }

    private static String content(Part part) throws Exception {
        return new String(part.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("\r\n ", "");
    }
}
