package org.crimealliance.meeting.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.crimealliance.meeting.Api;
import org.crimealliance.meeting.MeetingServiceTest;
import org.crimealliance.meeting.Topics;
import org.crimealliance.platform.testkit.TestClock;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From the first line to the locked version. */
@MeetingServiceTest
class MinutesIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Api api;

    @Autowired
    Topics topics;

    private final String run = UUID.randomUUID().toString().substring(0, 6);

    @Test
    void the_minutes_of_7_december_have_their_structure_and_are_approved_in_january() throws IOException {
        TestClock.stopAt("2020-12-01T09:00:00Z");
        topics.admitMember(run + "-m1", "ordinary");
        String series = api.series("i-" + run, "informal", "all-members");
        String december = api.meeting(series, "2020-12-07T15:30:00", "2020-12-07T17:00:00", false);
        String path = "/api/meetings/" + december;
        api.post(path + "/guests", Map.of("name", "A. Visitor", "email", "visitor@example.org", "affiliation", "UNODC"))
                .expect(201);
        await().atMost(SOON).untilAsserted(() -> {
            api.post(path + "/invitations", null).expect(200);
            assertThat(api.get(path + "/invitations?limit=500").body().toString())
                    .contains(run + "-m1");
        });
        String reports = item(path, "report", "Reports", "treasurer");
        String tour = item(path, "tour-de-table", "Tour de table", null);
        topics.membership(
                "treasurer-report-prepared",
                run + "-report",
                Map.of(
                        "reportId",
                        run + "-report",
                        "meetingId",
                        december,
                        "asOf",
                        "2020-12-07",
                        "figures",
                        Map.of(
                                "members",
                                Map.of("ordinary", 56, "extraordinary", 5, "individual", 18, "honorary", 1),
                                "applicationsWaiting",
                                7,
                                "applicationsReceived",
                                7,
                                "invoices",
                                Map.of(
                                        "feeYear",
                                        2021,
                                        "issued",
                                        79,
                                        "issuedTotal",
                                        Map.of("amount", "12000.00", "currency", "EUR"),
                                        "paid",
                                        0,
                                        "open",
                                        79,
                                        "overdue",
                                        0))));
        TestClock.stopAt("2020-12-07T14:30:00Z");
        api.post(path + "/opening", null).expect(200);
        attend(path, run + "-m1", "Delegate M", "Alliance", "present");
        attend(path, run + "-x", "Visitor from UNODC", "UNODC", "present");
        attend(path, run + "-h", "Honorary Member", "Alliance", "apology");

        Api.Answer first = save(path, 0, reports, "The Chair reports on **Kyoto**. <script>alert(1)</script>")
                .expect(200);
        assertThat(first.number("/revision")).isEqualTo(1);
        Api.Answer stale = save(path, 0, reports, "Another text").expect(409);
        assertThat(stale.code()).isEqualTo("stale-revision");
        assertThat(stale.text("/current/sections/0/text")).contains("Kyoto");
        assertThat(stale.text("/yours/sections/0/text")).isEqualTo("Another text");
        assertThat(save(path, 1, "no-such-item", "text").expect(422).text("/errors/0/field"))
                .isEqualTo("sections");

        String january = api.meeting(series, "2021-01-14T15:30:00", "2021-01-14T17:00:00", true);
        api.put(
                        path + "/minutes",
                        Map.of(
                                "revision",
                                1,
                                "sections",
                                List.of(section(reports, "The Chair reports on **Kyoto**. <script>alert(1)</script>")),
                                "tourDeTable",
                                List.of(Map.of("name", "Delegate M", "affiliation", "Alliance", "text", "A *book*.")),
                                "nextMeetingId",
                                january))
                .expect(200);
        assertThat(api.post(path + "/minutes/circulation", null).expect(409).code())
                .isEqualTo("not-held");
        api.post(path + "/closing", null).expect(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(api.get(path + "/minutes").number("/report/figures/invoices/issued"))
                        .isEqualTo(79));
        assertThat(api.get(path + "/minutes").body().path("notYetSpoken").toString())
                .isEqualTo("[\"Visitor from UNODC\"]");
        assertThat(api.call("GET", path + "/minutes.html", null, member(run + "-m1"))
                        .status())
                .isEqualTo(404);

        assertThat(api.post(path + "/minutes/circulation", null).expect(200).text("/state"))
                .isEqualTo("circulated");
        api.post(path + "/minutes/circulation", null).expect(200);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(topics.facts("minutes-circulated", december)).hasSize(1));
        Topics.Event circulated = topics.facts("minutes-circulated", december).getFirst();
        assertThat(circulated.data().path("recipients").toString())
                .contains("visitor@example.org", run + "-m1@example.org");
        byte[] mailed = Base64.getDecoder()
                .decode(circulated.data().at("/document/base64").asString());
        assertThat(text(mailed))
                .contains(
                        "1/2020",
                        "Video conference",
                        "7 December 2020, 15:30–17:00 (Europe/Vienna, GMT+1)",
                        "Visitor from UNODC")
                .contains("Honorary Member", "Kyoto", "56", "79", "book", "14 January 2021", "(tentative)");

        String page = new String(api.get(path + "/minutes.html").expect(200).bytes(), StandardCharsets.UTF_8);
        assertThat(page).doesNotContain("<script").contains("<strong>Kyoto</strong>");
        assertThat(text(api.get(path + "/minutes.pdf").expect(200).bytes())).contains("Kyoto");
        assertThat(api.get(path + "/minutes.docx").expect(200).bytes()).startsWith('P', 'K');
        assertThat(api.call("GET", path + "/minutes.html", null, member(run + "-m1"))
                        .status())
                .isEqualTo(200);
        assertThat(api.call("GET", path + "/minutes.html", null, member("somebody-else"))
                        .status())
                .isEqualTo(404);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(api.get("/api/meetings/" + january + "/agenda")
                                .body()
                                .toString())
                        .contains("Approval of the minutes"));
        Map<String, String> at = Map.of("atMeetingId", january);
        assertThat(api.post(path + "/minutes/approval", at).expect(409).code()).isEqualTo("not-a-later-meeting");
        api.post("/api/meetings/" + january + "/confirmation", null).expect(200);
        api.post("/api/meetings/" + january + "/opening", null).expect(200);
        Api.Answer approved = api.post(path + "/minutes/approval", at).expect(200);
        assertThat(approved.number("/version")).isEqualTo(1);
        assertThat(save(path, 2, tour, "too late").expect(409).code()).isEqualTo("minutes-approved");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(topics.facts("minutes-approved", december)).hasSize(1));
    }

    private Api.Answer save(String path, int revision, String item, String text) {
        return api.put(path + "/minutes", Map.of("revision", revision, "sections", List.of(section(item, text))));
    }

    private static Map<String, String> section(String item, String text) {
        return Map.of("itemId", item, "speaker", "Chair", "text", text);
    }

    private String item(String path, String kind, String title, @org.jspecify.annotations.Nullable String speaker) {
        Map<String, Object> item = new java.util.HashMap<>(Map.of("kind", kind, "title", title));
        if (speaker != null) {
            item.put("speakerRole", speaker);
        }
        return api.post(path + "/agenda", item).expect(201).text("/itemId");
    }

    private void attend(String path, String id, String name, String affiliation, String status) {
        api.put(path + "/attendance/" + id, Map.of("name", name, "affiliation", affiliation, "status", status))
                .expect(200);
    }

    private static String member(String id) {
        return TestTokens.sign(
                TestTokens.claims("member").claim("member_id", id).build());
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
