package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.crimealliance.portal.stub.GatewayStub.Asked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** What every form sends to the API, and what it shows when the API refuses. */
@PortalTest
class FormsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    int port;

    @BeforeEach
    void quiet() {
        GATEWAY.reset();
    }

    private Visitor officer(String page) {
        Visitor visitor = Visitor.signedIn(port, GATEWAY, "chair", "secretary", "treasurer", "congress-manager");
        visitor.get(page);
        return visitor;
    }

    private static void assertSent(String method, String path, String json) {
        Asked sent = GATEWAY.changes().getLast();
        assertThat(sent.method() + " " + sent.path()).isEqualTo(method + " " + path);
        if (json.isEmpty()) {
            assertThat(sent.body()).isEmpty();
        } else {
            assertThat(JSON.readTree(sent.body())).isEqualTo(JSON.readTree(json));
        }
    }

    @Test
    void an_application_is_sent_without_a_token() {
        Visitor applicant = new Visitor(port);
        applicant.get("/apply");

        Visitor.Page page = applicant.post(
                "/apply",
                "category",
                "ordinary",
                "name",
                " Umoja Justice Network ",
                "country",
                "KE",
                "registryNumber",
                "",
                "contactName",
                "Asha Were",
                "contactEmail",
                "asha@example.org",
                "street",
                "1 Hill Road",
                "postalCode",
                "00100",
                "city",
                "Nairobi",
                "heardFrom",
                "a member");

        assertThat(page.text()).contains("Your reference is A-2020-009", "asha@example.org");
        assertSent("POST", "/api/membership/applications", """
                {"category":"ordinary","kind":"organisation","name":"Umoja Justice Network","country":"KE",
                 "contactName":"Asha Were","contactEmail":"asha@example.org","street":"1 Hill Road","postalCode":"00100",
                 "city":"Nairobi","heardFrom":"a member","language":"en"}""");
        assertThat(GATEWAY.changes().getLast().authorization()).isNull();
    }

    @Test
    void what_is_missing_stands_beside_its_field_and_what_was_typed_is_kept() {
        Visitor applicant = new Visitor(port);
        applicant.get("/apply");

        Visitor.Page page = applicant.post("/apply", "name", "A \"quoted\" name", "contactEmail", "nobody", "city", "");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html())
                .contains("value=\"A &quot;quoted&quot; name\"")
                .contains("id=\"e-city\"", "href=\"#f-city\"", "id=\"e-contactEmail\"", "aria-invalid=\"true\"");
        assertThat(page.text()).contains("This could not be done yet", "This is not an e-mail address");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void what_a_service_refuses_stands_beside_its_field() {
        GATEWAY.answer("POST /api/membership/officers", 422, """
                {"code":"invalid-input","detail":"Some values are not acceptable.",
                 "errors":[{"field":"until","message":"is before the first day"},{"field":"x","message":"is odd"}]}""");

        Visitor.Page page = officer("/officers/new")
                .post(
                        "/officers/new",
                        "office",
                        "chair",
                        "name",
                        "Eva Horvat",
                        "email",
                        "eva@example.org",
                        "from",
                        "2020-06-01",
                        "until",
                        "2019-06-01");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html()).contains("id=\"e-until\"", "value=\"Eva Horvat\"");
        assertThat(page.text()).contains("is before the first day", "x: is odd");
    }

    @Test
    void a_service_that_is_down_keeps_what_was_typed() {
        Visitor visitor = officer("/officers/new");
        GATEWAY.down("/api/membership");

        Visitor.Page page = visitor.post(
                "/officers/new",
                "office",
                "chair",
                "name",
                "Eva Horvat",
                "email",
                "eva@example.org",
                "from",
                "2020-06-01");

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.html()).contains("value=\"Eva Horvat\"");
        assertThat(page.text()).contains("does not answer just now");
    }

    @ParameterizedTest
    @CsvSource({
        "/apply",
        "/fees/runs/r1/issue",
        "/officers/new",
        "/meetings/b1/ballots",
        "/r/reconfirm/tok",
        "/signout",
        "/congress/kyoto-2021/register"
    })
    void without_the_forms_own_token_nothing_happens(String path) {
        Visitor visitor = officer("/officers/new");

        assertThat(visitor.postWithoutToken(path, "answer", "decline").status()).isEqualTo(403);
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void the_register_is_shown_before_it_is_imported() {
        Visitor visitor = officer("/members/import");

        Visitor.Page preview = visitor.upload("/members/import", "register.csv", "memberNumber,category\n1,ordinary\n");
        assertThat(preview.text())
                .contains("What “register.csv” would change", "Import 80 new", "The country XX is not known.");
        assertThat(GATEWAY.changes().getLast().query()).isEqualTo("preview=true");

        Visitor.Page done = visitor.post("/members/import/confirmation");
        assertThat(done.text()).contains("The file was imported.");
        Asked sent = GATEWAY.changes().getLast();
        assertThat(sent.path()).isEqualTo("/api/membership/register-imports");
        assertThat(sent.query()).isEqualTo("preview=false");
        assertThat(sent.body()).contains("name=\"file\"", "1,ordinary");
    }

    @Test
    void a_fee_schedule() {
        officer("/fees/schedules/2021")
                .post(
                        "/fees/schedules/2021",
                        "ordinary",
                        "200",
                        "extraordinary",
                        "150,00",
                        "individual",
                        "60.00",
                        "honorary",
                        "0",
                        "dueInDays",
                        "30");

        assertSent("PUT", "/api/membership/fee-schedules/2021", """
                {"ordinary":{"amount":"200.00","currency":"EUR"},"extraordinary":{"amount":"150.00","currency":"EUR"},
                 "individual":{"amount":"60.00","currency":"EUR"},"honorary":{"amount":"0.00","currency":"EUR"},"dueInDays":30}""");
    }

    @Test
    void money_with_three_decimals_is_not_sent() {
        Visitor.Page page = officer("/fees/schedules/2021")
                .post(
                        "/fees/schedules/2021",
                        "ordinary",
                        "200.005",
                        "extraordinary",
                        "1",
                        "individual",
                        "1",
                        "honorary",
                        "0",
                        "dueInDays",
                        "30");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html()).contains("id=\"e-ordinary\"", "value=\"200.005\"");
        assertThat(GATEWAY.changes()).isEmpty();
    }

    @Test
    void an_invoice_run_from_preview_to_issue() {
        Visitor visitor = officer("/fees");

        assertThat(visitor.post("/fees/runs", "feeYear", "2021").text())
                .contains("Approve 79 invoices", "EUR 13,030.00");
        assertSent("POST", "/api/membership/invoice-runs", "{\"feeYear\":2021}");
        visitor.post("/fees/runs/r1/approval");
        assertSent("POST", "/api/membership/invoice-runs/r1/approval", "");
        visitor.post("/fees/runs/r1/issue");
        assertSent("POST", "/api/membership/invoice-runs/r1/issue", "");
        visitor.post("/fees/runs/r1/stop");
        assertSent("POST", "/api/membership/invoice-runs/r1/stop", "");
    }

    @Test
    void a_working_run_asks_again_by_itself_until_it_is_finished() {
        Visitor visitor = officer("/fees");

        assertThat(visitor.get("/fees/runs/r3/progress").html())
                .contains("hx-trigger=\"every 1s\"", "40 of 79 invoices issued", "The postal address is empty.");
        assertThat(visitor.get("/fees/runs/r2/progress").html()).doesNotContain("hx-trigger");
    }

    @Test
    void a_meeting_in_its_own_zone() {
        officer("/meetings/new")
                .post(
                        "/meetings/new",
                        "seriesId",
                        "s-informal",
                        "title",
                        "",
                        "start",
                        "2020-12-07",
                        "from",
                        "15:30",
                        "until",
                        "17:00",
                        "zone",
                        "Europe/Vienna",
                        "place.kind",
                        "online",
                        "place.text",
                        "WebEx",
                        "place.link",
                        "",
                        "tentative",
                        "true");

        assertSent("POST", "/api/meetings", """
                {"seriesId":"s-informal","start":"2020-12-07T14:30:00Z","end":"2020-12-07T16:00:00Z","zone":"Europe/Vienna",
                 "place":{"kind":"online","text":"WebEx"},"tentative":true}""");
    }

    @Test
    void a_series_with_a_quorum() {
        officer("/meetings/series/new")
                .post(
                        "/meetings/series/new",
                        "key",
                        "board",
                        "name",
                        "Board",
                        "kind",
                        "board",
                        "audience",
                        "board",
                        "quorum",
                        "true",
                        "quorum.numerator",
                        "1",
                        "quorum.denominator",
                        "2");

        assertSent("POST", "/api/meetings/series", """
                {"key":"board","name":"Board","kind":"board","audience":"board",
                 "quorum":{"of":"filled-seats","numerator":1,"denominator":2}}""");
    }

    @Test
    void a_meeting_is_moved_cancelled_confirmed_opened_and_closed() {
        Visitor visitor = officer("/meetings/k1/move");
        visitor.post("/meetings/k1/move", "start", "2021-01-21", "from", "15:30", "until", "17:00");
        assertSent(
                "POST",
                "/api/meetings/k1/move",
                "{\"start\":\"2021-01-21T14:30:00Z\",\"end\":\"2021-01-21T16:00:00Z\"}");
        visitor.post("/meetings/k1/cancellation", "reason", "No room");
        assertSent("POST", "/api/meetings/k1/cancellation", "{\"reason\":\"No room\"}");
        for (String step : new String[] {"confirmation", "opening", "closing", "invitations"}) {
            visitor.post("/meetings/k1/" + step);
            assertSent("POST", "/api/meetings/k1/" + step, "");
        }
    }

    @Test
    void guests_items_and_their_order() {
        Visitor visitor = officer("/meetings/b1");
        visitor.post(
                "/meetings/b1/guests", "name", "Clara Weiss", "email", "clara@example.org", "affiliation", "UNODC");
        assertSent(
                "POST",
                "/api/meetings/b1/guests",
                "{\"name\":\"Clara Weiss\",\"email\":\"clara@example.org\",\"affiliation\":\"UNODC\"}");
        visitor.post(
                "/meetings/b1/agenda",
                "kind",
                "report",
                "title",
                "Report of the Chair",
                "speakerRole",
                "chair",
                "minutes",
                "10");
        assertSent(
                "POST",
                "/api/meetings/b1/agenda",
                "{\"kind\":\"report\",\"title\":\"Report of the Chair\",\"speakerRole\":\"chair\",\"minutes\":10}");
        visitor.post("/meetings/b1/agenda/it2/up");
        assertSent("POST", "/api/meetings/b1/agenda/order", "{\"itemIds\":[\"it0\",\"it2\",\"it1\",\"it3\"]}");
    }

    @Test
    void a_form_among_several_keeps_its_own_words() {
        Visitor.Page page = officer("/meetings/k1")
                .post("/meetings/k1/guests", "name", "Clara Weiss", "email", "", "affiliation", "UNODC");

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html())
                .contains("id=\"e-guestemail\"", "href=\"#f-guestemail\"")
                .doesNotContain("id=\"e-attendeeemail\"");
    }

    @Test
    void attendance_sends_only_what_changed() {
        officer("/meetings/b1")
                .post("/meetings/b1/attendance", "status.o0", "present", "status.o6", "present", "status.o8", "");

        assertThat(GATEWAY.changes()).hasSize(1);
        assertSent(
                "PUT",
                "/api/meetings/b1/attendance/o6",
                "{\"name\":\"Sipho Dlamini\",\"affiliation\":\"Alliance\",\"role\":\"board\",\"status\":\"present\"}");
    }

    @Test
    void a_proxy_and_the_treasurers_report() {
        Visitor visitor = officer("/meetings/b1");
        visitor.post("/meetings/b1/proxies", "from", "o7", "to", "o0");
        assertSent("POST", "/api/meetings/b1/proxies", "{\"from\":\"o7\",\"to\":\"o0\"}");
        visitor.post("/meetings/b1/treasurer-report", "asOf", "2020-12-07");
        assertSent("POST", "/api/membership/treasurer-reports", "{\"asOf\":\"2020-12-07\",\"meetingId\":\"b1\"}");
    }

    @Test
    void a_ballot_from_opening_to_closing() {
        Visitor visitor = officer("/meetings/b1/ballots");
        visitor.post(
                "/meetings/b1/ballots", "itemId", "it1", "question", "Admit?", "motion", "admit", "majority", "simple");
        assertSent(
                "POST",
                "/api/meetings/b1/ballots",
                "{\"itemId\":\"it1\",\"question\":\"Admit?\",\"motion\":\"admit\",\"majority\":\"simple\",\"secret\":false}");
        visitor.post("/meetings/b1/ballots/bl1/votes", "vote.o3", "abstain");
        assertSent("POST", "/api/meetings/b1/ballots/bl1/votes", "{\"voterId\":\"o3\",\"choice\":\"abstain\"}");
        visitor.post("/meetings/b1/ballots/bl1/closing");
        assertSent("POST", "/api/meetings/b1/ballots/bl1/closing", "");
    }

    @Test
    void the_ballot_shows_the_quorum_and_the_count() {
        assertThat(officer("/meetings").get("/meetings/b1/ballots").text())
                .contains("Quorate: 6 present, 5 needed", "passed");
    }

    @Test
    void minutes_are_saved_with_the_revision_they_were_read_at() {
        officer("/meetings/k11/minutes")
                .post(
                        "/meetings/k11/minutes",
                        "revision",
                        "3",
                        "itemId.0",
                        "p1",
                        "speaker.0",
                        "Chair",
                        "text.0",
                        "A report.\r\nTwo lines.",
                        "itemId.1",
                        "p2",
                        "speaker.1",
                        "",
                        "text.1",
                        " ",
                        "turn.name.0",
                        "Leila Haddad",
                        "turn.affiliation.0",
                        "Alliance",
                        "turn.text.0",
                        "A book.",
                        "nextMeetingId",
                        "k1");

        assertSent("PUT", "/api/meetings/k11/minutes", """
                {"revision":3,"sections":[{"itemId":"p1","speaker":"Chair","text":"A report.\\nTwo lines."}],
                 "tourDeTable":[{"name":"Leila Haddad","affiliation":"Alliance","text":"A book."}],"nextMeetingId":"k1"}""");
    }

    @Test
    void a_stale_save_shows_both_texts_and_loses_none() {
        Visitor visitor = officer("/meetings/k11/minutes");
        GATEWAY.answer(
                "PUT /api/meetings/k11/minutes",
                409,
                "{\"code\":\"stale-minutes\",\"detail\":\"Somebody else has saved.\"}");

        Visitor.Page page = visitor.post(
                "/meetings/k11/minutes",
                "revision",
                "2",
                "itemId.0",
                "p1",
                "speaker.0",
                "Chair",
                "text.0",
                "The Chair reports on the delays.");

        assertThat(page.status()).isEqualTo(409);
        assertThat(page.text()).contains("Two people have written", "All members have received the invoice for 2021.");
        assertThat(page.html())
                .contains(
                        "name=\"revision\" value=\"3\"",
                        "The Chair reports on the delays.</textarea>",
                        "<ins>delays.</ins>");
    }

    @Test
    void a_stale_autosave_says_so_in_place() {
        Visitor visitor = officer("/meetings/k11/minutes");
        GATEWAY.answer("PUT /api/meetings/k11/minutes", 409, "{\"code\":\"stale-minutes\"}");

        Visitor.Page piece =
                visitor.post("/meetings/k11/minutes/autosave", "revision", "2", "itemId.0", "p1", "text.0", "x");

        assertThat(piece.status()).isEqualTo(200);
        assertThat(piece.html())
                .contains("Somebody else has saved meanwhile", "name=\"revision\" value=\"2\"")
                .doesNotContain("<html");
    }

    @Test
    void minutes_are_circulated_and_approved() {
        Visitor visitor = officer("/meetings/b1/minutes");
        visitor.post("/meetings/b1/minutes/circulation");
        assertSent("POST", "/api/meetings/b1/minutes/circulation", "");
        visitor.post("/meetings/b1/minutes/approval", "atMeetingId", "k1");
        assertSent("POST", "/api/meetings/b1/minutes/approval", "{\"atMeetingId\":\"k1\"}");
    }

    @Test
    void a_congress_from_its_rules() {
        officer("/congresses/new")
                .post(
                        "/congresses/new",
                        "key",
                        "kyoto-2021",
                        "name",
                        "14th UN Crime Congress",
                        "city",
                        "Kyoto",
                        "country",
                        "JP",
                        "zone",
                        "Asia/Tokyo",
                        "firstDay",
                        "2021-03-07",
                        "lastDay",
                        "2021-03-12",
                        "fullDaySlots",
                        "09:00-10:15\r\n10:45-12:00\r\n14:00-15:15\r\n15:45-17:00",
                        "halfDaySlots.first",
                        "14:00-15:15",
                        "halfDaySlots.last",
                        "09:00 – 10:15",
                        "hybridRooms",
                        "Room A, 100",
                        "virtualChannels",
                        "Channel 1\r\n",
                        "onsiteSeats",
                        "50",
                        "maxPerDay",
                        "");

        assertSent("POST", "/api/congress/congresses", """
                {"key":"kyoto-2021","name":"14th UN Crime Congress","city":"Kyoto","country":"JP","zone":"Asia/Tokyo",
                 "firstDay":"2021-03-07","lastDay":"2021-03-12",
                 "fullDaySlots":[{"start":"09:00:00","end":"10:15:00"},{"start":"10:45:00","end":"12:00:00"},
                                 {"start":"14:00:00","end":"15:15:00"},{"start":"15:45:00","end":"17:00:00"}],
                 "halfDaySlots":{"first":[{"start":"14:00:00","end":"15:15:00"}],"last":[{"start":"09:00:00","end":"10:15:00"}]},
                 "hybridRooms":[{"name":"Room A","capacity":100}],"virtualChannels":["Channel 1"],"onsiteSeats":50}""");
    }

    @Test
    void a_campaign_is_planned_started_and_extended() {
        Visitor visitor = officer("/congresses/c1/campaign");
        visitor.post("/congresses/c1/campaign", "deadline", "2021-02-01T00:00");
        assertSent("POST", "/api/congress/congresses/c1/campaigns", "{\"deadline\":\"2021-01-31T23:00:00Z\"}");
        visitor.post("/congresses/c1/campaign/cp1/start");
        assertSent("POST", "/api/congress/campaigns/cp1/start", "");
        visitor.post("/congresses/c1/campaign/cp1/extension", "deadline", "2021-02-08T00:00");
        assertSent("POST", "/api/congress/campaigns/cp1/extension", "{\"deadline\":\"2021-02-07T23:00:00Z\"}");
    }

    @Test
    void selection_schedule_withdrawal_and_publication() {
        Visitor visitor = officer("/congresses/c1/programme");
        visitor.post("/congresses/c1/selection");
        assertSent("POST", "/api/congress/congresses/c1/selection", "");
        visitor.post("/congresses/c1/schedule");
        assertSent("POST", "/api/congress/congresses/c1/schedule", "");
        visitor.post("/congresses/c1/meetings/am0/withdrawal", "reason", "No funds");
        assertSent(
                "POST", "/api/congress/congresses/c1/ancillary-meetings/am0/withdrawal", "{\"reason\":\"No funds\"}");
        visitor.post("/congresses/c1/programme/publication");
        assertSent("POST", "/api/congress/congresses/c1/programme/publication", "");
    }

    @Test
    void a_move_shows_its_effect_before_it_is_made() {
        Visitor visitor = officer("/congresses/c1/schedule");

        Visitor.Page effect =
                visitor.get("/congresses/c1/schedule/moves?pick=am4&start=2021-03-07T05:00:00Z&room=Room%20D");
        assertThat(effect.text()).contains("AM-005 Witness protection", "14:00, Room E → 7 March 2021, 14:00, Room D");
        assertSent(
                "POST",
                "/api/congress/congresses/c1/schedule/moves",
                "{\"ancillaryMeetingId\":\"am4\",\"start\":\"2021-03-07T05:00:00Z\",\"room\":\"Room D\",\"preview\":true}");

        visitor.post("/congresses/c1/schedule/moves", "pick", "am4", "start", "2021-03-07T05:00:00Z", "room", "Room D");
        assertSent(
                "POST",
                "/api/congress/congresses/c1/schedule/moves",
                "{\"ancillaryMeetingId\":\"am4\",\"start\":\"2021-03-07T05:00:00Z\",\"room\":\"Room D\",\"preview\":false}");
    }

    @Test
    void a_participant_registers_with_consent_only() {
        Visitor visitor = new Visitor(port);
        visitor.get("/congress/kyoto-2021/register");

        Visitor.Page without = visitor.post(
                "/congress/kyoto-2021/register",
                "name",
                "Ravi Menon",
                "email",
                "ravi@example.org",
                "affiliation",
                "",
                "country",
                "IN",
                "seat",
                "onsite");
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.text()).contains("We need your consent");

        visitor.post(
                "/congress/kyoto-2021/register",
                "name",
                "Ravi Menon",
                "email",
                "ravi@example.org",
                "affiliation",
                "",
                "country",
                "IN",
                "seat",
                "onsite",
                "consent",
                "true");
        assertSent(
                "POST",
                "/api/congress/congresses/c1/registrations",
                "{\"name\":\"Ravi Menon\",\"email\":\"ravi@example.org\",\"country\":\"IN\",\"seat\":\"onsite\",\"consent\":true}");
    }

    @Test
    void opening_a_personal_link_changes_nothing_and_the_button_does() {
        Visitor visitor = new Visitor(port);

        Visitor.Page question = visitor.get("/r/reconfirm/tok");
        assertThat(question.text()).contains("Yes, we reconfirm", "No, we decline");
        assertThat(question.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(GATEWAY.changes()).isEmpty();
        visitor.post("/r/reconfirm/tok", "answer", "decline");
        assertSent("POST", "/api/congress/reconfirmations/tok", "{\"answer\":\"decline\"}");

        visitor.get("/r/meeting-reply/tok");
        visitor.post("/r/meeting-reply/tok", "answer", "no");
        assertSent("POST", "/api/meetings/replies/tok", "{\"answer\":\"no\"}");

        visitor.get("/r/register/tok");
        visitor.post("/r/register/tok");
        assertSent("POST", "/api/congress/registrations/confirmations/tok", "");

        visitor.get("/r/seat-offer/tok");
        visitor.post("/r/seat-offer/tok");
        assertSent("POST", "/api/congress/registrations/offers/tok", "");
    }

    @Test
    void a_link_that_is_not_known_and_an_answer_that_comes_too_late() {
        Visitor visitor = new Visitor(port);
        assertThat(visitor.get("/r/reconfirm/other").status()).isEqualTo(404);

        GATEWAY.answer(
                "POST /api/congress/reconfirmations/tok",
                409,
                "{\"code\":\"deadline-passed\",\"detail\":\"The deadline has passed.\"}");
        visitor.get("/r/reconfirm/tok");
        Visitor.Page late = visitor.post("/r/reconfirm/tok", "answer", "reconfirm");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("The deadline has passed.");
    }

    @Test
    void mails_and_dead_letters() {
        Visitor visitor = officer("/dead-letters");
        visitor.post("/mails/ml1/retry");
        assertSent("POST", "/api/notifications/mails/ml1/retry", "");
        visitor.post("/dead-letters/notifications/dl1/replay");
        assertSent("POST", "/api/notifications/dead-letters/dl1/replay", "");
        assertThat(visitor.post("/dead-letters/notifications/dl1/skip", "reason", " ")
                        .status())
                .isEqualTo(422);
        visitor.post("/dead-letters/notifications/dl1/skip", "reason", "Sent by hand");
        assertSent("POST", "/api/notifications/dead-letters/dl1/skip", "{\"reason\":\"Sent by hand\"}");
    }

    @Test
    void officers_are_appointed_and_ended() {
        Visitor visitor = officer("/officers/new");
        visitor.post(
                "/officers/new",
                "office",
                "auditor",
                "name",
                "Noor Aziz",
                "email",
                "noor@example.org",
                "from",
                "2020-06-01",
                "until",
                "");
        assertSent(
                "POST",
                "/api/membership/officers",
                "{\"office\":\"auditor\",\"name\":\"Noor Aziz\",\"email\":\"noor@example.org\",\"from\":\"2020-06-01\"}");
        visitor.post("/officers/o1/end", "endedOn", "2020-12-31");
        assertSent("POST", "/api/membership/officers/o1/end", "{\"endedOn\":\"2020-12-31\"}");
    }

    @Test
    void what_somebody_types_never_changes_which_address_is_called() {
        officer("/officers").post("/dead-letters/notifications/..%2F..%2Fx/replay");

        assertThat(GATEWAY.changes()).noneMatch(one -> one.path().contains("/../"));
    }
}
