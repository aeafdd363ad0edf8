package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.system.TestPlatform.text;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.crimealliance.demo.Mailbox.Mail;
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

    @Test
    void a_passkey_is_made_by_keyboard_signs_in_from_then_on_and_can_be_taken_away() {
        String email = text(platform.board().getFirst(), "email");
        try (Browser browser = Browser.open(platform.stack.gateway())) {
            browser.withPasskeys();
            browser.go("/identity/account/passkeys");
            browser.signInByLink(platform, email);
            browser.look("passkeys-none");
            browser.type("#label", "This laptop");
            browser.press("form[data-passkey] button");
            assertThat(browser.page.locator(".list strong").textContent()).isEqualTo("This laptop");
            browser.look("passkeys");
            browser.go("/identity/account");
            browser.look("how-you-sign-in");
            browser.type("#password", "four words in a row");
            browser.press("form[action$='/password'] button");
            browser.press("form[action$='/password/remove'] button");
            browser.look("password-removal");
            browser.press("main p a");
            assertThat(browser.path()).as("kept").isEqualTo("/identity/account");

            browser.forget();
            browser.go("/officers");
            browser.look("sign-in");
            browser.press("form[action='/login/passkey'] button");
            browser.page.waitForURL(url -> url.endsWith("/officers"));
            assertThat(browser.page.locator(".who b").textContent()).isNotBlank();
            assertThat(browser.troubles()).isEmpty();

            browser.go("/identity/account/passkeys");
            browser.press(".list button");
            browser.look("passkey-removal");
            browser.press("form button[type=submit]");
            assertThat(browser.page.locator(".list").count()).isZero();
            browser.go("/officers");
            assertThat(browser.path()).as("whoever is signed in stays so").isEqualTo("/officers");
            browser.forget();
            browser.go("/officers");
            browser.tabTo("form[action='/login/passkey'] button");
            browser.page.waitForResponse(
                    answer -> answer.url().endsWith("/login/passkey"),
                    () -> browser.page.keyboard().press("Enter"));
            browser.page.locator(".summary").waitFor();
            browser.look("passkey-refused");
        }
        platform.settled();
        assertThat(platform.mails.all().stream()
                        .filter(mail -> mail.to().equals(email))
                        .map(Mail::subject))
                .contains("A passkey was added to your account", "A passkey was removed from your account");
    }
}
