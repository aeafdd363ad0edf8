package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.crimealliance.stack.Secrets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page of the portal, for every role, on the real platform: it is there, it can be read, it can be used. */
@SystemTest
class EveryPageIT {

    private static LittleOfEverything everything;
    private static TestPlatform platform;

    @BeforeAll
    static void something_of_everything_is_there() throws Exception {
        assumeTrue(
                Browser.executable().isPresent(),
                "No Chromium: the pages are not walked. Install chromium, or name one by CHROMIUM=/path");
        platform = TestPlatform.shared();
        everything = new LittleOfEverything(platform);
        everything.settle();
    }

    @AfterAll
    static void nothing_stands_in_the_way_of_other_tests() {
        if (everything != null) {
            everything.finish();
        }
    }

    @Test
    void every_page_that_a_role_is_shown_can_be_read_and_used() {
        try (Browser browser = Browser.open(platform.stack.gateway())) {
            Walk walk = new Walk(browser, platform.stack.gateway());
            withoutAnAccount(browser, walk);
            for (String role : Secrets.ROLES) {
                long begun = System.nanoTime();
                int before = walk.pages();
                browser.forget();
                browser.signIn(platform.stack.secrets().logins().get(role));
                walk.from(role, "/");
                System.out.printf(
                        "%s: %d pages in %.1f s%n", role, walk.pages() - before, (System.nanoTime() - begun) / 1e9);
            }
            assertThat(walk.problems()).isEmpty();
            assertThat(walk.kinds())
                    .contains(
                            "/",
                            "/members/{id}",
                            "/applications/{id}",
                            "/fees/runs/{id}",
                            "/invoices/{id}",
                            "/meetings/{id}",
                            "/meetings/{id}/ballots",
                            "/meetings/{id}/minutes",
                            "/meetings/{id}/minutes/preview",
                            "/congresses/{id}/campaign",
                            "/congresses/{id}/selection",
                            "/congresses/{id}/schedule",
                            "/congresses/{id}/programme",
                            "/congresses/{id}/registrations",
                            "/congress/{key}/programme",
                            "/congress/{key}/register",
                            "/mails",
                            "/dead-letters",
                            "/officers/{id}/end",
                            "/apply");
        }
    }

    /** The public pages, what is behind the links in mails, and the pages to sign in. */
    private void withoutAnAccount(Browser browser, Walk walk) {
        SmallCongress congress = everything.published();
        walk.from("anybody", "/");
        walk.at("an organiser", link("reconfirm", SmallCongress.organiser("walked-later", 1)), "/r/reconfirm");
        walk.at("an organiser too late", link("reconfirm", SmallCongress.organiser("walked", 11)), "/r/reconfirm late");
        walk.at("a participant", link("register", congress.participant("unconfirmed")), "/r/register");
        walk.at("a waiting participant", link("register", congress.participant("third")), "/r/register waiting");
        walk.at("who gets a seat", link("seat-offer", congress.participant("second")), "/r/seat-offer");
        walk.at("a guest", link("meeting-reply", everything.guestAddress()), "/r/meeting-reply");

        browser.go("/apply");
        browser.press("main form button[type=submit]");
        assertThat(browser.page.locator("#wrongs").innerText())
                .contains("Who applies? Please choose", "City: This is needed.");
        browser.expectedTroubles();
        walk.here("an applicant in haste", "/apply with errors");
        browser.page.locator("#c-ordinary").check();
        browser.page.locator("#f-country").selectOption("AT");
        TestPlatform.Applicant applicant = platform.applicant();
        applicant.form().forEach((name, value) -> {
            if (browser.page
                            .locator("input[type=text]#f-" + name + ", input[type=email]#f-" + name)
                            .count()
                    > 0) {
                browser.page.locator("#f-" + name).fill(String.valueOf(value));
            }
        });
        browser.press("main form button[type=submit]");
        assertThat(browser.page.locator("h1").textContent()).isEqualTo("One step is left");
        walk.here("an applicant", "/apply/received");
        walk.at("an applicant", link("application", applicant.email()), "/r/application");

        browser.go("/signin/alliance");
        walk.here("who signs in", "/login");
        browser.page.locator("#link-email").fill(everything.guestAddress());
        browser.page.locator("form[action$='/one-time/request'] button").click();
        walk.here("who asks for a link", "/one-time/request");
    }

    private String link(String purpose, String address) {
        return "/r/" + purpose + "/"
                + platform.mailWithLink(purpose, address).token(purpose).orElseThrow();
    }
}
