package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crimealliance.system.TestPlatform.text;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.crimealliance.stack.Secrets.Login;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A meeting from the reply by mail to the minutes, by those who are there, each at a screen of their own. */
@SystemTest
class MeetingJourneysIT {

    private TestPlatform platform;

    @BeforeEach
    void chromium_is_here() {
        assumeTrue(Browser.executable().isPresent(), "No Chromium: browser journeys are skipped");
        platform = TestPlatform.shared();
    }

    private Login login(String role) {
        return platform.stack.secrets().logins().get(role);
    }

    private Instant in(int days) {
        return platform.stack.clock().now().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.HOURS);
    }

    @Test
    void the_chair_opens_a_ballot_a_board_member_votes_and_all_see_the_result() {
        Instant start = in(20);
        String meeting = platform.boardMeeting(start);
        TestPlatform.Applicant applicant = platform.applicant();
        String membership = platform.apply(applicant);
        String item = platform.agendaItem(meeting, membership);
        List<JsonNode> present = platform.board().subList(0, 5);
        platform.hold(meeting, start, present);
        JsonNode member = present.stream()
                .filter(officer -> text(officer, "office").equals("board"))
                .findFirst()
                .orElseGet(present::getLast);
        String ballots = "/meetings/" + meeting + "/ballots";
        try (Browser chair = Browser.open(platform.stack.gateway());
                Browser board = Browser.open(platform.stack.gateway())) {
            chair.signIn(login("chair"));
            chair.go(ballots);
            chair.page.locator("#f-itemId").selectOption(item);
            chair.type("#f-question", "Is " + applicant.name() + " admitted?");
            chair.press("form[action$='/ballots'] button[type=submit]");

            board.go(ballots);
            board.signInByLink(platform, text(member, "email"));
            assertThat(board.page.locator("form.votes tbody tr").count())
                    .as("nobody records the votes of others")
                    .isEqualTo(1);
            Locator yes = board.page.locator("form.votes input[value=yes]").first();
            board.tabTo("form.votes input[type=radio]");
            board.page.keyboard().press("Space");
            assertThat(yes.isChecked()).isTrue();
            board.press("form.votes button[type=submit]");

            chair.page
                    .locator(".tally b")
                    .filter(new Locator.FilterOptions().setHasText("1"))
                    .first()
                    .waitFor();
            for (Locator other :
                    chair.page.locator("form.votes input[value=yes]").all()) {
                other.check();
            }
            chair.press("form.votes button[type=submit]");
            chair.press("form[action$='/closing'] button[type=submit]");
            assertThat(chair.page.locator("main .state").first().textContent()).isEqualTo("passed");
            board.go(ballots);
            assertThat(board.page.locator("main .state").first().textContent()).isEqualTo("passed");
            board.look("ballot-passed");
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                platform.api.all("treasurer", "/api/membership/invoices?membershipId=" + membership))
                        .as("the result takes effect")
                        .hasSize(1));
        platform.api.post("chair", "/api/meetings/" + meeting + "/closing", Map.of());
    }

    @Test
    void the_secretary_notes_who_came_late_and_what_was_not_reached() {
        Instant start = in(1);
        String meeting = platform.informalMeeting(start);
        item(meeting, "Preparations");
        item(meeting, "Any other words");
        platform.hold(meeting, start, platform.board().subList(0, 2));
        try (Browser browser = Browser.open(platform.stack.gateway())) {
            browser.signIn(login("secretary"));
            browser.go("/meetings/" + meeting);
            browser.press("#agenda tbody tr:nth-child(2) form:has(input[value='not-reached']) button");
            assertThat(browser.page.locator("#agenda tbody tr:nth-child(2)").textContent())
                    .contains("not reached");

            Locator late = browser.page.locator("details:has(#f-timesattendeeId)");
            late.locator("summary").click();
            late.locator("#f-timesattendeeId")
                    .selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
            late.locator("#f-timesarrived")
                    .fill(java.time.LocalTime.ofInstant(
                                    start.plus(Duration.ofMinutes(20)), java.time.ZoneId.of("Europe/Vienna"))
                            .truncatedTo(ChronoUnit.MINUTES)
                            .toString());
            late.locator("button[type=submit]").click();
            browser.page
                    .locator("#attendance .small")
                    .filter(new Locator.FilterOptions().setHasText("from "))
                    .waitFor();
            browser.look("meeting-in-session");
        }
        platform.api.post("secretary", "/api/meetings/" + meeting + "/closing", Map.of());
    }

    @Test
    void two_who_write_the_minutes_at_once_lose_nothing_and_the_pdf_has_both() throws Exception {
        Instant start = in(1);
        String meeting = platform.informalMeeting(start);
        item(meeting, "Preparations");
        platform.hold(meeting, start, platform.board().subList(0, 2));
        platform.api.post("secretary", "/api/meetings/" + meeting + "/closing", Map.of());
        String minutes = "/meetings/" + meeting + "/minutes";
        try (Browser browser = Browser.open(platform.stack.gateway())) {
            browser.signIn(login("secretary"));
            browser.go(minutes);
            Page other = browser.anotherTab(minutes);
            browser.page.locator("#text-0").fill("What the first tab says.");
            browser.press(".save-bar button[type=submit]");

            other.locator("#text-0").fill("What the second tab says.");
            other.locator(".save-bar button[type=submit]").click();
            other.locator(".side-by-side")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
            assertThat(other.locator("h1").textContent()).isEqualTo("Two people have written");
            assertThat(other.locator("main").innerText()).contains("What the first tab says.", "second");
            Browser.look(other, "minutes-clash");
            other.locator("#text-0").fill("What the first tab says. What the second tab says.");
            other.locator(".save-bar button[type=submit]").click();
            other.locator(".notice-good").waitFor();

            browser.go(minutes + "/preview");
            assertThat(browser.page
                            .frameLocator("iframe.preview")
                            .locator("body")
                            .innerText())
                    .contains("What the first tab says. What the second tab says.");
            Download docx = browser.page.waitForDownload(
                    () -> browser.page.locator("a[href$='/minutes.docx']").click());
            assertThat(Files.readString(docx.path(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .startsWith("PK");
            assertThat(browser.statuses(List.of(minutes + ".pdf"))).containsValue(200);
            browser.press("form[action$='/minutes/circulation'] button");
            assertThat(browser.page.locator("main .state").first().textContent())
                    .isEqualTo("circulated");
        }
    }

    @Test
    void somebody_answers_an_invitation_by_the_link_in_the_mail_without_an_account() {
        String meeting = platform.informalMeeting(in(30));
        String guest = "guest.of." + meeting + "@example.org";
        platform.api.post(
                "secretary",
                "/api/meetings/" + meeting + "/guests",
                Map.of("name", "A. Guest", "email", guest, "affiliation", "UNODC"));
        platform.api.post("secretary", "/api/meetings/" + meeting + "/invitations", Map.of());
        String link = "/r/meeting-reply/"
                + platform.mailWithLink("meeting-reply", guest)
                        .token("meeting-reply")
                        .orElseThrow();
        try (Browser browser = Browser.open(platform.stack.gateway())) {
            browser.go(link);
            browser.press("button[value=yes]");
            assertThat(browser.page.locator(".notice-good").textContent()).contains("you come");
            browser.press("button[value=no]");
            browser.look("reply-changed");
        }
        assertThat(platform.api.all("secretary", "/api/meetings/" + meeting + "/invitations").stream()
                        .filter(invitation -> text(invitation, "name").equals("A. Guest"))
                        .map(invitation -> text(invitation, "answer")))
                .containsExactly("no");
    }

    private void item(String meeting, String title) {
        platform.api.post(
                "secretary",
                "/api/meetings/" + meeting + "/agenda",
                Map.of("kind", "discussion", "title", title, "minutes", 10));
    }
}
