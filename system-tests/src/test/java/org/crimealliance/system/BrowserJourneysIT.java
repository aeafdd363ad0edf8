package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.crimealliance.stack.Secrets.Login;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Treasurer and the Secretary do an evening's work in the portal, by keyboard, on three sizes of screen. */
@SystemTest
class BrowserJourneysIT {

    private TestPlatform platform;

    @BeforeEach
    void chromium_is_here() {
        assumeTrue(
                Browser.executable().isPresent(),
                "No Chromium: browser journeys are skipped. Install chromium, or name one by CHROMIUM=/path");
        platform = TestPlatform.shared();
    }

    private Login login(String role) {
        return platform.stack.secrets().logins().get(role);
    }

    @Test
    void the_treasurer_sets_fees_and_issues_the_invoices_of_a_year() {
        platform.settleAMember();
        try (Browser browser = Browser.open(platform.stack.gateway())) {
            browser.signIn(login("treasurer"));
            browser.look("treasurer-home");

            browser.go("/fees/schedules/2022");
            browser.look("fee-schedule");
            browser.type("#f-ordinary", "210.00");
            browser.type("#f-extraordinary", "160.00");
            browser.type("#f-individual", "65.00");
            browser.type("#f-honorary", "0.00");
            browser.type("#f-dueInDays", "30");
            browser.press("form[action$='/fees/schedules/2022'] button[type=submit]");
            browser.go("/fees?year=2022");
            browser.look("fees");
            theChairConfirms("/fee-schedule/2022");

            browser.go("/fees?year=2022");
            browser.type("#f-feeYear", "2022");
            browser.press("form[action$='/fees/runs'] button[type=submit]");
            browser.page.waitForURL("**/fees/runs/*");
            browser.look("invoice-run-previewed");
            String run = browser.page.url();
            theChairConfirms("/invoice-run/" + run.substring(run.lastIndexOf('/') + 1));
            browser.go("/fees/runs/" + run.substring(run.lastIndexOf('/') + 1));
            browser.press("form[action$='/issue'] button[type=submit]");
            browser.page.locator("#progress[data-state=finished]").waitFor();
            browser.look("invoice-run-finished");

            browser.go("/invoices?feeYear=2022");
            browser.look("invoices");
            assertThat(browser.page.locator("main table tbody tr").count()).isPositive();
        }
        assertThat(platform.api.all("treasurer", "/api/membership/invoices?feeYear=2022"))
                .as("what was done in the browser is there")
                .isNotEmpty();
    }

    /** The second person, at another desk. */
    private void theChairConfirms(String what) {
        try (Browser chair = Browser.open(platform.stack.gateway())) {
            chair.signIn(login("chair"));
            chair.go("/confirmations");
            chair.look("confirmations");
            chair.press("form[action$='/confirmations" + what + "'] button[type=submit]");
        }
    }

    @Test
    void the_secretary_sees_an_application_and_announces_a_meeting() {
        TestPlatform.Applicant applicant = platform.applicant();
        String membership = platform.apply(applicant);
        String day = platform.stack
                .clock()
                .now()
                .plus(Duration.ofDays(40))
                .atZone(ZoneId.of("Europe/Vienna"))
                .toLocalDate()
                .toString();
        try (Browser browser = Browser.open(platform.stack.gateway())) {
            browser.signIn(login("secretary"));
            browser.look("secretary-home");
            browser.go("/applications");
            browser.look("applications");
            browser.go("/applications/" + membership);
            assertThat(browser.page.locator("h1").textContent()).contains(applicant.name());
            browser.look("application");

            browser.go("/meetings/new");
            browser.look("meeting-new");
            browser.tabTo("#f-seriesId");
            browser.page.keyboard().type("Informal");
            browser.type("#f-title", "Informal meeting by keyboard");
            // date and time fields have parts of their own for the keyboard, in the order of the browser's language
            browser.page.locator("#f-start").fill(day);
            browser.page.locator("#f-from").fill("15:30");
            browser.page.locator("#f-until").fill("17:00");
            browser.type("#f-zone", "Europe/Vienna");
            browser.tabTo("input[name='place.kind']");
            browser.page.keyboard().press("Space");
            browser.page.locator("#pk-online").check();
            browser.page.locator("[id='f-place.text']").fill("Video conference");
            browser.page.locator("[id='f-place.link']").fill("https://meet.example.org/keyboard");
            browser.press("form[action$='/meetings/new'] button[type=submit]");
            browser.page.waitForURL(url -> url.matches(".*/meetings/[0-9a-f-]{36}.*"));
            browser.look("meeting");
            String meeting = browser.page.url().replaceAll(".*/meetings/([0-9a-f-]{36}).*", "$1");
            browser.go("/meetings/" + meeting + "/ballots");
            browser.look("ballots");
            browser.go("/meetings/" + meeting + "/minutes");
            browser.look("minutes-editor");
            for (String path :
                    List.of("/members", "/meetings", "/officers", "/congresses", "/mails", "/dead-letters")) {
                browser.go(path);
                browser.look(path.substring(1));
            }
        }
        assertThat(platform.api.all("secretary", "/api/meetings").stream()
                        .map(meeting -> TestPlatform.text(meeting, "title")))
                .as("what was done in the browser is there")
                .contains("Informal meeting by keyboard");
    }
}
