package org.crimealliance.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.FilePayload;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Congress at the screen: from its rules to a published programme, and a participant's way to a seat on site. */
@SystemTest
class CongressJourneyIT {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final String KEY = "by-keyboard";

    private TestPlatform platform;

    @BeforeEach
    void chromium_is_here() {
        assumeTrue(Browser.executable().isPresent(), "No Chromium: browser journeys are skipped");
        platform = TestPlatform.shared();
    }

    @Test
    void from_the_rules_to_a_seat_on_site() {
        Instant now = platform.stack.clock().now().truncatedTo(ChronoUnit.HOURS);
        Instant deadline = now.plus(Duration.ofDays(4));
        try (Browser browser = Browser.open(platform.stack.gateway())) {
            browser.signIn(platform.stack.secrets().logins().get("congress-manager"));
            String path = setUp(browser, LocalDate.ofInstant(now, VIENNA).plusDays(90));
            SmallCongress congress = SmallCongress.at(platform, KEY, path.substring(path.lastIndexOf('/') + 1));
            importMeetings(browser, path);
            ask(browser, path, congress, LocalDateTime.ofInstant(deadline, VIENNA));
            platform.stack.clock().set(deadline.plus(Duration.ofMinutes(5)));
            selectAndSchedule(browser, path);
            moveOne(browser, path);
            browser.go(path + "/programme");
            browser.press("form[action$='/programme/publication'] button");
            browser.look("programme-published");
            registerAndTakeASeat(browser, path, congress);
        }
    }

    private static String setUp(Browser browser, LocalDate firstDay) {
        browser.go("/congresses/new");
        browser.type("#f-name", "Congress by keyboard");
        browser.type("#f-key", KEY);
        browser.type("#f-city", "Kyoto");
        browser.type("#f-country", "JP");
        browser.page.locator("#f-firstDay").fill(firstDay.toString());
        browser.page.locator("#f-lastDay").fill(firstDay.plusDays(2).toString());
        browser.type("#f-fullDaySlots", "09:00-10:15\n14:00-15:15");
        browser.type("[id='f-halfDaySlots.first']", "14:00-15:15");
        browser.type("[id='f-halfDaySlots.last']", "09:00-10:15");
        browser.type("#f-hybridRooms", "Room 1, 60");
        browser.type("#f-virtualChannels", "Channel 1");
        browser.type("#f-onsiteSeats", "1");
        browser.press("form[action$='/congresses/new'] button[type=submit]");
        browser.page.locator(".notice-good").waitFor();
        return browser.path();
    }

    private static void importMeetings(Browser browser, String path) {
        browser.go(path + "/import");
        browser.page
                .locator("#f-file")
                .setInputFiles(new FilePayload(
                        "accepted.csv", "text/csv", SmallCongress.csv(KEY).getBytes(UTF_8)));
        browser.press("form[action$='/import'] button[type=submit]");
        browser.look("congress-import-preview");
        assertThat(browser.page.locator("main .figures").innerText()).contains("11");
        browser.press("form[action$='/import/confirmation'] button[type=submit]");
        assertThat(browser.page.locator("main tbody tr").count()).isEqualTo(11);
    }

    private void ask(Browser browser, String path, SmallCongress congress, LocalDateTime deadline) {
        browser.go(path + "/campaign");
        browser.page.locator("#f-deadline").fill(deadline.toString());
        browser.press("form[action$='/campaign'] button[type=submit]");
        browser.look("campaign-planned");
        browser.press("form[action$='/start'] button[type=submit]");
        browser.go("/r/reconfirm/" + congress.token("reconfirm", SmallCongress.organiser(KEY, 11)));
        browser.press("button[value=reconfirm]");
        assertThat(browser.page.locator(".notice-good").textContent()).contains("you reconfirm");
        congress.answer();
        browser.go(path + "/campaign");
        assertThat(browser.page.locator("main").innerText()).contains("11 of 11 answered");
    }

    private static void selectAndSchedule(Browser browser, String path) {
        browser.go(path + "/selection");
        browser.press("form[action$='/selection'] button[type=submit]");
        assertThat(browser.page.locator("main .figures").innerText()).contains("8", "2");
        browser.go(path + "/schedule");
        browser.press("form[action$='/schedule'] button[type=submit]");
        browser.page.locator("#progress .state-good").waitFor();
        browser.go(path + "/schedule");
    }

    /** Picked by Enter, placed by Enter, the effect read before the button. */
    private static void moveOne(Browser browser, String path) {
        browser.press("a.slot.hybrid");
        String picked = browser.page.locator(".slot.picked .code").textContent();
        browser.press("nav.tabs a:not([aria-current])");
        browser.press("a.slot.hybrid[href*='/schedule/moves']");
        browser.look("schedule-move");
        assertThat(browser.page.locator("main .what").innerText()).contains(picked, "→");
        browser.press("form[action$='/schedule/moves'] button[type=submit]");
        assertThat(browser.page.locator(".notice-good").textContent()).contains("moved");
        assertThat(browser.page.locator(".plan").innerText()).contains(picked);
        browser.go(path + "/schedule");
    }

    private void registerAndTakeASeat(Browser browser, String path, SmallCongress congress) {
        congress.register("quick");
        congress.confirm("quick");
        browser.forget();
        browser.go("/congress/" + KEY + "/programme");
        assertThat(browser.page.locator(".sessions > li").count()).isEqualTo(8);
        browser.press("main .head a.button.main");
        browser.type("#f-name", "Participant Slow");
        browser.type("#f-email", congress.participant("slow"));
        browser.page.locator("#f-country").selectOption("KE");
        browser.page.locator("#s-onsite").check();
        browser.page.locator("#consent").check();
        browser.press("form[action$='/register'] button[type=submit]");
        assertThat(browser.page.locator("h1").textContent()).isEqualTo("One more step");
        browser.look("register-sent");
        browser.go("/r/register/" + congress.token("register", congress.participant("slow")));
        browser.press("form[action*='/r/register/'] button");
        assertThat(browser.page.locator("main").innerText()).contains("waiting list");
        browser.look("registered-waiting");

        browser.signIn(platform.stack.secrets().logins().get("congress-manager"));
        browser.go(path + "/registrations?state=confirmed");
        browser.page.locator("details.ask summary").first().click();
        browser.press("form[action$='/cancellation'] button");

        browser.forget();
        browser.go("/r/seat-offer/" + congress.token("seat-offer", congress.participant("slow")));
        browser.press("form[action*='/r/seat-offer/'] button");
        assertThat(browser.page.locator("h1").textContent()).isEqualTo("The seat is yours");
        browser.look("seat-taken");
    }
}
