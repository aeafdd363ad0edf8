package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.system.TestPlatform.text;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in without a password, and signing out for good. */
@SystemTest
class SignInJourneyIT {

    private TestPlatform platform;

    @BeforeEach
    void chromium_is_here() {
        assumeTrue(Browser.executable().isPresent(), "No Chromium: browser journeys are skipped");
        platform = TestPlatform.shared();
    }

    @Test
    void the_link_in_the_mail_signs_in_once_and_signing_out_ends_it_everywhere() {
        String email = text(platform.board().getLast(), "email");
        try (Browser browser = Browser.open(platform.stack.gateway())) {
            browser.go("/officers");
            browser.signInByLink(platform, email);
            assertThat(browser.page.url())
                    .as("on to where the sign-in was needed")
                    .endsWith("/officers");
            assertThat(browser.page.locator(".who b").textContent()).isNotBlank();

            browser.go(platform.oneTimeLink(email));
            assertThat(browser.page.locator("h1").textContent()).isEqualTo("This link does not work");
            browser.look("one-time-link-used");

            browser.go("/");
            browser.press("form[action$='/signout'] button");
            assertThat(browser.page.locator("a[href*='/signin/']").count()).isPositive();
            browser.go("/officers");
            assertThat(browser.page.url()).as("asked to sign in again").contains("/login");
        }
    }
}
